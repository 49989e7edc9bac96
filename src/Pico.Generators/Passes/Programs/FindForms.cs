using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Finds which variables are the same in all lanes, or differ by one from lane to lane, and where lanes part. All variables begin
/// uniform; an assignment of something that varies, or to some of the lanes while others still need the old value, makes them
/// vary; that may make more branches part, until nothing changes.
/// </summary>
internal sealed class FindForms
{
    private readonly KernelProgram program;
    private readonly LaneForm?[] forms; // null: nothing assigned yet
    private readonly bool[] isCommon; // local arrays that are the same in all lanes
    private readonly List<HashSet<int>> outside = new();
    private readonly List<Target> targets = new(); // outermost first
    private bool changed;

    private FindForms(KernelProgram program)
    {
        this.program = program;
        forms = new LaneForm?[program.Variables.Count];
        isCommon = program.Memories.Select(memory => memory is { IsLocal: true, IsProvided: false }).ToArray();
        foreach (var input in program.Inputs)
        {
            forms[input.Variable] = input.Kind switch
            {
                ProgramInputKind.Stream => LaneForm.Varying,
                ProgramInputKind.ElementIndex => LaneForm.Linear,
                _ => LaneForm.Uniform,
            };
        }
    }

    /// <summary>
    /// The forms of the variables, and the program with those of its arrays marked that are the same in all lanes; what concerns places is noted at the nodes,
    /// which know the live variables.
    /// </summary>
    public static (LaneForm[] Forms, KernelProgram Program) Run(KernelProgram program, IReadOnlyList<ProgramNode> nodes)
    {
        var pass = new FindForms(program);
        do
        {
            pass.changed = false;
            pass.List(nodes);
        }
        while (pass.changed);
        return (
            pass.forms.Select(form => form ?? LaneForm.Uniform).ToArray(),
            program with { Memories = program.Memories.Select((memory, i) => memory with { IsCommon = pass.isCommon[i] }).ToEquatableArray() });
    }

    /// <summary>The forms of a computation's values, parameters first.</summary>
    public static LaneForm[] Of(KernelProgram program, Computation computation, IReadOnlyList<LaneForm> variables) =>
        Of(computation, variables.Select(form => (LaneForm?)form).ToArray(), memory => program.Memories[memory] is { IsLocal: false } or { IsCommon: true })
            .Select(form => form!.Value).ToArray();

    private LaneForm?[] Of(Computation computation) => Of(computation, forms, memory => !program.Memories[memory].IsLocal || isCommon[memory]);

    /// <param name="computation">The computation.</param>
    /// <param name="variables">The forms of the variables.</param>
    /// <param name="isShared">Whether all lanes see the same in a memory.</param>
    private static LaneForm?[] Of(Computation computation, IReadOnlyList<LaneForm?> variables, System.Func<int, bool> isShared)
    {
        var function = computation.Function;
        var count = function.Parameters.Count;
        var values = new LaneForm?[count + function.Body.Count];
        for (var i = 0; i < count; i++)
        {
            values[i] = variables[computation.Inputs[i]];
        }

        for (var i = 0; i < function.Body.Count; i++)
        {
            values[count + i] = Of(function.Body[i], function.Body[i].Operands.Select(operand => values[operand]).ToArray(), isShared);
        }

        return values;
    }

    private static LaneForm? Of(ScalarInstruction instruction, LaneForm?[] operands, System.Func<int, bool> isShared)
    {
        if (instruction.Opcode == ScalarOpcode.Load && !isShared((int)instruction.Constant))
        {
            return LaneForm.Varying;
        }

        if (operands.Contains(null) && !operands.Contains(LaneForm.Varying))
        {
            return null;
        }

        var isLinear = instruction.Type == ScalarType.Int32 && instruction.Opcode switch
        {
            ScalarOpcode.Add => operands.Contains(LaneForm.Uniform) && operands.Contains(LaneForm.Linear),
            ScalarOpcode.Subtract => operands[0] == LaneForm.Linear && operands[1] == LaneForm.Uniform,
            _ => false,
        };
        return isLinear ? LaneForm.Linear
            : operands.All(form => form == LaneForm.Uniform) ? LaneForm.Uniform
            : LaneForm.Varying;
    }

    private void List(IReadOnlyList<ProgramNode> nodes)
    {
        foreach (var node in nodes)
        {
            Visit(node);
        }
    }

    private void Visit(ProgramNode node)
    {
        node.Outside = outside.ToArray();
        if (node.Statement.Evaluates is { } read)
        {
            FindOwn(read);
        }

        switch (node.Statement)
        {
            case ProgramStatement.Compute compute:
                var values = Of(compute.Value);
                for (var i = 0; i < compute.Outputs.Count; i++)
                {
                    var variable = compute.Outputs[i];
                    Widen(variable, node.MustKeep(variable) ? LaneForm.Varying : values[compute.Value.Function.Results[i].Value]);
                }

                break;
            case ProgramStatement.Poll poll:
                Widen(poll.Output, node.MustKeep(poll.Output) ? LaneForm.Varying : LaneForm.Uniform);
                break;
            case ProgramStatement.Store store when isCommon[store.Memory]:
                var place = Of(store.Place);
                if (node.Outside.Count > 0 || store.Place.Function.Results.Any(result => place[result.Value] is LaneForm.Linear or LaneForm.Varying))
                {
                    Own(store.Memory);
                }

                break;
            case ProgramStatement.Clear clear when isCommon[clear.Memory] && node.Outside.Count > 0:
                Own(clear.Memory);
                break;
            case ProgramStatement.Branch branch:
                Branch(branch, node);
                break;
            case ProgramStatement.Region region:
                Region(region, node);
                break;
            case ProgramStatement.Loop loop:
                Loop(loop, node);
                break;
            case ProgramStatement.Leave leave:
                Jump(node, leave.Label, isContinue: false);
                break;
            case ProgramStatement.Continue next:
                Jump(node, next.Label, isContinue: true);
                break;
        }
    }

