namespace Pico;

/// <summary>Pooling as its formula says, window by window; the oracle of the kernel that compiled models run.</summary>
static class EagerPool
{
    public static Tensor Sum(Tensor x, int kernelSize, int stride, int padding)
    {
        var (windows, shape) = Windows("AvgPool2d", x, kernelSize, stride, padding);
        var (elements, sums) = (x.ToDoubles(), new double[Layout.Size(shape)]);
        Visit(x, windows, (at, window) => sums[window] += elements[at]);
        return TapeNode.Record(PrimitiveKind.SumPool, Dense.Rounded(sums, x.Type, shape), (x, gradient =>
        {
            var (upstream, back) = (gradient.ToDoubles(), new double[x.Size]);
            Visit(x, windows, (at, window) => back[at] += upstream[window]);
            return Dense.Rounded(back, x.Type, x.Shape);
        }
        ));
    }

    public static Tensor Max(Tensor x, int kernelSize, int stride, int padding)
    {
        var (windows, shape) = Windows("MaxPool2d", x, kernelSize, stride, padding);
        var elements = x.ToDoubles();
        var largest = new int[Layout.Size(shape)]; // the first of them
        Array.Fill(largest, -1);
        Visit(x, windows, (at, window) => largest[window] = largest[window] < 0 || elements[at] > elements[largest[window]] ? at : largest[window]);
        return TapeNode.Record(PrimitiveKind.MaxPool, Dense.Gather(x, largest, shape), (x, gradient => Dense.ScatterAdd(gradient, largest, x.Shape)));
    }

    static (WindowGeometry Windows, int[] Shape) Windows(string operation, Tensor x, int kernelSize, int stride, int padding)
    {
        var windows = new WindowGeometry(operation, x, kernelSize, kernelSize, stride, padding, 1);
        return 2 * padding <= kernelSize
            ? (windows, [x.Shape[0], x.Shape[1], windows.OutHeight, windows.OutWidth])
            : throw new ArgumentException($"{operation}: the padding is {padding}, but may be half of the window of {kernelSize} at most.");
    }

    static void Visit(Tensor x, WindowGeometry windows, Action<int, int> element)
    {
        int plane = windows.Height * windows.Width, places = windows.OutHeight * windows.OutWidth;
        for (var i = 0; i < x.Shape[0] * x.Shape[1]; i++)
        {
            windows.Visit((window, _, at) => element(i * plane + at, i * places + window));
        }
    }
}
