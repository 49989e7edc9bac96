using Pico.Models;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>Convolutions and pools: planes are unfolded before and folded after, because here they are one dimension.</summary>
/// <param name="graph">Receives the nodes.</param>
/// <param name="shapes">Changes shapes.</param>
/// <param name="sizes">The values of the model's sizes.</param>
internal sealed class OnnxWindows(OnnxGraph graph, OnnxShapes shapes, IReadOnlyDictionary<string, long> sizes)
{
    public string Convolution(NodeOperation.Convolution convolution, string[] operands, IReadOnlyList<SizeFormula> images, IReadOnlyList<SizeFormula> filters, IReadOnlyList<SizeFormula> shape, string source)
    {
        var (stride, padding, dilation) = (Known(convolution.Stride, source), Known(convolution.Padding, source), Known(convolution.Dilation, source));
        var result = graph.Add(
            "Conv", [Unfolded(operands[0], images, convolution.Height, convolution.Width), operands[1]],
            OnnxAttribute.Of("kernel_shape", [Known(filters[2], source), Known(filters[3], source)]),
            OnnxAttribute.Of("strides", [stride, stride]),
            OnnxAttribute.Of("pads", [padding, padding, padding, padding]),
            OnnxAttribute.Of("dilations", [dilation, dilation]),
            OnnxAttribute.Of("group", Known(convolution.Groups, source)));
        return shapes.Reshape(result, shape);
    }

    public string Pool(NodeOperation.Pool pool, string operand, IReadOnlyList<SizeFormula> images, IReadOnlyList<SizeFormula> shape, string source)
    {
        var (kernel, stride, padding) = (Known(pool.Kernel, source), Known(pool.Stride, source), Known(pool.Padding, source));
        List<OnnxAttribute> attributes =
        [
            OnnxAttribute.Of("kernel_shape", [kernel, kernel]), OnnxAttribute.Of("strides", [stride, stride]), OnnxAttribute.Of("pads", [padding, padding, padding, padding]),
        ];
        var unfolded = Unfolded(operand, images, pool.Height, pool.Width);
        if (pool.Monoid == "Max") return shapes.Reshape(graph.Add("MaxPool", [unfolded], [.. attributes]), shape);
        var mean = graph.Add("AveragePool", [unfolded], [.. attributes, OnnxAttribute.Of("count_include_pad", 1)]);
        return shapes.Reshape(graph.Add("Mul", [mean, graph.Constant(OnnxType.Float32, kernel * kernel)]), shape);
    }

    private string Unfolded(string value, IReadOnlyList<SizeFormula> planes, SizeFormula height, SizeFormula width) =>
        shapes.Reshape(value, [planes[0], planes[1], height.With(sizes), width.With(sizes)]);

    private long Known(SizeFormula size, string source) => size.With(sizes).Value ?? throw OnnxFunctions.Unsupported("a window that each call chooses", source);
}
