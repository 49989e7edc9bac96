using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Drops values of a vectorised program that reach no result, no memory and no decision: above all masks of arms that turned out to need
/// none.
/// </summary>
internal sealed class DropFaintLanes
{
    private readonly HashSet<int> needed = new();

    private DropFaintLanes()
    {
    }

    public static LaneProgram Run(LaneProgram program)
    {
        var pass = new DropFaintLanes();
        pass.needed.UnionWith(program.Results.Select(result => result.Value));
        var statements = LaneProgram.All(program.Body).Reverse().ToArray();
        while (statements.Aggregate(false, (changed, statement) => pass.Need(statement) | changed))
        {
        }

        return program with { Body = pass.List(program.Body) };
    }

    private bool Need(LaneStatement statement)
    {
        var reads = statement switch
        {
            LaneStatement.Scalars scalars => Reads(scalars.Value, Kept(scalars.Outputs)),
            LaneStatement.Lanes lanes when Trim(lanes) is { } trimmed => trimmed.NeedsMask ? trimmed.Value.Inputs.Concat(new[] { trimmed.Mask }) : trimmed.Value.Inputs,
            LaneStatement.Lanes => Enumerable.Empty<int>(),
            LaneStatement.Poll poll => needed.Contains(poll.Output) ? new[] { poll.Mask } : Enumerable.Empty<int>(),
            _ => LaneProgram.VariablesOf(statement),
        };
        return reads.ToArray().Aggregate(false, (changed, variable) => needed.Add(variable) | changed);
    }

    private int[] Kept(EquatableArray<int> outputs) => Enumerable.Range(0, outputs.Count).Where(i => needed.Contains(outputs[i])).ToArray();

    private static IEnumerable<int> Reads(Computation computation, int[] results) =>
        results.Length == 0 ? Enumerable.Empty<int>() : JoinComputations.Trim(computation.Only(results)).Inputs;

    private LaneStatement.Lanes? Trim(LaneStatement.Lanes lanes)
    {
        var kept = Kept(lanes.Outputs);
        return kept.Length == lanes.Outputs.Count ? lanes
            : kept.Length == 0 ? null
            : new LaneStatement.Lanes(
                JoinComputations.Trim(lanes.Value.Only(kept)),
                kept.Select(i => lanes.Outputs[i]).ToEquatableArray(), kept.Select(i => lanes.Keeps[i]).ToEquatableArray(), lanes.Mask);
    }

    private LaneStatement? Trim(LaneStatement.Scalars scalars)
    {
        var kept = Kept(scalars.Outputs);
        return kept.Length == scalars.Outputs.Count ? scalars
            : kept.Length == 0 ? null
            : new LaneStatement.Scalars(JoinComputations.Trim(scalars.Value.Only(kept)), kept.Select(i => scalars.Outputs[i]).ToEquatableArray());
    }

    private EquatableArray<LaneStatement> List(EquatableArray<LaneStatement> statements) => statements
        .Select(statement => statement switch
        {
            LaneStatement.Scalars scalars => Trim(scalars),
            LaneStatement.Lanes lanes => Trim(lanes),
            LaneStatement.Poll poll => needed.Contains(poll.Output) ? poll : null,
            _ => statement.WithBodies(List),
        })
        .Where(statement => statement is not null && statement is not LaneStatement.WhereAny { Body.Count: 0 })
        .Select(statement => statement!)
        .ToEquatableArray();
}
