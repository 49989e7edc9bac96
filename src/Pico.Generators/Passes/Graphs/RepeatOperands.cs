using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Repeats an operand in memory where the dimensions along which a map repeats it lie on both sides of its own ([b, 1, h, n]
/// read as [b, t, h, n]): one division and one remainder do not find its rows. Writes an index out where its reader needs it in memory.
/// Everything else is read as it is.
/// </summary>
internal sealed class RepeatOperands : GraphRewriter
{
    public static TensorGraph Run(TensorGraph graph) => new RepeatOperands().Apply(graph);

    protected override int Rewrite(TensorNode node) => Builder.Add(node with
    {
        Operands = node.Operands.Select(operand => node.Op is TensorOp.Map ? Readable(operand, node) : Stored(operand)).ToEquatableArray(),
    });

    /// <summary>Maps read an index off the loop; everything else needs it in memory.</summary>
    private int Stored(int operand) => Builder[operand] is { Op: TensorOp.Iota } iota
        ? ScalarNodes.Map(Builder, ScalarNodes.IntIdentity, iota.Type, iota.Origin, operand)
        : operand;

    private int Readable(int operand, TensorNode reader)
    {
        var type = Builder[operand].Type;
        if (AccessOf.Find(type, reader.Type) is not null)
        {
            return operand;
        }

        // Only what lies between its own dimensions is filled; in front of them and behind them it is read repeated.
        var skipped = reader.Type.Rank - type.Rank;
        var lead = type.Shape.Take(type.Rank - 1).ToList();
        var first = lead.FindIndex(size => !size.IsOne);
        var last = lead.FindLastIndex(size => !size.IsOne);
        var shape = type.Shape.Select((size, axis) => axis > first && axis < last ? reader.Type.Shape[axis + skipped] : size);
        return Builder.Add(new TensorOp.Repeat(), type with { Shape = shape.ToEquatableArray() }, reader.Origin, operand);
    }
}
