using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Puts pieces of straight-line code together.</summary>
internal static class JoinComputations
{
    /// <summary>The piece without outputs that nobody reads and inputs that it does not need, simplified; null when nothing is left.</summary>
    public static ProgramStatement.Compute? Trim(ProgramStatement.Compute compute, HashSet<int> live)
    {
        var kept = Enumerable.Range(0, compute.Outputs.Count)
            .Where(i => live.Contains(compute.Outputs[i]) && !IsIdentity(compute, i))
            .ToArray();
        if (kept.Length == 0)
        {
            return null;
        }

        return new ProgramStatement.Compute(
            Trim(compute.Value.Only(kept)),
            kept.Select(i => compute.Outputs[i]).ToEquatableArray());
    }

    /// <summary>A computation without inputs that it does not need, simplified.</summary>
    public static Computation Trim(Computation computation)
    {
        var function = SimplifyScalar.Run(computation.Function);
        var used = new HashSet<int>(function.Body.SelectMany(instruction => instruction.Operands).Concat(function.Results.Select(result => result.Value)));
        var kept = Enumerable.Range(0, function.Parameters.Count).Where(used.Contains).ToArray();
        if (kept.Length == function.Parameters.Count)
        {
            return computation with { Function = function };
        }

        var builder = new ScalarBuilder(function.Name);
        var arguments = new int[function.Parameters.Count];
        foreach (var i in kept)
        {
            arguments[i] = builder.Parameter(function.Parameters[i].Name, function.Parameters[i].Type, function.Parameters[i].IsUniform);
        }

        var values = builder.Inline(function, arguments);
        return new Computation(
            builder.Build(function.Results.Select((result, i) => result with { Value = values[i] }).ToArray()),
            kept.Select(i => computation.Inputs[i]).ToEquatableArray());
    }

    /// <summary>The value of a condition that is constant.</summary>
    public static bool? Constant(Computation condition)
    {
        var function = condition.Function;
        var value = function.Results[0].Value - function.Parameters.Count;
        return value >= 0 && function.Body[value] is { Opcode: ScalarOpcode.Constant } constant ? constant.Constant != 0 : null;
    }

    /// <summary>Two pieces that follow each other as one.</summary>
    public static ProgramStatement.Compute Join(ProgramStatement.Compute first, ProgramStatement.Compute second, HashSet<int> live)
    {
        var composition = new Composition(first.Value.Function.Name);
        var a = composition.Inline(first.Value);
        for (var i = 0; i < a.Length; i++)
        {
            composition.Values[first.Outputs[i]] = a[i];
        }

        var b = composition.Inline(second.Value);
        for (var i = 0; i < b.Length; i++)
        {
            composition.Values[second.Outputs[i]] = b[i];
        }

        var outputs = first.Outputs.Concat(second.Outputs).Distinct().Where(live.Contains).OrderBy(output => output).ToArray();
        return new ProgramStatement.Compute(composition.Build(outputs.Select(output => (output, composition.Values[output]))), outputs.ToEquatableArray());
    }

    /// <summary>
    /// Moves into a computation what the piece before it computes only for it. Null where that is nothing, or where what is
    /// moved would be computed twice or would read a variable that has changed.
    /// </summary>
    public static (ProgramStatement.Compute? Left, Computation Sunk)? Sink(ProgramStatement.Compute before, Computation reader, HashSet<int> live)
    {
        var outputs = before.Outputs;
        var isKept = outputs.Select(live.Contains).ToArray();
        if (!Enumerable.Range(0, outputs.Count).Any(i => !isKept[i] && reader.Inputs.Contains(outputs[i])))
        {
            return null;
        }

        var function = before.Value.Function;
        var parameters = function.Parameters.Count;
        var shared = new HashSet<int>(Cone(function, Enumerable.Range(0, outputs.Count).Where(i => isKept[i]).Select(i => function.Results[i].Value), _ => false));
        var results = new Dictionary<int, int>(); // values that a kept output holds
        for (var i = 0; i < outputs.Count; i++)
        {
            if (isKept[i])
            {
                results[function.Results[i].Value] = outputs[i];
            }
        }

        var needed = Enumerable.Range(0, outputs.Count).Where(i => !isKept[i] && reader.Inputs.Contains(outputs[i])).Select(i => function.Results[i].Value);
        var moved = Cone(function, needed, results.ContainsKey).ToArray();
        var changed = new HashSet<int>(outputs.Where((_, i) => isKept[i]));
        if (moved.Any(value => value < parameters
            ? changed.Contains(before.Value.Inputs[value])
            : shared.Contains(value) && function.Body[value - parameters].Opcode != ScalarOpcode.Constant))
        {
            return null;
        }

        var composition = new Composition(function.Name);
        var map = new Dictionary<int, int>();
        foreach (var value in moved.OrderBy(value => value))
        {
            map[value] = value < parameters
                ? composition.Read(before.Value.Inputs[value], function.Parameters[value])
                : composition.Builder.Emit(function.Body[value - parameters] with
                {
                    Operands = function.Body[value - parameters].Operands.Select(Operand).ToEquatableArray(),
                });
        }

        for (var i = 0; i < outputs.Count; i++)
        {
            if (!isKept[i] && reader.Inputs.Contains(outputs[i]))
            {
                composition.Values[outputs[i]] = Operand(function.Results[i].Value);
            }
        }

        var values = composition.Inline(reader);
        return (Trim(before, live), composition.Build(values.Select((value, i) => (i, value))));

        int Operand(int value) => map.TryGetValue(value, out var known) ? known
            : composition.Read(results[value], new ScalarParameter(Name(value), function.TypeOf(value)));

        string Name(int value) => value < parameters ? function.Parameters[value].Name : function.Body[value - parameters].Name ?? "value";
    }

