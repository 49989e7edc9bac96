using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Replaces loops that only count by what they count to: all they do is add constants to integers, up to a bound. Exact, since all
/// of it is modulo 2³².
/// </summary>
internal static class FoldCountingLoops
{
    public static KernelProgram Run(KernelProgram program) => program with { Body = List(program.Body, program) };

    /// <summary>The constant that a result adds to a parameter; null if it does something else.</summary>
    public static long? Increment(ScalarFunction function, int result, out int parameter)
    {
        parameter = -1;
        var first = function.Parameters.Count;
        if (function.Results[result].Value < first || function.Body[function.Results[result].Value - first] is not { Opcode: ScalarOpcode.Add or ScalarOpcode.Subtract } sum ||
            sum.Type != ScalarType.Int32 || sum.Operands[0] >= first || sum.Operands[1] < first ||
            function.Body[sum.Operands[1] - first] is not { Opcode: ScalarOpcode.Constant, Constant: var constant } || constant == int.MinValue)
        {
            return null;
        }

        parameter = sum.Operands[0];
        return sum.Opcode == ScalarOpcode.Add ? constant : -constant;
    }

    private static EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements, KernelProgram program) => statements
        .Select(statement => statement is ProgramStatement.Loop loop && Fold(loop, program) is { } folded ? folded : statement.WithBodies(body => List(body, program)))
        .ToEquatableArray();

    /// <summary>What a loop that only counts comes to; null if it does anything else.</summary>
    public static ProgramStatement.Compute? Fold(ProgramStatement.Loop loop, KernelProgram program)
    {
        var increments = new SortedDictionary<int, long>();
        if (loop.Header.Count > 0 || loop.TestsAfter || !loop.Body.Concat(loop.Step).All(statement => Counts(statement, increments)) ||
            Bound(loop.Condition, increments) is not var (counter, bound, beyond))
        {
            return null;
        }

        var builder = new ScalarBuilder(program.Name);
        var inputs = new List<int>();
        int Read(int variable)
        {
            inputs.Add(variable);
            return builder.Parameter(program.Variables[variable].Name, ScalarType.Int32);
        }

        var values = increments.Keys.ToDictionary(variable => variable, Read);
        var end = bound >= 0 ? Read(bound) : builder.Constant(ScalarType.Int32, beyond);
        var (low, high) = increments[counter] > 0 ? (values[counter], end) : (end, values[counter]);
        var runs = builder.Emit(ScalarOpcode.LessThan, ScalarType.Bool, low, high);
        var rounds = builder.Emit(
            ScalarOpcode.Select, ScalarType.Int32, runs, Difference(builder, high, low), builder.Constant(ScalarType.Int32, 0L));
        var results = increments.Select(pair => new ScalarResult("v" + pair.Key, pair.Key == counter
            ? builder.Emit(ScalarOpcode.Select, ScalarType.Int32, runs, end, values[counter])
            : builder.Emit(ScalarOpcode.Add, ScalarType.Int32, values[pair.Key], Times(builder, rounds, pair.Value)))).ToArray();
        return new ProgramStatement.Compute(new Computation(builder.Build(results), inputs.ToEquatableArray()), increments.Keys.ToEquatableArray());
    }

    /// <summary>
    /// A counter that goes by one to a bound, and the first value at which it stops: a variable, or (-1) a constant. Null if the condition says
    /// anything else.
    /// </summary>
    private static (int Counter, int Bound, long Beyond)? Bound(Computation condition, SortedDictionary<int, long> increments)
    {
        var function = condition.Function;
        var first = function.Parameters.Count;
        if (function.Results[0].Value < first ||
            function.Body[function.Results[0].Value - first] is not { Opcode: ScalarOpcode.LessThan or ScalarOpcode.LessThanOrEqual } test ||
            function.TypeOf(test.Operands[0]) != ScalarType.Int32)
        {
            return null;
        }

        var includes = test.Opcode == ScalarOpcode.LessThanOrEqual;
        return Of(test.Operands[0], test.Operands[1], 1) ?? Of(test.Operands[1], test.Operands[0], -1);

        (int, int, long)? Of(int counter, int bound, int by)
        {
            if (counter >= first || !increments.TryGetValue(condition.Inputs[counter], out var step) || step != by)
            {
                return null;
            }

            if (bound < first)
            {
                return includes || increments.ContainsKey(condition.Inputs[bound]) ? null : (condition.Inputs[counter], condition.Inputs[bound], 0);
            }

            var beyond = function.Body[bound - first].Constant + (includes ? by : 0);
            return function.Body[bound - first].Opcode != ScalarOpcode.Constant || beyond != (int)beyond ? null : (condition.Inputs[counter], -1, beyond);
        }
    }

    private static int Difference(ScalarBuilder builder, int high, int low) =>
        builder.Definition(low) is { Opcode: ScalarOpcode.Constant, Constant: < 0 and var number }
            ? builder.Emit(ScalarOpcode.Add, ScalarType.Int32, high, builder.Constant(ScalarType.Int32, -number))
            : builder.Emit(ScalarOpcode.Subtract, ScalarType.Int32, high, low);

    private static int Times(ScalarBuilder builder, int value, long by) =>
        by == 1 ? value : builder.Emit(ScalarOpcode.Multiply, ScalarType.Int32, value, builder.Constant(ScalarType.Int32, by));

    private static bool Counts(ProgramStatement statement, SortedDictionary<int, long> increments)
    {
        if (statement is not ProgramStatement.Compute compute)
        {
            return false;
        }

        for (var i = 0; i < compute.Outputs.Count; i++)
        {
            if (Increment(compute.Value.Function, i, out var parameter) is not { } by || compute.Value.Inputs[parameter] != compute.Outputs[i] ||
                increments.ContainsKey(compute.Outputs[i]))
            {
                return false;
            }

            increments.Add(compute.Outputs[i], by);
        }

        return true;
    }
}
