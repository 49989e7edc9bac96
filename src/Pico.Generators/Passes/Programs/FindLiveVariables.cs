using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Live-variable analysis: from back to front, loops until nothing changes.</summary>
internal sealed class FindLiveVariables
{
    private readonly Dictionary<int, HashSet<int>> ends = new();
    private readonly Dictionary<int, HashSet<int>> rounds = new();

    private FindLiveVariables()
    {
    }

    public static IReadOnlyList<ProgramNode> Run(KernelProgram program)
    {
        var nodes = ProgramNode.List(program.Body);
        new FindLiveVariables().List(nodes, new HashSet<int>(program.Results.Select(result => result.Value)));
        return nodes;
    }

    private HashSet<int> List(IReadOnlyList<ProgramNode> nodes, HashSet<int> live)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            nodes[i].LiveOut = live;
            nodes[i].LiveIn = live = Before(nodes[i], live);
        }

        return live;
    }

    private HashSet<int> Before(ProgramNode node, HashSet<int> after)
    {
        switch (node.Statement)
        {
            case ProgramStatement.Compute compute:
                return Union(after.Except(compute.Outputs), compute.Value.Inputs);
            case ProgramStatement.Poll poll:
                return Union(after.Where(variable => variable != poll.Output), poll.Condition.Inputs);
            case ProgramStatement.Store store:
                return Union(after, store.Place.Inputs);
            case ProgramStatement.Branch branch:
                return Union(List(node.Bodies[0], after).Concat(List(node.Bodies[1], after)), branch.Condition.Inputs);
            case ProgramStatement.Region region:
                ends[region.Label] = after;
                return List(node.Bodies[0], after);
            case ProgramStatement.Loop loop:
                return Loop(node, loop, after);
            case ProgramStatement.Leave leave:
                return ends[leave.Label];
            case ProgramStatement.Continue next:
                return rounds[next.Label];
            default:
                return after;
        }
    }

    private HashSet<int> Loop(ProgramNode node, ProgramStatement.Loop loop, HashSet<int> after)
    {
        var (header, body, step) = (node.Bodies[0], node.Bodies[1], node.Bodies[2]);
        ends[loop.Label] = after;
        var start = new HashSet<int>(after);
        while (true)
        {
            // From back to front: a round goes header, condition, body, step (or body, step, header, condition) and starts again.
            HashSet<int> next;
            if (loop.TestsAfter)
            {
                var tested = List(header, Union(Union(after, start), loop.Condition.Inputs));
                rounds[loop.Label] = List(step, tested);
                next = List(body, rounds[loop.Label]);
            }
            else
            {
                rounds[loop.Label] = List(step, start);
                var entered = List(body, rounds[loop.Label]);
                next = List(header, Union(Union(after, entered), loop.Condition.Inputs));
            }

            if (next.IsSubsetOf(start))
            {
                return next;
            }

            start = Union(start, next);
        }
    }

    private static HashSet<int> Union(IEnumerable<int> a, IEnumerable<int> b)
    {
        var union = new HashSet<int>(a);
        union.UnionWith(b);
        return union;
    }
}
