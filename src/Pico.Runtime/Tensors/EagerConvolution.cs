namespace Pico;

/// <summary>
/// Convolution as its formula says, in double, with the derivative written by hand. It shares nothing with the kernel that compiled models
/// run, and is its oracle.
/// </summary>
static class EagerConvolution
{
    public static Tensor Apply(Tensor x, Tensor weight, int stride, int padding, int dilation, int groups)
    {
        if (x.Type != weight.Type || weight.Rank != 4)
        {
            throw new ArgumentException($"Conv2d: the images are {x} and the weights {weight}; needed are [batch, channels, height, width] and [out channels, in channels / groups, height, width] of one type.");
        }

        var windows = new WindowGeometry("Conv2d", x, weight.Shape[2], weight.Shape[3], stride, padding, dilation);
        if (groups < 1 || x.Shape[1] != weight.Shape[1] * groups || weight.Shape[0] % groups != 0)
        {
            throw new ArgumentException($"Conv2d: images {x} and weights {weight} do not fit in {groups} groups.");
        }

        int[] shape = [x.Shape[0], weight.Shape[0], windows.OutHeight, windows.OutWidth];
        double[] images = x.ToDoubles(), filters = weight.ToDoubles();
        var result = new double[Layout.Size(shape)];
        Visit(x, weight, groups, windows, (at, filter, window) => result[window] += images[at] * filters[filter]);
        return TapeNode.Record(
            PrimitiveKind.Convolution,
            Dense.Rounded(result, x.Type, shape),
            (x, gradient =>
            {
                var (upstream, sums) = (gradient.ToDoubles(), new double[x.Size]);
                Visit(x, weight, groups, windows, (at, filter, window) => sums[at] += upstream[window] * filters[filter]);
                return Dense.Rounded(sums, x.Type, x.Shape);
            }
        ),
            (weight, gradient =>
            {
                var (upstream, sums) = (gradient.ToDoubles(), new double[weight.Size]);
                Visit(x, weight, groups, windows, (at, filter, window) => sums[filter] += upstream[window] * images[at]);
                return Dense.Rounded(sums, weight.Type, weight.Shape);
            }
        ));
    }

    /// <summary>Calls for every product with the places of its image element, its filter element and the window it is summed into.</summary>
    static void Visit(Tensor x, Tensor weight, int groups, WindowGeometry windows, Action<int, int, int> product)
    {
        int channels = x.Shape[1], filters = weight.Shape[0], seen = weight.Shape[1];
        int plane = windows.Height * windows.Width, places = windows.OutHeight * windows.OutWidth, kernel = windows.KernelHeight * windows.KernelWidth;
        for (var image = 0; image < x.Shape[0]; image++)
        {
            for (var filter = 0; filter < filters; filter++)
            {
                for (var channel = 0; channel < seen; channel++)
                {
                    var from = (image * channels + filter / (filters / groups) * seen + channel) * plane;
                    var with = (filter * seen + channel) * kernel;
                    var to = (image * filters + filter) * places;
                    windows.Visit((window, element, at) => product(from + at, with + element, to + window));
                }
            }
        }
    }
}
