using Pico.Models;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>Views: the same elements, some of them, or repeated ones, in another shape.</summary>
/// <param name="graph">The graph that receives them.</param>
/// <param name="sizes">The sizes.</param>
internal sealed class OnnxShapes(OnnxGraph graph, OnnxSizes sizes)
{
    /// <summary>The same elements in another shape, of which one dimension may follow from the others.</summary>
    public string Reshape(string value, IReadOnlyList<SizeFormula> shape)
    {
        var open = shape.Count(size => size.Value is null);
        var target = open == 1 && shape.All(size => size.Value is not 0)
            ? graph.Vector([.. shape.Select(size => size.Value ?? -1)])
            : sizes.Shape(shape);
        return graph.Add("Reshape", [value, target]);
    }

    /// <summary>A range along an axis.</summary>
    public string Slice(string value, int axis, SizeFormula start, SizeFormula length) =>
        graph.Add("Slice", [value, sizes.One(start), sizes.One(start + length), graph.Vector(axis)]);

    /// <summary>Zeros before and behind along an axis.</summary>
    public string Pad(string value, int axis, SizeFormula start, IReadOnlyList<SizeFormula> shape, SizeFormula length)
    {
        var pads = new SizeFormula[2 * shape.Count];
        Array.Fill<SizeFormula>(pads, 0);
        pads[axis] = start;
        pads[shape.Count + axis] = length - start - shape[axis];
        return graph.Add("Pad", [value, sizes.Shape(pads)]);
    }

    /// <summary>Exchanges the last two dimensions.</summary>
    public string SwapLast(string value, int rank) =>
        graph.Add("Transpose", [value], OnnxAttribute.Of("perm", [.. Enumerable.Range(0, rank - 2).Select(axis => (long)axis), rank - 1, rank - 2]));

    /// <summary>Repeats a value that was broadcast from operands, unless they already have the wanted shape together.</summary>
    public string Expand(string value, IEnumerable<IReadOnlyList<SizeFormula>> operands, IReadOnlyList<SizeFormula> shape)
    {
        var together = new SizeFormula[shape.Count];
        Array.Fill<SizeFormula>(together, 1);
        foreach (var operand in operands)
        {
            for (var i = 0; i < operand.Count; i++)
            {
                if (operand[i].Value is not 1) together[shape.Count - operand.Count + i] = operand[i];
            }
        }

        // A dimension of one that nobody shows still counts: [3] is not [1, 3].
        var hasRank = shape.Count == 0 || operands.Any(operand => operand.Count == shape.Count);
        return hasRank && together.SequenceEqual(shape) ? value : graph.Add("Expand", [value, sizes.Shape(shape)]);
    }
}
