using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Control flow in both sweeps. A jump notes its number in the variable of the construct it leaves; the reverse sweep then leaves out what
/// the jump left out: what follows it, up to the end of that construct.
/// </summary>
internal sealed partial class DifferentiateProgram
{
    private readonly Dictionary<int, Exit> exits = new(); // by label; by its complement for a loop's next round

    private Sweeps Sweep(IReadOnlyList<ProgramStatement> list)
    {
        var all = new Sweeps();
        var start = new HashSet<int>(zero);
        for (var i = list.Count - 1; i >= 0; i--)
        {
            var before = i > 0 ? list[i - 1] : null;
            var sweeps = Skipping(all.Reverse, start, Targets(list[i]).Any(), () => Statement(list[i], before));
            all.Forward.InsertRange(0, sweeps.Forward);
            all.Reverse.AddRange(sweeps.Reverse);
        }

        return all;
    }

    /// <summary>Processes what comes before; if it jumps, the reverse of what follows is made conditional.</summary>
    /// <param name="following">The reverse of what follows.</param>
    /// <param name="start">The adjoints known to be zero before <paramref name="following"/>.</param>
    /// <param name="jumps">Whether what comes before jumps over what follows.</param>
    /// <param name="process">Processes what comes before.</param>
    private Sweeps Skipping(List<ProgramStatement> following, HashSet<int> start, bool jumps, System.Func<Sweeps> process)
    {
        if (jumps)
        {
            zero.IntersectWith(start);
        }

        var before = exits.ToDictionary(pair => pair.Value, pair => pair.Value.Jumps);
        var sweeps = process();
        if (!jumps || following.Count == 0)
        {
            return sweeps;
        }

        var taken = before.SelectMany(pair => Enumerable.Range(pair.Value + 1, pair.Key.Jumps - pair.Value).Select(jump => (pair.Key.Variable, Jump: jump))).ToArray();
        var used = taken.Select(jump => jump.Variable).Distinct().OrderBy(variable => variable).ToArray();
        var condition = Expression(
            (builder, values) => taken
                .Select(jump => builder.Emit(ScalarOpcode.NotEqual, ScalarType.Bool, values[System.Array.IndexOf(used, jump.Variable)], builder.Constant(ScalarType.Int32, (long)jump.Jump)))
                .Aggregate((a, b) => builder.Emit(ScalarOpcode.And, ScalarType.Bool, a, b)),
            used);
        var guarded = new ProgramStatement.Branch(condition, following.ToEquatableArray(), EquatableArray<ProgramStatement>.Empty);
        following.Clear();
        following.Add(guarded);
        return sweeps;
    }

    private Sweeps Statement(ProgramStatement statement, ProgramStatement? before)
    {
        switch (statement)
        {
            case ProgramStatement.Compute compute:
                return Compute(compute);
            case ProgramStatement.Store store:
                return Store(store);
            case ProgramStatement.Clear clear:
                return Clear(clear);
            case ProgramStatement.Branch branch:
                return Branch(branch);
            case ProgramStatement.Region region:
                return Leavable(region.Label, region.Body, "left", () =>
                {
                    var body = Sweep(region.Body);
                    return One(region with { Body = body.Forward.ToEquatableArray() }, body.Reverse);
                });
            case ProgramStatement.Loop loop:
                return Leavable(loop.Label, loop.Body, "left", () => Loop(loop, before));
            case ProgramStatement.Leave leave:
                return Jump(leave, leave.Label);
            case ProgramStatement.Continue next:
                return Jump(next, ~next.Label);
            default:
                throw new System.InvalidOperationException("no adjoint of " + statement.GetType().Name);
        }
    }

    private Sweeps Jump(ProgramStatement jump, int target)
    {
        var exit = exits[target];
        var sweeps = new Sweeps();
        sweeps.Forward.Add(Set(exit.Variable, ++exit.Jumps));
        sweeps.Forward.Add(jump);
        sweeps.Reverse.Add(Set(exit.Variable, 0)); // as it was before
        return sweeps;
    }

