using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Decides where a lane method declares its variables: in the innermost block that holds all of their uses, at the first
/// assignment if that is complete and stands there, else before it.
/// </summary>
internal sealed class LaneDeclarations
{
    private readonly LaneProgram program;
    private readonly Dictionary<(object List, int Index), List<int>> before = new();
    private readonly HashSet<(object List, int Index, int Variable)> at = new();

    public LaneDeclarations(LaneProgram program)
    {
        this.program = program;
        var inputs = new HashSet<int>(program.Inputs.Select(input => input.Variable).Concat(new[] { program.Mask }));
        Place(program.Body, inputs, program.Results.Select(result => result.Value));
    }

    /// <summary>The variables to declare before a statement, with a default value.</summary>
    public IEnumerable<int> Before(EquatableArray<LaneStatement> list, int index) =>
        before.TryGetValue((Key(list), index), out var variables) ? variables : Enumerable.Empty<int>();

    /// <summary>Whether a statement's assignment declares the variable.</summary>
    public bool DeclaredAt(EquatableArray<LaneStatement> list, int index, int variable) => at.Contains((Key(list), index, variable));

    /// <summary>Lists are told apart by their memory: equal ones are different places.</summary>
    private static object Key(EquatableArray<LaneStatement> list) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsArray(list.Items)!;

    private void Place(EquatableArray<LaneStatement> list, HashSet<int> declared, IEnumerable<int> after)
    {
        var mentions = list.Select(statement => new HashSet<int>(Mentioned(statement))).ToArray();
        var later = new HashSet<int>(after);
        var here = new HashSet<int>(declared);
        for (var i = 0; i < list.Count; i++)
        {
            var own = new HashSet<int>(Own(list[i]));
            foreach (var variable in mentions[i].Where(variable => !here.Contains(variable)).OrderBy(variable => variable))
            {
                if (own.Contains(variable) || later.Contains(variable) || mentions.Skip(i + 1).Any(mentioned => mentioned.Contains(variable)))
                {
                    here.Add(variable);
                    Declare(list, i, variable);
                }
            }

            foreach (var body in list[i].Bodies)
            {
                Place(body, here, Enumerable.Empty<int>());
            }
        }

        foreach (var variable in later.Where(variable => !here.Contains(variable)))
        {
            here.Add(variable);
            Declare(list, list.Count, variable);
        }
    }

    private void Declare(EquatableArray<LaneStatement> list, int index, int variable)
    {
        if (index < list.Count && list[index] switch
        {
            LaneStatement.Scalars scalars => scalars.Outputs.Contains(variable) && !scalars.Value.Inputs.Contains(variable),
            LaneStatement.Lanes lanes => Enumerable.Range(0, lanes.Outputs.Count).Any(i => lanes.Outputs[i] == variable && !lanes.Keeps[i]) &&
                !lanes.Value.Inputs.Contains(variable) && lanes.Mask != variable,
            LaneStatement.Poll poll => poll.Output == variable,
            LaneStatement.LoadRows rows => rows.Outputs.Contains(variable),
            LaneStatement.Method method => method.Outputs.Contains(variable) && !method.Inputs.Contains(variable),
            _ => false,
        })
        {
            at.Add((Key(list), index, variable));
            return;
        }

        if (!before.TryGetValue((Key(list), index), out var variables))
        {
            before.Add((Key(list), index), variables = new List<int>());
        }

        variables.Add(variable);
    }

    private IEnumerable<int> Mentioned(LaneStatement statement) =>
        Own(statement).Concat(statement.Bodies.SelectMany(body => body.SelectMany(Mentioned)));

    /// <summary>The variables that a statement mentions outside of its blocks, or in more than one of them.</summary>
    private IEnumerable<int> Own(LaneStatement statement)
    {
        var shared = statement.Bodies
            .SelectMany(body => body.SelectMany(Mentioned).Distinct())
            .GroupBy(variable => variable)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key);
        return shared.Concat(LaneProgram.VariablesOf(statement)).Concat(statement is LaneStatement.Loop loop
            ? loop.Step.SelectMany(Mentioned).Concat(loop.Header.SelectMany(Mentioned))
            : Enumerable.Empty<int>());
    }
}