    /// <summary>Arrays of which lanes look at different elements are one for each lane: so they lie side by side.</summary>
    private void FindOwn(Computation computation)
    {
        var function = computation.Function;
        LaneForm?[]? values = null;
        foreach (var load in function.Body.Where(instruction => instruction.Opcode == ScalarOpcode.Load && isCommon[(int)instruction.Constant]))
        {
            values ??= Of(computation);
            if (values[load.Operands[0]] is LaneForm.Linear or LaneForm.Varying)
            {
                Own((int)load.Constant);
            }
        }
    }

    private void Own(int memory)
    {
        isCommon[memory] = false;
        changed = true;
    }

    /// <summary>Uniform and linear meet in varying: a scalar cannot stand for both.</summary>
    private void Widen(int variable, LaneForm? form)
    {
        if (form is null || forms[variable] == form || forms[variable] == LaneForm.Varying)
        {
            return;
        }

        forms[variable] = forms[variable] is null ? form : LaneForm.Varying;
        changed = true;
    }

    private void Branch(ProgramStatement.Branch branch, ProgramNode node)
    {
        var isVarying = Of(branch.Condition)[branch.Condition.Function.Results[0].Value] is LaneForm.Linear or LaneForm.Varying;
        Set(node, isVarying);
        var (then, otherwise) = (node.Bodies[0], node.Bodies[1]);
        if (!node.IsVarying)
        {
            List(then);
            List(otherwise);
            return;
        }

        // The first arm runs before the second: its other lanes need what is live there. The second's are done with the branch.
        var beside = IsJump(otherwise) ? new HashSet<int>() : ProgramNode.LiveAtStart(otherwise, node.LiveOut);
        Within(beside, () => List(then));
        Within(ProgramNode.Jumps(then) ? new HashSet<int>() : node.LiveOut, () => List(otherwise));
    }

    /// <summary>Whether an arm only jumps; its lanes go before those of the other.</summary>
    public static bool IsJump(IReadOnlyList<ProgramNode> nodes) =>
        nodes.Count == 1 && nodes[0].Statement is ProgramStatement.Leave or ProgramStatement.Continue;

    /// <summary>Before the first statement that can leave the region, nobody has left it.</summary>
    private void Region(ProgramStatement.Region region, ProgramNode node)
    {
        var depth = outside.Count + (node.IsVarying ? 1 : 0);
        targets.Add(new Target(node, region.Label, depth, depth));
        var mayHaveLeft = false;
        foreach (var inner in node.Bodies[0])
        {
            mayHaveLeft |= HasJump(inner);
            Within(node.IsVarying && mayHaveLeft ? node.LiveOut : null, () => Visit(inner));
        }

        targets.RemoveAt(targets.Count - 1);
    }

    private static bool HasJump(ProgramNode node) =>
        node.Statement is ProgramStatement.Leave or ProgramStatement.Continue || node.Bodies.Any(body => body.Any(HasJump));

    private void Loop(ProgramStatement.Loop loop, ProgramNode node)
    {
        Set(node, Of(loop.Condition)[loop.Condition.Function.Results[0].Value] is LaneForm.Linear or LaneForm.Varying);
        Within(node.IsVarying ? node.LiveOut : null, () =>
        {
            targets.Add(new Target(node, loop.Label, outside.Count, outside.Count + (node.HasVaryingContinue ? 1 : 0)));
            List(node.Bodies[0]);
            var next = ProgramNode.LiveAtStart(node.Bodies[2], loop.TestsAfter ? ProgramNode.LiveAtStart(node.Bodies[0], node.LiveIn) : node.LiveIn);
            Within(node.HasVaryingContinue ? next : null, () => List(node.Bodies[1]));
            List(node.Bodies[2]);
            targets.RemoveAt(targets.Count - 1);
        });
    }

    private void Jump(ProgramNode node, int label, bool isContinue)
    {
        var place = targets.FindIndex(target => target.Label == label);
        if (outside.Count <= (isContinue ? targets[place].RoundDepth : targets[place].Depth))
        {
            return; // whoever is here takes it, and nobody else waits
        }

        Set(node, true);
        if (!isContinue)
        {
            Set(targets[place].Node, true);
        }
        else if (!targets[place].Node.HasVaryingContinue)
        {
            targets[place].Node.HasVaryingContinue = changed = true;
        }

        // Every loop on the way is left by these lanes before the others.
        foreach (var crossed in targets.Skip(place + 1).Where(target => target.Node.Statement is ProgramStatement.Loop))
        {
            Set(crossed.Node, true);
        }
    }

    private void Set(ProgramNode node, bool isVarying)
    {
        if (isVarying && !node.IsVarying)
        {
            node.IsVarying = changed = true;
        }
    }

    private void Within(HashSet<int>? others, System.Action visit)
    {
        if (others is null)
        {
            visit();
            return;
        }

        outside.Add(others);
        visit();
        outside.RemoveAt(outside.Count - 1);
    }

    /// <summary>
    /// Where a jump can go, and how many partings of lanes there are around what is inside; <see cref="RoundDepth"/> counts the one
    /// that a loop's own <c>continue</c> makes.
    /// </summary>
    private sealed record Target(ProgramNode Node, int Label, int Depth, int RoundDepth);
}