    /// <summary>A computation in which variables hold what some of its instructions would compute.</summary>
    /// <param name="computation">The computation.</param>
    /// <param name="variableOf">The variable of an instruction, by its place; -1 if there is none.</param>
    /// <param name="parameter">What a variable is as a parameter.</param>
    public static Computation Given(Computation computation, System.Func<int, int> variableOf, System.Func<int, ScalarParameter> parameter)
    {
        var function = computation.Function;
        var builder = new ScalarBuilder(function.Name);
        var inputs = computation.Inputs.ToList();
        var map = new List<int>(function.Parameters.Select(given => builder.Parameter(given.Name, given.Type, given.IsUniform)));
        var read = new Dictionary<int, int>();
        for (var i = 0; i < function.Body.Count; i++)
        {
            if (variableOf(i) is not (>= 0 and var variable))
            {
                map.Add(builder.Emit(function.Body[i] with { Operands = function.Body[i].Operands.Select(operand => map[operand]).ToEquatableArray() }));
                continue;
            }

            if (!read.TryGetValue(variable, out var value))
            {
                value = builder.Parameter(parameter(variable).Name, parameter(variable).Type);
                inputs.Add(variable);
                read.Add(variable, value);
            }

            map.Add(value);
        }

        return Trim(new Computation(
            builder.Build(function.Results.Select(result => result with { Value = map[result.Value] }).ToArray()), inputs.ToEquatableArray()));
    }

    /// <summary>The values from which others are computed, themselves included, up to those where it stops.</summary>
    public static IEnumerable<int> Cone(ScalarFunction function, IEnumerable<int> roots, System.Func<int, bool> stops)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>(roots);
        while (pending.Count > 0)
        {
            var value = pending.Pop();
            if (stops(value) || !seen.Add(value))
            {
                continue;
            }

            foreach (var operand in value < function.Parameters.Count ? EquatableArray<int>.Empty : function.Body[value - function.Parameters.Count].Operands)
            {
                pending.Push(operand);
            }
        }

        return seen;
    }

    private static bool IsIdentity(ProgramStatement.Compute compute, int output)
    {
        var value = compute.Value.Function.Results[output].Value;
        return value < compute.Value.Function.Parameters.Count && compute.Value.Inputs[value] == compute.Outputs[output];
    }

    /// <summary>A function that is put together, and what variables hold meanwhile.</summary>
    private sealed class Composition
    {
        private readonly List<int> inputs = new();

        public Composition(string name) => Builder = new ScalarBuilder(name);

        public ScalarBuilder Builder { get; }

        public Dictionary<int, int> Values { get; } = new();

        public int Read(int variable, ScalarParameter parameter)
        {
            if (!Values.TryGetValue(variable, out var value))
            {
                value = Builder.Parameter(parameter.Name, parameter.Type);
                inputs.Add(variable);
                Values.Add(variable, value);
            }

            return value;
        }

        public int[] Inline(Computation computation) =>
            Builder.Inline(computation.Function, computation.Inputs.Select((input, i) => Read(input, computation.Function.Parameters[i])).ToArray());

        public Computation Build(IEnumerable<(int Number, int Value)> results) => Trim(new Computation(
            Builder.Build(results.Select(result => new ScalarResult("v" + result.Number, result.Value)).ToArray()), inputs.ToEquatableArray()));
    }
}