    private Sweeps Branch(ProgramStatement.Branch branch)
    {
        var inside = KernelProgram.All(branch.Then.Concat(branch.Else)).ToArray();
        var written = new HashSet<int>(inside.OfType<ProgramStatement.Compute>().SelectMany(compute => compute.Outputs));
        var stored = new HashSet<int>(inside.Select(statement => statement switch
        {
            ProgramStatement.Store store => store.Memory,
            ProgramStatement.Clear clear => clear.Memory,
            _ => -1,
        }));
        if (branch.Condition.Inputs.Any(written.Contains) || LoadedBy(branch).Any(stored.Contains))
        {
            // Afterwards the condition cannot be evaluated again.
            var taken = Variable("taken", ScalarType.Bool);
            return Sequence(
                () => Statement(new ProgramStatement.Compute(branch.Condition, EquatableArray.Of(taken)), null),
                () => Branch(branch with { Condition = Expression((_, values) => values[0], taken) }));
        }

        var start = new HashSet<int>(zero);
        var then = Sweep(branch.Then);
        var after = zero;
        zero = start;
        var otherwise = Sweep(branch.Else);
        zero.IntersectWith(after);
        return One(
            branch with { Then = then.Forward.ToEquatableArray(), Else = otherwise.Forward.ToEquatableArray() },
            new[] { branch with { Then = then.Reverse.ToEquatableArray(), Else = otherwise.Reverse.ToEquatableArray() } });
    }

    /// <summary>A construct, and before it the variable that says how it was left, if there is more than one way.</summary>
    private Sweeps Leavable(int target, IEnumerable<ProgramStatement> body, string name, System.Func<Sweeps> construct)
    {
        if (!body.SelectMany(Targets).Contains(target))
        {
            return construct();
        }

        var exit = new Exit(Variable(name, ScalarType.Int32));
        exits.Add(target, exit);
        var sweeps = Sequence(() => Compute(Set(exit.Variable, 0)), construct);
        exits.Remove(target);
        return sweeps;
    }

    private Sweeps Loop(ProgramStatement.Loop loop, ProgramStatement? before)
    {
        var jumps = Targets(loop).Any() || loop.Body.SelectMany(Targets).Contains(loop.Label);
        var counter = jumps ? null : FromCounter(loop, before);
        var rounds = counter is null ? Variable("rounds", ScalarType.Int32) : -1;
        var body = rounds < 0 ? loop.Body
            : new[] { Evaluate(rounds, (builder, values) => Offset(builder, values[0], 1), rounds) }.Concat(loop.Body).ToEquatableArray();
        var goesOn = counter ?? Expression((builder, values) => builder.Emit(ScalarOpcode.LessThan, ScalarType.Bool, builder.Constant(ScalarType.Int32, 0L), values[0]), rounds);
        var (again, code) = Recomputable(loop);
        recomputed.UnionWith(again);
        var sweeps = rounds < 0 ? Rounds() : Sequence(() => Compute(Set(rounds, 0)), Rounds);
        recomputed.ExceptWith(again);
        return again.Count == 0 ? sweeps : Sequence(() => Saved(again), () => sweeps);

        Sweeps Rounds()
        {
            // An adjoint that is zero before a round of the reverse sweep must be so after it: what is not is struck out.
            depth++;
            var assumed = new HashSet<int>(zero);
            while (true)
            {
                var mark = new Mark(this);
                zero = new HashSet<int>(assumed);
                var round = Round(loop with { Body = body }, code, goesOn, jumps, out var left);
                if (assumed.IsSubsetOf(zero))
                {
                    depth--;
                    zero = left;
                    return round;
                }

                assumed.IntersectWith(zero);
                mark.Restore(this);
            }
        }
    }

    /// <summary>
    /// The reverse of a loop: header, then as often as it went round: step, body, header. Of a loop that tests afterwards: as often as it
    /// went round: header, step, body. Before the body stands what is computed again.
    /// </summary>
    private Sweeps Round(ProgramStatement.Loop loop, IEnumerable<ProgramStatement> again, Computation goesOn, bool jumps, out HashSet<int> left)
    {
        var start = new HashSet<int>(zero);
        var header = Sweep(loop.Header);
        var afterHeader = new HashSet<int>(zero);
        var rest = new Sweeps();
        var body = Skipping(header.Reverse, start, jumps, () =>
        {
            var step = Sweep(loop.Step);
            var inner = Skipping(step.Reverse, start, jumps, () => Leavable(~loop.Label, loop.Body, "next", () => Sweep(loop.Body)));
            rest.Forward.AddRange(step.Forward);
            rest.Reverse.AddRange(step.Reverse);
            return inner;
        });
        if (jumps)
        {
            afterHeader.IntersectWith(start); // a jump may have left it out
        }

        left = loop.TestsAfter ? start : afterHeader;
        return One(
            loop with { Header = header.Forward.ToEquatableArray(), Body = body.Forward.ToEquatableArray(), Step = rest.Forward.ToEquatableArray() },
            new[]
            {
                new ProgramStatement.Loop(
                    labels++,
                    (loop.TestsAfter ? new List<ProgramStatement>() : header.Reverse).ToEquatableArray(),
                    goesOn,
                    (loop.TestsAfter ? header.Reverse : new List<ProgramStatement>()).Concat(rest.Reverse).Concat(again).Concat(body.Reverse).ToEquatableArray(),
                    EquatableArray<ProgramStatement>.Empty,
                    TestsAfter: false),
            });
    }

