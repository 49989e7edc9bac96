using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Makes methods of their own of arms, where the whole is too large for one: beyond about five hundred local variables the JIT no longer inlines, and every operation of
/// lanes becomes a call.
/// </summary>
internal sealed class OutlineArms
{
    /// <summary>The most operations of one method, and the least that are worth one: a call passes its values through memory.</summary>
    public const int LargestMethod = 240, SmallestMethod = 40;

    private readonly LaneProgram program;
    private readonly Dictionary<int, int> mentions; // by variable, in the whole program

    private OutlineArms(LaneProgram program)
    {
        this.program = program;
        mentions = Mentions(program.Body);
        foreach (var outside in program.Results.Select(result => result.Value).Concat(program.Inputs.Select(input => input.Variable)).Concat(new[] { program.Mask }))
        {
            mentions[outside] = int.MaxValue;
        }
    }

    public static LaneProgram Run(LaneProgram program) => program with { Body = new OutlineArms(program).List(program.Body) };

    /// <summary>The operations of statements, without those of methods of their own.</summary>
    private static int Size(IEnumerable<LaneStatement> statements) => statements.Sum(statement => statement switch
    {
        LaneStatement.Lanes lanes => lanes.Value.Function.Body.Count,
        LaneStatement.LoadRows or LaneStatement.Store or LaneStatement.Method => 8,
        _ => statement.Bodies.Sum(body => Size(body)),
    });

    /// <summary>Outlines the largest arms of a list, first of what is inside, until the rest is small enough.</summary>
    private EquatableArray<LaneStatement> List(EquatableArray<LaneStatement> statements)
    {
        if (Size(statements) <= LargestMethod)
        {
            return statements;
        }

        var result = statements.Select(statement => statement.WithBodies(List)).ToArray();
        var arms = Enumerable.Range(0, result.Length)
            .SelectMany(i => Arms(result[i]).Select(body => (Statement: i, Body: body)))
            .Where(arm => Size(arm.Body) >= SmallestMethod && CanStandAlone(arm.Body))
            .OrderByDescending(arm => Size(arm.Body));
        foreach (var (i, body) in arms.ToArray())
        {
            if (Size(result) <= LargestMethod)
            {
                break;
            }

            result[i] = result[i].WithBodies(other => other.Equals(body) ? EquatableArray.Of<LaneStatement>(Method(body)) : other);
        }

        return result.ToEquatableArray();
    }

    private static IEnumerable<EquatableArray<LaneStatement>> Arms(LaneStatement statement) =>
        statement is LaneStatement.WhereAny or LaneStatement.Branch ? statement.Bodies : Enumerable.Empty<EquatableArray<LaneStatement>>();

    /// <summary>Whether statements neither jump out nor use an array of the method.</summary>
    private bool CanStandAlone(EquatableArray<LaneStatement> body)
    {
        var inside = new HashSet<int>(LaneProgram.All(body).Select(statement => statement switch
        {
            LaneStatement.Loop loop => loop.Label,
            LaneStatement.Region region => region.Label,
            _ => -1,
        }));
        return LaneProgram.All(body).All(statement => statement switch
        {
            LaneStatement.Leave leave => inside.Contains(leave.Label),
            LaneStatement.Continue next => inside.Contains(next.Label),
            LaneStatement.LeaveUnlessAny leave => inside.Contains(leave.Label),
            _ => LaneProgram.MemoriesOf(statement).All(memory => !program.Memories[memory].IsLocal),
        });
    }

    private LaneStatement.Method Method(EquatableArray<LaneStatement> body)
    {
        var own = Mentions(body);
        var assigned = new HashSet<int>(LaneProgram.All(body).SelectMany(LaneProgram.AssignedBy));
        var shared = own.Keys.Where(variable => mentions[variable] > own[variable]).OrderBy(variable => variable).ToArray();
        var fresh = new HashSet<int>(assigned.Where(variable => IsFresh(body, variable)));
        return new LaneStatement.Method(
            shared.Where(variable => !fresh.Contains(variable)).ToEquatableArray(),
            shared.Where(assigned.Contains).ToEquatableArray(),
            LaneProgram.All(body).SelectMany(LaneProgram.MemoriesOf).Distinct().OrderBy(memory => memory).ToEquatableArray(),
            body);
    }

    /// <summary>Whether the first that a body does with a variable is to give it a new value in all lanes.</summary>
    private static bool IsFresh(EquatableArray<LaneStatement> body, int variable)
    {
        var first = body.First(statement => LaneProgram.All(new[] { statement }).Any(inner => LaneProgram.VariablesOf(inner).Contains(variable)));
        return first switch
        {
            LaneStatement.Scalars scalars => !scalars.Value.Inputs.Contains(variable),
            LaneStatement.Lanes lanes => !lanes.Value.Inputs.Contains(variable) && lanes.Mask != variable && !Enumerable.Range(0, lanes.Outputs.Count).Any(i => lanes.Outputs[i] == variable && lanes.Keeps[i]),
            LaneStatement.LoadRows rows => rows.Outputs.Contains(variable),
            LaneStatement.Poll poll => poll.Output == variable,
            _ => false,
        };
    }

    private static Dictionary<int, int> Mentions(IEnumerable<LaneStatement> statements) => LaneProgram.All(statements)
        .Where(statement => statement is not LaneStatement.Method) // what is inside counts
        .SelectMany(LaneProgram.VariablesOf)
        .GroupBy(variable => variable)
        .ToDictionary(group => group.Key, group => group.Count());
}
