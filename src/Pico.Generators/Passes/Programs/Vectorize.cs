using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Makes sixteen elements of one: lanes that part are kept apart by masks (Allen et al. 1983; Karrenberg and Hack, "Whole-Function
/// Vectorization", 2011; ispc). What is uniform stays scalar, and branches and loops that all lanes take together stay as they are.
/// </summary>
internal sealed partial class Vectorize
{
    private readonly KernelProgram program;
    private readonly LaneForm[] forms;
    private readonly List<LaneVariable> variables;
    private readonly Dictionary<int, Target> targets = new();
    private readonly HashSet<int> known = new(); // masks that are sure to have a lane
    private Scope scope;

    private Vectorize(KernelProgram program, LaneForm[] forms)
    {
        this.program = program;
        this.forms = forms;
        variables = program.Variables.Select((variable, i) => new LaneVariable(variable.Name, variable.Type, forms[i])).ToList();
        scope = new Scope(Mask("mask"), null, -1, null);
        known.Add(scope.Mask);
    }

    public static LaneProgram Run(KernelProgram program)
    {
        var nodes = FindLiveVariables.Run(program);
        FindForms.Run(program, nodes);
        program = ConvertBranches.Run(program, nodes);
        nodes = FindLiveVariables.Run(program);
        (var forms, program) = FindForms.Run(program, nodes);
        var pass = new Vectorize(program, forms);
        var mask = pass.scope.Mask;
        var body = pass.List(nodes);
        return DropFaintLanes.Run(new LaneProgram(
            program.Name, pass.variables.ToEquatableArray(), program.Memories, program.Inputs, body.ToEquatableArray(), program.Results, mask));
    }

    private int Mask(string name) => Variable(name, ScalarType.Bool, LaneForm.Varying);

    private int Variable(string name, ScalarType type, LaneForm form)
    {
        variables.Add(new LaneVariable(name, type, form));
        return variables.Count - 1;
    }

    private LaneForm[] Forms(Computation computation) =>
        FindForms.Of(program, computation, variables.Select(variable => variable.Form).ToArray());

    private List<LaneStatement> List(IReadOnlyList<ProgramNode> nodes, int first = 0)
    {
        var result = new List<LaneStatement>();
        for (var i = first; i < nodes.Count; i++)
        {
            Visit(nodes[i], result);
            if (i < nodes.Count - 1 && MayPart(nodes[i]) && !known.Contains(scope.Mask))
            {
                Rest(() => List(nodes, i + 1), result);
                break;
            }
        }

        return result;
    }

    /// <summary>What follows where lanes may have left: a loop ends when none is left, other code is passed over.</summary>
    private void Rest(System.Func<List<LaneStatement>> write, List<LaneStatement> into)
    {
        if (scope.Loop >= 0)
        {
            LeaveUnlessAny(into);
            into.AddRange(write());
            return;
        }

        var mask = scope.Mask;
        var rest = Where(mask, write);
        into.AddRange(NeedsLanes(rest) ? new LaneStatement[] { new LaneStatement.WhereAny(mask, rest.ToEquatableArray()) } : rest);
    }

    /// <summary>Whether some lanes may be gone for good, as far as the rest of the list is concerned.</summary>
    private static bool MayPart(ProgramNode node)
    {
        return Parts(node, new HashSet<int>());

        static bool Parts(ProgramNode node, HashSet<int> inside)
        {
            switch (node.Statement)
            {
                case ProgramStatement.Leave leave:
                    return node.IsVarying && !inside.Contains(leave.Label);
                case ProgramStatement.Continue next:
                    return node.IsVarying && !inside.Contains(next.Label);
                case ProgramStatement.Region region:
                    inside.Add(region.Label);
                    break;
                case ProgramStatement.Loop loop:
                    inside.Add(loop.Label);
                    break;
            }

            return node.Bodies.Any(body => body.Any(inner => Parts(inner, inside)));
        }
    }

    /// <summary>Whether statements would do harm, or work for nothing, when no lane is left.</summary>
    private static bool NeedsLanes(IEnumerable<LaneStatement> statements) => LaneProgram.All(statements).Any(statement => statement switch
    {
        LaneStatement.Lanes lanes => ScalarCost.Of(lanes.Value.Function) > ConvertBranches.MaximumCost,
        LaneStatement.Scalars scalars => scalars.Value.Function.Body.Any(instruction => instruction.Opcode == ScalarOpcode.Load),
        _ => true,
    });

    private void Visit(ProgramNode node, List<LaneStatement> into)
    {
        switch (node.Statement)
        {
            case ProgramStatement.Compute compute:
                Compute(compute, compute.Outputs.Select(node.MustKeep).ToArray(), into);
                break;
            case ProgramStatement.Poll poll:
                Poll(poll, node, into);
                break;
            case ProgramStatement.Store store when program.Memories[store.Memory].IsCommon:
                into.Add(new LaneStatement.Write(store.Memory, store.Place));
                break;
            case ProgramStatement.Store store:
                Store(store, node, into);
                break;
            case ProgramStatement.Clear clear:
                into.Add(new LaneStatement.Clear(clear.Memory, scope.Mask, node.Outside.Count > 0));
                break;
            case ProgramStatement.Branch branch when !node.IsVarying:
                var then = Where(-1, () => List(node.Bodies[0]));
                var otherwise = Where(-1, () => List(node.Bodies[1]));
                into.Add(new LaneStatement.Branch(branch.Condition, then.ToEquatableArray(), otherwise.ToEquatableArray()));
                break;
            case ProgramStatement.Branch branch:
                Branch(branch, node, into);
                break;
            case ProgramStatement.Region region:
                Region(region, node, into);
                break;
            case ProgramStatement.Loop loop:
                Loop(loop, node, into);
                break;
            case ProgramStatement.Leave leave when !node.IsVarying || Until(node) == scope:
                into.Add(new LaneStatement.Leave(leave.Label));
                break;
            case ProgramStatement.Continue next when !node.IsVarying || Until(node) == scope:
                into.Add(new LaneStatement.Continue(next.Label));
                break;
            case ProgramStatement.Leave or ProgramStatement.Continue:
                Remove(Until(node), scope.Outer, scope.Mask, into);
                if (scope.Nodes?.Contains(node) != true)
                {
                    Remove(scope, scope, scope.Mask, into); // more of this scope follows
                }

                break;
        }
    }

    private void Compute(ProgramStatement.Compute compute, IReadOnlyList<bool> keeps, List<LaneStatement> into)
    {
        var values = Forms(compute.Value);
        var lanes = Enumerable.Range(0, compute.Outputs.Count).Where(i => variables[compute.Outputs[i]].Form == LaneForm.Varying).ToArray();
        if (lanes.Length == 0)
        {
            into.Add(new LaneStatement.Scalars(compute.Value, compute.Outputs));
            return;
        }

        var (first, inLanes, scalars) = SplitComputation.Run(compute.Value, values, lanes, Variable);
        var others = compute.Outputs.Where((_, i) => !lanes.Contains(i)).ToArray();
        if (first is not null)
        {
            into.Add(new LaneStatement.Scalars(first.Value, first.Outputs));
        }

        // All outputs are assigned at once: scalars after the lanes that still read their old values.
        var pieces = new List<LaneStatement>
        {
            new LaneStatement.Lanes(inLanes, lanes.Select(i => compute.Outputs[i]).ToEquatableArray(), lanes.Select(i => keeps[i]).ToEquatableArray(), scope.Mask),
        };
        if (others.Length > 0)
        {
            pieces.Add(new LaneStatement.Scalars(scalars, others.ToEquatableArray()));
        }

        into.AddRange(pieces);
    }

    private void Store(ProgramStatement.Store store, ProgramNode node, List<LaneStatement> into)
    {
        // The index stays a scalar where it is one; the value goes through lanes.
        var builder = new ScalarBuilder(program.Name);
        var inputs = new List<int>();
        var places = new[] { "index", "value" }.Select((name, result) => new ScalarResult(name, Piece(store.Place, result, name, builder, inputs, into))).ToArray();
        into.Add(new LaneStatement.Store(store.Memory, new Computation(builder.Build(places), inputs.ToEquatableArray()), scope.Mask, node.Outside.Count > 0 || program.Memories[store.Memory].IsAccumulated, store.Origin));
    }

    /// <summary>A result of a computation: a constant, or the variable that holds it, a new one where it must be computed.</summary>
    private int Piece(Computation computation, int result, string name, ScalarBuilder builder, List<int> inputs, List<LaneStatement> into)
    {
        var function = computation.Function;
        var value = function.Results[result].Value;
        if (value >= function.Parameters.Count && function.Body[value - function.Parameters.Count] is { Opcode: ScalarOpcode.Constant } constant)
        {
            return builder.Constant(constant.Type, constant.Constant);
        }

        var variable = value < function.Parameters.Count ? computation.Inputs[value]
            : Variable(function.Body[value - function.Parameters.Count].Name ?? name, function.TypeOf(value), Forms(computation)[value]);
        if (value >= function.Parameters.Count)
        {
            var single = JoinComputations.Trim(computation.Only(result));
            Compute(new ProgramStatement.Compute(single, EquatableArray.Of(variable)), new[] { false }, into);
        }

        inputs.Add(variable);
        return builder.Parameter(variables[variable].Name, variables[variable].Type);
    }

    private void Branch(ProgramStatement.Branch branch, ProgramNode node, List<LaneStatement> into)
    {
        var (then, otherwise) = (node.Bodies[0], node.Bodies[1]);
        if (FindForms.IsJump(then) || FindForms.IsJump(otherwise))
        {
            // Those who go are taken out of the masks; the others go on as they are.
            var isThen = FindForms.IsJump(then);
            var jump = isThen ? then[0] : otherwise[0];
            var until = Until(jump);
            if (scope == until)
            {
                MaskTo(branch.Condition, scope.Mask, into, (scope.Mask, isThen));
            }
            else
            {
                // Seldom does any lane go: then its masks need no care.
                var leaving = Mask("leaving");
                MaskTo(branch.Condition, scope.Mask, into, (leaving, !isThen));
                WhereAny(leaving, () => Removal(until, leaving), isLeft: scope.Loop >= 0, into);
            }

            if (known.Contains(scope.Mask))
            {
                into.AddRange(List(isThen ? otherwise : then));
            }
            else
            {
                Rest(() => List(isThen ? otherwise : then), into);
            }

            return;
        }

        var (taken, others) = (then.Count > 0 ? Mask("taken") : -1, otherwise.Count > 0 ? Mask("others") : -1);
        MaskTo(branch.Condition, scope.Mask, into, (taken, false), (others, true));
        Arm(taken, then, into);
        Arm(others, otherwise, into);
    }

    private void Arm(int mask, IReadOnlyList<ProgramNode> nodes, List<LaneStatement> into)
    {
        if (mask < 0)
        {
            return;
        }

        var outer = scope;
        var body = () =>
        {
            scope = new Scope(mask, outer, -1, nodes);
            var list = List(nodes);
            scope = outer;
            return list;
        };
        if (outer.Loop >= 0 && nodes.Any(MayPart))
        {
            WhereAny(mask, body, isLeft: true, into);
            return;
        }

        var list = Where(mask, body);
        into.AddRange(NeedsLanes(list) ? new LaneStatement[] { new LaneStatement.WhereAny(mask, list.ToEquatableArray()) } : list);
    }

    private void Region(ProgramStatement.Region region, ProgramNode node, List<LaneStatement> into)
    {
        if (!node.IsVarying)
        {
            targets[region.Label] = new Target(scope, scope);
            into.Add(new LaneStatement.Region(region.Label, List(node.Bodies[0]).ToEquatableArray()));
            return;
        }

        scope = Inner("running", -1, null, into);
        targets[region.Label] = new Target(scope, scope);
        var body = List(node.Bodies[0]);
        var isLeft = LaneProgram.All(body).Any(statement => statement is LaneStatement.Leave leave && leave.Label == region.Label);
        into.AddRange(isLeft ? new LaneStatement[] { new LaneStatement.Region(region.Label, body.ToEquatableArray()) } : body);
        scope = scope.Outer!;
    }

    private void Loop(ProgramStatement.Loop loop, ProgramNode node, List<LaneStatement> into)
    {
        var outer = scope;
        if (node.IsVarying)
        {
            scope = Inner("active", loop.Label, null, into);
        }

        var live = scope;
        var header = List(node.Bodies[0]);
        var condition = loop.Condition;
        if (Forms(condition)[condition.Function.Results[0].Value] != LaneForm.Uniform)
        {
            MaskTo(condition, live.Mask, header, (live.Mask, false));
            LeaveUnlessAny(header);
            condition = Always(condition.Function.Name);
        }

        var start = new List<LaneStatement>();
        if (node.HasVaryingContinue)
        {
            scope = Inner("round", -1, node.Bodies[1], start);
        }

        targets[loop.Label] = new Target(live, scope);
        var body = start.Concat(List(node.Bodies[1])).ToList();
        scope = live;
        if (node.IsVarying && node.Bodies[1].Any(MayPart) && !known.Contains(live.Mask))
        {
            LeaveUnlessAny(body); // found out at once: the step would run for nobody
        }

        var step = List(node.Bodies[2]);
        into.Add(new LaneStatement.Loop(
            loop.Label, header.ToEquatableArray(), condition, body.ToEquatableArray(), step.ToEquatableArray(), loop.TestsAfter));
        scope = outer;
    }
}
