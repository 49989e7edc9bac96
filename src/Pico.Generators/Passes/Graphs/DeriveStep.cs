using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Derives from a graph over whole sequences the graph that takes their next elements. What is computed element by element
/// stays as it is, with the sequence's dimension now counting the new ones; tables by position are read further on; causal
/// attention appends its keys and values to those of the elements before. Everything else depends on elements that are not
/// there, and is an error.
/// </summary>
internal sealed class DeriveStep : GraphRewriter
{
    private readonly string time;
    private readonly Dimension past;
    private readonly Dimension capacity;

    private DeriveStep(IncrementalForm form)
    {
        time = form.Dimension;
        past = Dimension.Symbol(form.Past);
        capacity = form.Capacity;
    }

    /// <exception cref="NotIncrementalException">A node needs elements that a step does not have.</exception>
    public static TensorGraph Run(TensorGraph graph, IncrementalForm form) => new DeriveStep(form).Apply(graph);

    protected override int Rewrite(TensorNode node)
    {
        if (node.Type.Shape.Count(Varies) > 1)
        {
            throw Fail(node, "it holds a value for every pair of elements");
        }

        switch (node.Op)
        {
            case TensorOp.Input or TensorOp.Parameter or TensorOp.Constant or TensorOp.Map or TensorOp.Permute or TensorOp.Carried or TensorOp.Detach:
                return Builder.Add(node);
            case TensorOp.Size size when !Varies(size.Value):
                return Builder.Add(node);
            case TensorOp.Iota when !node.Type.Shape.Any(Varies):
                return Builder.Add(node);
            case TensorOp.Reduce reduce when !Varies(Operand(node, 0).Shape[reduce.Axis]):
                return Builder.Add(node);
            case TensorOp.Pick when !Varies(Operand(node, 0).Shape[Operand(node, 0).Rank - 1]):
                return Builder.Add(node);
            case TensorOp.Gather when !Operand(node, 0).Shape.Any(Varies):
                return Builder.Add(node);
            case TensorOp.Reshape when KeepsElements(Operand(node, 0), node.Type):
                return Builder.Add(node);
            case TensorOp.Contract contract when !Varies(Operand(node, 0).Shape[Operand(node, 0).Rank - (contract.TransposeA ? 2 : 1)]):
                return Builder.Add(node);
            case TensorOp.Pad pad when !Varies(node.Type.Shape[pad.Axis]):
                return Builder.Add(node);
            case TensorOp.Slice slice when !Varies(Operand(node, 0).Shape[slice.Axis]):
                // A table by position: the new elements' places come after those of the elements before.
                return Builder.Add(Varies(node.Type.Shape[slice.Axis]) ? node with { Op = slice with { Start = slice.Start + past } } : node);
            case TensorOp.Attention attention:
                return Attend(node, attention);
            default:
                throw Fail(node, "it combines elements of the sequence that a step does not have");
        }
    }

    private TensorType Operand(TensorNode node, int index) => Builder[node.Operands[index]].Type;

    private bool Varies(Dimension size) => size.Symbols.Contains(time);

    /// <summary>Whether a view leaves the sequence where it is: what lies inside one element is the same before and after.</summary>
    private bool KeepsElements(TensorType from, TensorType to) => Inside(from) is not { } before || Inside(to) == before;

    private Dimension? Inside(TensorType type)
    {
        var axis = type.Shape.ToList().FindIndex(Varies);
        return axis < 0 ? null : Dimension.Product(type.Shape.Skip(axis + 1));
    }

    private int Attend(TensorNode node, TensorOp.Attention attention)
    {
        var axis = attention.IsTimeFirst ? 1 : Operand(node, 1).Rank - 2;
        if (!Varies(Operand(node, 1).Shape[axis]))
        {
            return Builder.Add(node); // another sequence, which is there as a whole
        }

        if (!attention.IsCausal)
        {
            throw Fail(node, "it attends to later elements; make it causal");
        }

        if (node.Operands.Count > 3)
        {
            throw Fail(node, "its padding would have to cover the elements before");
        }

        if (Operand(node, 0).Shape[axis] != Dimension.Symbol(time) || Operand(node, 1).Shape[axis] != Dimension.Symbol(time))
        {
            throw Fail(node, "its queries and keys are not the elements of the sequence themselves");
        }

        return Builder.Add(node with { Operands = EquatableArray.Of(node.Operands[0], Append(node, 1, axis, "keys"), Append(node, 2, axis, "values")) });
    }

    private int Append(TensorNode node, int operand, int axis, string name)
    {
        var type = Operand(node, operand);
        var all = type.Shape.Select((size, i) => i == axis ? past + size : size).ToEquatableArray();
        var appended = Builder.Add(new TensorOp.Append(axis, past, capacity), type with { Shape = all }, node.Origin, node.Operands[operand]);
        Builder.SetName(appended, name);
        return appended;
    }

    private static NotIncrementalException Fail(TensorNode node, string why) => new(node.Origin, why);
}
