using Pico.Examples.Commands;
using Pico.Examples.Digits;
using Pico.Examples.NNModule.Onnx;
using Pico.Models;

namespace Pico.Examples.Tests.NNModule;

/// <summary>Convolutions and pools in ONNX Runtime against sums that are written out.</summary>
public class OnnxWindowTests
{
    [SkippableTheory]
    [InlineData(5, 4, 3, 2, 1, 0, 1, 1)]
    [InlineData(6, 7, 3, 3, 2, 1, 1, 2)]
    [InlineData(7, 6, 2, 3, 1, 2, 2, 4)]
    public void A_convolution_is_every_filter_on_every_window(int height, int width, int kernelHeight, int kernelWidth, int stride, int padding, int dilation, int groups)
    {
        const int batch = 2, channels = 4, filters = 8;
        var windows = new WindowDescription(height, width, kernelHeight, kernelWidth, stride, padding, dilation);
        var (x, w) = (Numbers(batch * channels * height * width, 1), Numbers(filters * channels / groups * kernelHeight * kernelWidth, 2));
        var expected = new List<float>();
        for (var n = 0; n < batch; n++)
        {
            for (var o = 0; o < filters; o++)
            {
                expected.AddRange(Windows(windows).Select(window => window.Sum(element => Enumerable.Range(0, channels / groups).Sum(c =>
                {
                    var channel = (o / (filters / groups) * (channels / groups)) + c;
                    return x[(((n * channels) + channel) * height * width) + element.Place] * w[(((o * (channels / groups)) + c) * kernelHeight * kernelWidth) + element.Index];
                }))));
            }
        }

        SizeFormula n1 = new SizeFormula.Named("batch");
        Compare(
            expected,
            [new(new NodeOperation.Input("x"), [], DType.Float32, [n1, channels, height * width]),
             new(new NodeOperation.Input("w"), [], DType.Float32, [filters, channels / groups, kernelHeight, kernelWidth]),
             new(new NodeOperation.Convolution(windows, groups), [0, 1], DType.Float32, [n1, filters, windows.OutHeight * windows.OutWidth])],
            Tensor.From(x, [batch, channels, height * width]),
            Tensor.From(w, [filters, channels / groups, kernelHeight, kernelWidth]));
    }

    [SkippableTheory]
    [InlineData("Max", 5, 4, 3, 2, 1, 0, 1)]
    [InlineData("Max", 6, 7, 2, 2, 2, 1, 2)]
    [InlineData("Sum", 5, 4, 3, 2, 1, 0, 1)]
    [InlineData("Sum", 6, 7, 3, 3, 2, 1, 1)]
    public void A_pool_combines_every_window(string monoid, int height, int width, int kernelHeight, int kernelWidth, int stride, int padding, int dilation)
    {
        const int batch = 3, channels = 2;
        var windows = new WindowDescription(height, width, kernelHeight, kernelWidth, stride, padding, dilation);
        var x = Numbers(batch * channels * height * width, 3);
        var expected = Enumerable.Range(0, batch * channels).SelectMany(plane => Windows(windows).Select(window =>
        {
            var elements = window.Select(element => x[(plane * height * width) + element.Place]);
            return monoid == "Max" ? elements.Max() : elements.Sum();
        }));
        SizeFormula n1 = new SizeFormula.Named("batch");
        Compare(
            [.. expected],
            [new(new NodeOperation.Input("x"), [], DType.Float32, [n1, channels, height * width]),
             new(new NodeOperation.Pool(monoid, windows), [0], DType.Float32, [n1, channels, windows.OutHeight * windows.OutWidth])],
            Tensor.From(x, [batch, channels, height * width]));
    }

    [Fact]
    public void What_has_no_operator_is_one_clear_line()
    {
        SizeFormula n1 = new SizeFormula.Named("batch");
        Refused("'p(x)' cannot be exported to ONNX: there is no operator for a sum over windows with gaps", new NodeOperation.Pool("Sum", new(5, 5, 2, 2, 1, 0, 2)));
        Refused("'p(x)' cannot be exported to ONNX: there is no operator for the pool Product", new NodeOperation.Pool("Product", new(5, 5, 2, 2, 1, 0, 1)));
        Refused("'p(x)' cannot be exported to ONNX: there is no operator for windows whose size 'batch' each call chooses", new NodeOperation.Pool("Max", new(5, 5, n1, 2, 1, 0, 1)));

        void Refused(string message, NodeOperation operation)
        {
            IModel model = new DigitsModel();
            var graph = new GraphDescription(
                [new(new NodeOperation.Input("x"), [], DType.Float32, [n1, 2, 25]), new(operation, [0], DType.Float32, [n1, 2, 16], "p(x)")], 1, []);
            var entry = model.Description.EntryPoints[0] with { DescribeGraph = () => graph };
            Assert.Equal(message, Assert.Throws<UserErrorException>(() =>
            {
                _ = OnnxExporter.Export(model, entry);
            }).Message);
        }
    }

    private static void Compare(IReadOnlyList<float> expected, NodeDescription[] nodes, params Tensor[] inputs)
    {
        IModel model = new DigitsModel();
        var graph = new GraphDescription(nodes, nodes.Length - 1, []);
        var entry = model.Description.EntryPoints[0] with
        {
            DescribeGraph = () => graph,
            Inputs = [.. nodes.Select(node => node.Operation).OfType<NodeOperation.Input>().Select(input => new InputDescription(input.Name, DType.Float32, [], _ => [], null))],
        };
        var (shape, values) = OnnxRuntime.Run(OnnxExporter.Export(model, entry), entry, inputs);
        Assert.Equal(3, shape.Length);
        Assert.Equal(expected.Count, values.Length);
        for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 1e-4);
    }

    /// <summary>For each window the elements that lie on the plane: their number in the window, and their place.</summary>
    private static IEnumerable<(int Index, int Place)[]> Windows(WindowDescription windows)
    {
        var (height, width, kernelHeight, kernelWidth) = ((int)windows.Height.Value!, (int)windows.Width.Value!, (int)windows.KernelHeight.Value!, (int)windows.KernelWidth.Value!);
        var (stride, padding, dilation) = ((int)windows.Stride.Value!, (int)windows.Padding.Value!, (int)windows.Dilation.Value!);
        for (var top = -padding; top + (dilation * (kernelHeight - 1)) < height + padding; top += stride)
        {
            for (var left = -padding; left + (dilation * (kernelWidth - 1)) < width + padding; left += stride)
            {
                var (row, column) = (top, left);
                yield return [.. from i in Enumerable.Range(0, kernelHeight)
                                 from j in Enumerable.Range(0, kernelWidth)
                                 let y = row + (i * dilation)
                                 let x = column + (j * dilation)
                                 where y >= 0 && y < height && x >= 0 && x < width
                                 select ((i * kernelWidth) + j, (y * width) + x)];
            }
        }
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
