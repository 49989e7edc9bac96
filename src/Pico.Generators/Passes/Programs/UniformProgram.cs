using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>A program for one element, in the form that is written.</summary>
internal static class UniformProgram
{
    /// <param name="program">The program.</param>
    /// <param name="declared">Variables that are declared where it will stand, besides its inputs.</param>
    public static LaneProgram Of(KernelProgram program, IEnumerable<int> declared) => new(
        program.Name,
        program.Variables.Select(variable => new LaneVariable(variable.Name, variable.Type, LaneForm.Uniform)).ToEquatableArray(),
        program.Memories,
        program.Inputs.Concat(declared.Select(variable => new ProgramInput(variable, ProgramInputKind.Uniform))).ToEquatableArray(),
        List(program.Body),
        program.Results,
        Mask: -1);

    private static EquatableArray<LaneStatement> List(EquatableArray<ProgramStatement> statements) => statements.SelectMany(CountFirst).Select<ProgramStatement, LaneStatement>(statement => statement switch
    {
        ProgramStatement.Compute compute => new LaneStatement.Scalars(compute.Value, compute.Outputs),
        ProgramStatement.Store store => new LaneStatement.Write(store.Memory, store.Place),
        ProgramStatement.Clear clear => new LaneStatement.Clear(clear.Memory, Mask: -1, Keeps: false),
        ProgramStatement.Branch branch => new LaneStatement.Branch(branch.Condition, List(branch.Then), List(branch.Else)),
        ProgramStatement.Loop loop => new LaneStatement.Loop(loop.Label, List(loop.Header), loop.Condition, List(loop.Body), List(loop.Step), loop.TestsAfter),
        ProgramStatement.Region region => new LaneStatement.Region(region.Label, List(region.Body)),
        ProgramStatement.Leave leave => new LaneStatement.Leave(leave.Label),
        ProgramStatement.Continue next => new LaneStatement.Continue(next.Label),
        _ => throw new System.InvalidOperationException("no form of " + statement.GetType().Name),
    }).ToEquatableArray();

    /// <summary>Counters are counted before the rest is computed, where only that needs what they held: so reads better.</summary>
    private static IEnumerable<ProgramStatement> CountFirst(ProgramStatement statement)
    {
        if (statement is not ProgramStatement.Compute { Outputs.Count: > 1, Value: { Function: var function } value } compute)
        {
            return new[] { statement };
        }

        var counters = Enumerable.Range(0, compute.Outputs.Count).Where(i =>
            FoldCountingLoops.Increment(function, i, out var parameter) is not null && value.Inputs[parameter] == compute.Outputs[i] &&
            function.Body.SelectMany(instruction => instruction.Operands).Count(operand => operand == parameter) == 1 &&
            function.Results.All(result => result.Value != parameter)).ToArray();
        var first = counters.Select(i => new ProgramStatement.Compute(JoinComputations.Trim(value.Only(i)), EquatableArray.Of(compute.Outputs[i])));
        foreach (var i in counters)
        {
            var parameter = Enumerable.Range(0, value.Inputs.Count).First(input => value.Inputs[input] == compute.Outputs[i]);
            function = ProjectScalar.Replace(function, function.Results[i].Value, parameter);
        }

        var rest = Enumerable.Range(0, compute.Outputs.Count).Except(counters).ToArray();
        var last = rest.Length == 0 ? Enumerable.Empty<ProgramStatement>() : new[]
        {
            new ProgramStatement.Compute(
                JoinComputations.Trim((value with { Function = function }).Only(rest)),
                rest.Select(i => compute.Outputs[i]).ToEquatableArray()),
        };
        return first.Concat(last);
    }
}
