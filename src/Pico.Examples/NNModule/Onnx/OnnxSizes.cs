using Pico.Examples.Commands;
using Pico.Models;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>Sizes as int64 tensors: constants where they are known, and otherwise computed from the shapes of the inputs.</summary>
/// <param name="graph">The graph that computes them.</param>
internal sealed class OnnxSizes(OnnxGraph graph)
{
    private readonly Dictionary<string, (string Input, int Axis)> places = new(StringComparer.Ordinal);
    private readonly Dictionary<SizeFormula, string> known = [];

    /// <summary>Learns which named sizes an input shows.</summary>
    public void Learn(string input, IReadOnlyList<SizeFormula> shape)
    {
        for (var axis = 0; axis < shape.Count; axis++)
        {
            if (shape[axis] is SizeFormula.Named named) places.TryAdd(named.Name, (input, axis));
        }
    }

    /// <summary>One size as a vector of one element.</summary>
    public string One(SizeFormula size)
    {
        if (known.TryGetValue(size, out var value)) return value;
        return known[size] = size switch
        {
            SizeFormula.Number number => graph.Vector(number.Size),
            SizeFormula.Named named => OfInput(named.Name),
            SizeFormula.Sum sum => graph.Add("Add", [One(sum.Left), One(sum.Right)]),
            SizeFormula.Product product => graph.Add("Mul", [One(product.Left), One(product.Right)]),
            SizeFormula.Quotient quotient => graph.Add("Div", [One(quotient.Left), One(quotient.Right)]),
            _ => throw new InvalidOperationException(size.GetType().Name),
        };
    }

    /// <summary>One size as a single number of a type.</summary>
    public string Scalar(SizeFormula size, OnnxType type)
    {
        if (size.Value is { } value) return graph.Constant(type, value);
        var scalar = graph.Add("Squeeze", [One(size)]);
        return type == OnnxType.Int64 ? scalar : graph.Add("Cast", [scalar], OnnxAttribute.Of("to", (long)type));
    }

    /// <summary>A whole shape as a vector.</summary>
    public string Shape(IReadOnlyList<SizeFormula> shape) => shape.All(size => size.Value is not null)
        ? graph.Vector([.. shape.Select(size => size.Value!.Value)])
        : graph.Add("Concat", [.. shape.Select(One)], OnnxAttribute.Of("axis", 0));

    /// <summary>The int32 numbers below a size, as a vector.</summary>
    public string Range(SizeFormula size) => size.Value is { } count
        ? graph.IntVector([.. Enumerable.Range(0, checked((int)count)).Select(i => (long)i)])
        : graph.Add("Range", [graph.Constant(OnnxType.Int32, 0), Scalar(size, OnnxType.Int32), graph.Constant(OnnxType.Int32, 1)]);

    private string OfInput(string name) => places.TryGetValue(name, out var place)
        ? graph.Add("Gather", [graph.Add("Shape", [place.Input]), graph.Vector(place.Axis)], OnnxAttribute.Of("axis", 0))
        : throw new UserErrorException($"the size '{name}' is the dimension of no input, so that an ONNX graph cannot find it; give an input the dimension '{name}'");
}
