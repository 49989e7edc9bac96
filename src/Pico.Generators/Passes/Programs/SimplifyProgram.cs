using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Joins neighbouring pieces of straight-line code, drops what nobody reads, decides constant conditions, and moves what only one
/// condition or store needs into it.
/// </summary>
internal sealed class SimplifyProgram
{
    private const int MaximumRounds = 8;

    private readonly KernelProgram program;

    private SimplifyProgram(KernelProgram program) => this.program = program;

    public static KernelProgram Run(KernelProgram program)
    {
        for (var round = 0; round < MaximumRounds; round++)
        {
            var next = new SimplifyProgram(program).Simplify();
            if (next.Equals(program))
            {
                break;
            }

            program = next;
        }

        return program;
    }

    private KernelProgram Simplify() => PropagateCopies.Run(program with { Body = List(FindLiveVariables.Run(program)).ToEquatableArray() });

    private List<ProgramStatement> List(IReadOnlyList<ProgramNode> nodes)
    {
        var result = new List<ProgramStatement>();
        foreach (var node in nodes)
        {
            var simplified = Simplify(node).ToArray();
            if (simplified.Length == 1 && simplified[0].GetType() == node.Statement.GetType())
            {
                Append(result, simplified[0], node);
            }
            else
            {
                result.AddRange(simplified); // what is live between them, the next round knows
            }

            if (result.Count > 0 && result[result.Count - 1] is ProgramStatement.Leave or ProgramStatement.Continue)
            {
                break; // what follows is never reached
            }
        }

        return result;
    }

    private void Append(List<ProgramStatement> list, ProgramStatement statement, ProgramNode node)
    {
        var last = list.Count > 0 ? list[list.Count - 1] as ProgramStatement.Compute : null;
        if (last is not null && statement is ProgramStatement.Compute second)
        {
            list[list.Count - 1] = JoinComputations.Join(last, second, node.LiveOut);
            return;
        }

        if (last is not null && statement is ProgramStatement.Branch or ProgramStatement.Store or ProgramStatement.Poll)
        {
            var live = statement is ProgramStatement.Branch
                ? new HashSet<int>(ProgramNode.LiveAtStart(node.Bodies[0], node.LiveOut).Concat(ProgramNode.LiveAtStart(node.Bodies[1], node.LiveOut)))
                : node.LiveOut;
            if (JoinComputations.Sink(last!, statement.Evaluates!, live) is var (rest, sunk))
            {
                list.RemoveAt(list.Count - 1);
                if (rest is not null)
                {
                    list.Add(rest);
                }

                statement = statement switch
                {
                    ProgramStatement.Branch branch => branch with { Condition = sunk },
                    ProgramStatement.Store store => store with { Place = sunk },
                    ProgramStatement.Poll poll => poll with { Condition = sunk },
                    _ => statement,
                };
            }
        }

        list.Add(statement);
    }

    private IEnumerable<ProgramStatement> Simplify(ProgramNode node)
    {
        switch (node.Statement)
        {
            case ProgramStatement.Compute compute:
                return JoinComputations.Trim(compute, node.LiveOut) is { } kept ? new[] { kept } : Enumerable.Empty<ProgramStatement>();
            case ProgramStatement.Poll poll:
                return node.LiveOut.Contains(poll.Output) ? new[] { poll with { Condition = JoinComputations.Trim(poll.Condition) } } : Enumerable.Empty<ProgramStatement>();
            case ProgramStatement.Store store:
                return new[] { store with { Place = JoinComputations.Trim(store.Place) } };
            case ProgramStatement.Branch branch:
                return Branch(branch with { Condition = JoinComputations.Trim(branch.Condition) }, node);
            case ProgramStatement.Region region:
                var body = List(node.Bodies[0]).ToEquatableArray();
                return Targets(body).Contains(region.Label) ? new[] { region with { Body = body } } : body;
            case ProgramStatement.Loop loop:
                return Loop(loop with { Condition = JoinComputations.Trim(loop.Condition) }, node);
            default:
                return new[] { node.Statement };
        }
    }

    private IEnumerable<ProgramStatement> Branch(ProgramStatement.Branch branch, ProgramNode node)
    {
        var (then, otherwise) = (List(node.Bodies[0]), List(node.Bodies[1]));
        if (JoinComputations.Constant(branch.Condition) is { } known)
        {
            return known ? then : otherwise;
        }

        return then.Count == 0 && otherwise.Count == 0
            ? Enumerable.Empty<ProgramStatement>()
            : new[] { branch with { Then = then.ToEquatableArray(), Else = otherwise.ToEquatableArray() } };
    }

    private IEnumerable<ProgramStatement> Loop(ProgramStatement.Loop loop, ProgramNode node)
    {
        var header = List(node.Bodies[0]);
        var body = List(node.Bodies[1]).ToEquatableArray();
        if (JoinComputations.Constant(loop.Condition) == false && !loop.TestsAfter)
        {
            return header;
        }

        if (header.Count > 0 && header[header.Count - 1] is ProgramStatement.Compute last)
        {
            var around = ProgramNode.LiveAtStart(node.Bodies[1], ProgramNode.LiveAtStart(node.Bodies[2], node.LiveIn));
            if (JoinComputations.Sink(last, loop.Condition, new HashSet<int>(around.Concat(node.LiveOut))) is var (rest, sunk))
            {
                header.RemoveAt(header.Count - 1);
                header.AddRange(rest is null ? Enumerable.Empty<ProgramStatement>() : new[] { rest });
                loop = loop with { Condition = sunk };
            }
        }

        return new[] { loop with { Header = header.ToEquatableArray(), Body = body, Step = List(node.Bodies[2]).ToEquatableArray() } };
    }

    private static IEnumerable<int> Targets(IEnumerable<ProgramStatement> statements) => statements.SelectMany(statement => statement switch
    {
        ProgramStatement.Leave leave => new[] { leave.Label },
        _ => statement.Bodies.SelectMany(body => Targets(body)),
    });
}