    /// <summary>
    /// Whether there was a round before this one, told by a counter: a variable that starts at something that can be computed again and
    /// that only the step changes, by a constant. Null where the loop has none.
    /// </summary>
    private Computation? FromCounter(ProgramStatement.Loop loop, ProgramStatement? before)
    {
        if (before is not ProgramStatement.Compute start || loop.Step.Count != 1 || loop.Step[0] is not ProgramStatement.Compute step)
        {
            return null;
        }

        var elsewhere = new HashSet<int>(KernelProgram.All(loop.Header.Concat(loop.Body)).OfType<ProgramStatement.Compute>().SelectMany(compute => compute.Outputs));
        for (var i = 0; i < step.Outputs.Count; i++)
        {
            var counter = step.Outputs[i];
            var at = Enumerable.Range(0, start.Outputs.Count).Where(output => start.Outputs[output] == counter).DefaultIfEmpty(-1).First();
            if (at < 0 || elsewhere.Contains(counter) || FoldCountingLoops.Increment(step.Value.Function, i, out var parameter) is null or 0 || step.Value.Inputs[parameter] != counter)
            {
                continue;
            }

            var first = JoinComputations.Trim(start.Value.Only(at));
            if (first.Inputs.All(IsNeverAssigned) && first.Function.Body.All(instruction => instruction.Opcode != ScalarOpcode.Load))
            {
                var unnamed = first.Function with { Body = first.Function.Body.Select(instruction => instruction with { Name = null }).ToEquatableArray() };
                return Continue(
                    first with { Function = unnamed }, (builder, value) => new[] { builder.Emit(ScalarOpcode.NotEqual, ScalarType.Bool, builder.Parameter(variables[counter].Name, ScalarType.Int32), value) }, counter);
            }
        }

        return null;
    }

    private bool IsNeverAssigned(int variable) =>
        KernelProgram.All(program.Body).OfType<ProgramStatement.Compute>().All(compute => !compute.Outputs.Contains(variable));

    /// <summary>Two pieces that follow each other; the second is processed first, as everything here is.</summary>
    private static Sweeps Sequence(System.Func<Sweeps> first, System.Func<Sweeps> second)
    {
        var (later, earlier) = (second(), first());
        earlier.Forward.AddRange(later.Forward);
        earlier.Reverse.InsertRange(0, later.Reverse);
        return earlier;
    }

    private static Sweeps One(ProgramStatement forward, IEnumerable<ProgramStatement> reverse)
    {
        var sweeps = new Sweeps();
        sweeps.Forward.Add(forward);
        sweeps.Reverse.AddRange(reverse);
        return sweeps;
    }

    /// <summary>Where jumps out of a statement go: the labels of constructs around it, of a loop's next round the complement.</summary>
    private static IEnumerable<int> Targets(ProgramStatement statement) => statement switch
    {
        ProgramStatement.Leave leave => new[] { leave.Label },
        ProgramStatement.Continue next => new[] { ~next.Label },
        _ => statement.Bodies.SelectMany(body => body).SelectMany(Targets).Where(target => statement switch
        {
            ProgramStatement.Loop loop => target != loop.Label && target != ~loop.Label,
            ProgramStatement.Region region => target != region.Label, // of a loop that was unrolled, itself a complement
            _ => true,
        }),
    };

    /// <summary>How a construct was left: 0 at its end, else by the jump of that number.</summary>
    private sealed class Exit
    {
        public Exit(int variable) => Variable = variable;

        public int Variable { get; }

        public int Jumps { get; set; }
    }

    /// <summary>How far the work had come, to start a piece of it again.</summary>
    private sealed class Mark
    {
        private readonly (int Variables, int Pops, int Records, int Labels) counts;
        private readonly Dictionary<Exit, int> jumps;

        public Mark(DifferentiateProgram owner)
        {
            counts = (owner.variables.Count, owner.pops.Count, owner.records, owner.labels);
            jumps = owner.exits.Values.ToDictionary(exit => exit, exit => exit.Jumps);
        }

        public void Restore(DifferentiateProgram owner)
        {
            owner.variables.RemoveRange(counts.Variables, owner.variables.Count - counts.Variables);
            owner.pops.RemoveRange(counts.Pops, owner.pops.Count - counts.Pops);
            (owner.records, owner.labels) = (counts.Records, counts.Labels);
            foreach (var pair in jumps)
            {
                pair.Key.Jumps = pair.Value;
            }
        }
    }
}
