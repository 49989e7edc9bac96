using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Masks: how they are made, narrowed, and left.</summary>
internal sealed partial class Vectorize
{
    private static Computation Always(string name)
    {
        var builder = new ScalarBuilder(name);
        return new Computation(builder.Build(new ScalarResult("value", builder.Constant(ScalarType.Bool, 1L))), EquatableArray<int>.Empty);
    }

    /// <summary>The innermost scope whose lanes are all still there after a jump.</summary>
    private Scope Until(ProgramNode jump) => jump.Statement switch
    {
        ProgramStatement.Leave leave => targets[leave.Label].Inside,
        ProgramStatement.Continue next => targets[next.Label].Round,
        _ => scope,
    };

    /// <summary>Takes lanes out of the masks from a scope outwards to that of the place they leave, itself included.</summary>
    private void Remove(Scope until, Scope? from, int leaving, List<LaneStatement> into)
    {
        for (var at = from; at is not null; at = at.Outer)
        {
            var builder = new ScalarBuilder(program.Name);
            var (mask, gone) = (builder.Parameter(variables[at.Mask].Name, ScalarType.Bool), builder.Parameter(variables[leaving].Name, ScalarType.Bool));
            var value = builder.Emit(ScalarOpcode.And, ScalarType.Bool, mask, builder.Emit(ScalarOpcode.Not, ScalarType.Bool, gone));
            into.Add(new LaneStatement.Lanes(
                new Computation(builder.Build(new ScalarResult("mask", value)), EquatableArray.Of(at.Mask, leaving)),
                EquatableArray.Of(at.Mask), EquatableArray.Of(false), at.Mask));
            known.Remove(at.Mask);
            if (at == until)
            {
                return;
            }
        }
    }

    /// <summary>A scope whose lanes are those of this one, until some leave it.</summary>
    private Scope Inner(string name, int loop, IReadOnlyList<ProgramNode>? nodes, List<LaneStatement> into)
    {
        var mask = Copy(scope.Mask, name, into);
        if (loop >= 0 || known.Contains(scope.Mask))
        {
            known.Add(mask); // a loop is not entered without lanes, nor is another round begun
        }

        return new Scope(mask, scope, loop, nodes);
    }

    private List<LaneStatement> Removal(Scope until, int leaving)
    {
        var list = new List<LaneStatement>();
        Remove(until, scope, leaving, list);
        return list;
    }

    /// <summary>Statements that run only if a mask has a lane (-1: if anything else holds).</summary>
    private List<LaneStatement> Where(int mask, System.Func<List<LaneStatement>> write)
    {
        var before = known.ToArray();
        known.Add(mask);
        var list = write();
        known.IntersectWith(before);
        return list;
    }

    /// <summary>What is done if a mask has any lane; then, if lanes may have left the loop around it, that may be at its end.</summary>
    private void WhereAny(int mask, System.Func<List<LaneStatement>> write, bool isLeft, List<LaneStatement> into)
    {
        var (loop, whole) = (scope.Loop, scope.Mask);
        var wasKnown = known.Contains(whole);
        var body = Where(mask, write);
        if (isLeft && !(body.Count > 0 && body[body.Count - 1] is LaneStatement.Leave or LaneStatement.Continue))
        {
            body.Add(new LaneStatement.LeaveUnlessAny(loop, whole));
        }

        if (isLeft && wasKnown)
        {
            known.Add(whole);
        }

        into.Add(new LaneStatement.WhereAny(mask, body.ToEquatableArray()));
    }

    private void LeaveUnlessAny(List<LaneStatement> into)
    {
        into.Add(new LaneStatement.LeaveUnlessAny(scope.Loop, scope.Mask));
        known.Add(scope.Mask);
    }

    private int Copy(int mask, string name, List<LaneStatement> into)
    {
        var copy = Mask(name);
        var builder = new ScalarBuilder(program.Name);
        into.Add(new LaneStatement.Lanes(
            new Computation(builder.Build(new ScalarResult("mask", builder.Parameter(variables[mask].Name, ScalarType.Bool))), EquatableArray.Of(mask)),
            EquatableArray.Of(copy), EquatableArray.Of(false), mask));
        return copy;
    }

    /// <summary>Masks of those lanes of another for which a condition holds, or does not.</summary>
    private void MaskTo(Computation condition, int mask, List<LaneStatement> into, params (int Result, bool IsNegated)[] masks)
    {
        known.ExceptWith(masks.Select(made => made.Result));
        var builder = new ScalarBuilder(program.Name);
        var inputs = condition.Inputs.Concat(new[] { mask }).ToEquatableArray();
        var arguments = inputs.Select(input => builder.Parameter(variables[input].Name, variables[input].Type)).ToArray();
        var value = builder.Inline(condition.Function, arguments)[0];
        var wanted = masks.Where(wanted => wanted.Result >= 0).ToArray();
        var results = wanted.Select(wanted => new ScalarResult("mask", builder.Emit(
            ScalarOpcode.And, ScalarType.Bool, arguments[arguments.Length - 1],
            wanted.IsNegated ? builder.Emit(ScalarOpcode.Not, ScalarType.Bool, value) : value))).ToArray();
        Compute(
            new ProgramStatement.Compute(JoinComputations.Trim(new Computation(builder.Build(results), inputs)), wanted.Select(wanted => wanted.Result).ToEquatableArray()),
            new bool[wanted.Length], into);
    }

    /// <summary>Asks those lanes that are here.</summary>
    private void Poll(ProgramStatement.Poll poll, ProgramNode node, List<LaneStatement> into)
    {
        var voters = Mask(poll.Vote == Vote.All ? "against" : "voting");
        MaskTo(poll.Condition, scope.Mask, into, (voters, poll.Vote == Vote.All));
        if (variables[poll.Output].Form == LaneForm.Uniform)
        {
            into.Add(new LaneStatement.Poll(poll.Vote, voters, poll.Output));
            return;
        }

        // Lanes that are elsewhere keep what they have.
        var outcome = Variable(variables[poll.Output].Name, poll.Vote.Type(), LaneForm.Uniform);
        into.Add(new LaneStatement.Poll(poll.Vote, voters, outcome));
        var builder = new ScalarBuilder(program.Name);
        var value = new Computation(
            builder.Build(new ScalarResult("outcome", builder.Parameter(variables[outcome].Name, variables[outcome].Type))), EquatableArray.Of(outcome));
        Compute(new ProgramStatement.Compute(value, EquatableArray.Of(poll.Output)), new[] { node.MustKeep(poll.Output) }, into);
    }

    /// <summary>
    /// Lanes that go the same way, and those around them; the loop whose rounds they make (-1: none), and the statements that
    /// are all of what they do, where that is a list.
    /// </summary>
    private sealed class Scope
    {
        public Scope(int mask, Scope? outer, int loop, IReadOnlyList<ProgramNode>? nodes)
        {
            Mask = mask;
            Outer = outer;
            Loop = loop;
            Nodes = nodes;
        }

        public int Mask { get; }

        public Scope? Outer { get; }

        public int Loop { get; }

        public IReadOnlyList<ProgramNode>? Nodes { get; }
    }

    /// <summary>The scopes of what is inside a region or loop, and of one round of it.</summary>
    private sealed record Target(Scope Inside, Scope Round);
}
