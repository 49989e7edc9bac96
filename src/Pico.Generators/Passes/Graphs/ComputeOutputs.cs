using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Makes every output a value that a step computes: an output that is an argument, a number or a bare change of layout is
/// copied by a map. The same for what a repetition starts with and what it leaves to the next one; these moreover are
/// nothing else at the same time, because they have their place in a stack.
/// </summary>
internal sealed class ComputeOutputs : GraphRewriter
{
    private readonly HashSet<int> results = new();

    public static TensorGraph Run(TensorGraph graph) => new ComputeOutputs().Apply(graph);

    protected override int Rewrite(TensorNode node)
    {
        if (node.Op is not TensorOp.Carried carried)
        {
            return Builder.Add(node);
        }

        var repetition = Builder.Repetition;
        Builder.Repetition = -1;
        var first = ScalarNodes.Map(Builder, ScalarNodes.Copy("first" + repetition + "Slot" + carried.Slot), node.Type, node.Origin, node.Operands[0]);
        Builder.Repetition = repetition;
        if (node.Name is not null)
        {
            Builder.SetName(first, "first" + Capitalised(node.Name));
        }

        return Builder.Add(node with { Operands = EquatableArray.Of(first) });
    }

    protected override TensorOutput Output(TensorOutput output)
    {
        output = WithoutPadding(output);
        var node = Builder[output.Node];
        if (IsComputed(output.Node) && output.Buffer < 0)
        {
            return output;
        }

        Builder.Repetition = Builder[Storage(output.Node)].Repetition;
        var copy = ScalarNodes.Map(Builder, ScalarNodes.Identity, node.Type, node.Origin, output.Node);
        Builder.Repetition = -1;
        return output with { Node = copy };
    }

    protected override int Result(int repetition, int slot, int node)
    {
        if (Builder[Storage(node)].Repetition == repetition && IsComputed(node) && results.Add(Storage(node)))
        {
            return node;
        }

        var next = ScalarNodes.Map(Builder, ScalarNodes.Copy("next" + repetition + "Slot" + slot), Builder[node].Type, Builder[node].Origin, node);
        if (Builder[node].Name is { } name)
        {
            Builder.SetName(next, "next" + Capitalised(name));
        }

        return next;
    }

    private static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private bool IsComputed(int node) => Builder[Storage(node)].Op is TensorOp.Map or TensorOp.Reduce or TensorOp.Pick
        or TensorOp.Gather or TensorOp.ScatterAdd or { HasEpilogue: true };

    private int Storage(int node)
    {
        while (Builder[node].Op is TensorOp.Reshape)
        {
            node = Builder[node].Operands[0];
        }

        return node;
    }

    /// <summary>The gradient of a parameter's first elements is added to them alone; the zeros behind need not exist.</summary>
    private TensorOutput WithoutPadding(TensorOutput output) =>
        output.Parameter >= 0 && Builder[output.Node] is { Op: TensorOp.Pad pad, Type: var type } padded &&
            pad.Start.Value == 0 && type.Shape.Take(pad.Axis).All(size => size.IsOne)
            ? output with { Node = padded.Operands[0] }
            : output;
}
