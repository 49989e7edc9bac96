using Pico.Models;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>Convolutions and pools. Planes and their windows are one dimension in a graph of PicoLib and two in ONNX.</summary>
/// <param name="graph">The graph that receives them.</param>
/// <param name="shapes">The views.</param>
internal sealed class OnnxWindows(OnnxGraph graph, OnnxShapes shapes)
{
    /// <summary>Adds a convolution.</summary>
    /// <param name="operands">Images and filters.</param>
    /// <param name="images">The shape of the images, [N, C, plane].</param>
    /// <param name="windows">Where the windows lie.</param>
    /// <param name="groups">The groups of channels.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="source">The user's expression, for messages.</param>
    public string Convolve(
        IReadOnlyList<string> operands, IReadOnlyList<SizeFormula> images, WindowDescription windows, SizeFormula groups, IReadOnlyList<SizeFormula> shape, string source) =>
        Flat("Conv", [Planes(operands[0], images, windows), operands[1]], [.. Places(windows, source), Dilations(windows, source), OnnxAttribute.Of("group", Known(groups, source))], shape);

    /// <summary>Adds a pool.</summary>
    /// <param name="operand">The images.</param>
    /// <param name="images">Their shape, [N, C, plane].</param>
    /// <param name="monoid">How elements are combined.</param>
    /// <param name="windows">Where the windows lie.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="source">The user's expression, for messages.</param>
    public string Pool(string operand, IReadOnlyList<SizeFormula> images, string monoid, WindowDescription windows, IReadOnlyList<SizeFormula> shape, string source)
    {
        var planes = Planes(operand, images, windows);
        switch (monoid)
        {
            case "Max":
                return Flat("MaxPool", [planes], [.. Places(windows, source), Dilations(windows, source)], shape);
            case "Sum" when windows.Dilation.Value == 1:
                // The mean over all places of a window, padding included, times their number.
                var mean = Flat("AveragePool", [planes], [.. Places(windows, source), OnnxAttribute.Of("count_include_pad", 1)], shape);
                return graph.Add("Mul", [mean, graph.Constant(OnnxType.Float32, Known(windows.KernelHeight * windows.KernelWidth, source))]);
            default:
                throw OnnxFunctions.Unsupported(monoid == "Sum" ? "a sum over windows with gaps" : "the pool " + monoid, source);
        }
    }

    private string Planes(string images, IReadOnlyList<SizeFormula> shape, WindowDescription windows) =>
        shapes.Reshape(images, [shape[0], shape[1], windows.Height, windows.Width]);

    private string Flat(string operation, IReadOnlyList<string> operands, IReadOnlyList<OnnxAttribute> attributes, IReadOnlyList<SizeFormula> shape) =>
        shapes.Reshape(graph.Add(operation, operands, attributes), shape);

    private static OnnxAttribute[] Places(WindowDescription windows, string source)
    {
        var (stride, padding) = (Known(windows.Stride, source), Known(windows.Padding, source));
        return
        [
            OnnxAttribute.Of("kernel_shape", [Known(windows.KernelHeight, source), Known(windows.KernelWidth, source)]),
            OnnxAttribute.Of("strides", [stride, stride]),
            OnnxAttribute.Of("pads", [padding, padding, padding, padding]),
        ];
    }

    private static OnnxAttribute Dilations(WindowDescription windows, string source) =>
        OnnxAttribute.Of("dilations", [Known(windows.Dilation, source), Known(windows.Dilation, source)]);

    private static long Known(SizeFormula size, string source) =>
        size.Value ?? throw OnnxFunctions.Unsupported($"windows whose size '{size}' each call chooses", source);
}
