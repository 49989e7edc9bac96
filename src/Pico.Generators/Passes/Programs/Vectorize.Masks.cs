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
        known = -1;
        for (var at = from; at is not null; at = at.Outer)
        {
            var builder = new ScalarBuilder(program.Name);
            var (mask, gone) = (builder.Parameter(variables[at.Mask].Name, ScalarType.Bool), builder.Parameter(variables[leaving].Name, ScalarType.Bool));
            var value = builder.Emit(ScalarOpcode.And, ScalarType.Bool, mask, builder.Emit(ScalarOpcode.Not, ScalarType.Bool, gone));
            into.Add(new LaneStatement.Lanes(
                new Computation(builder.Build(new ScalarResult("mask", value)), EquatableArray.Of(at.Mask, leaving)),
                EquatableArray.Of(at.Mask), EquatableArray.Of(false), at.Mask));
            if (at == until)
            {
                return;
            }
        }
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
        known = -1;
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
