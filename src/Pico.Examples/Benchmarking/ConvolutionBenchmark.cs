using System.Runtime.Intrinsics;
using Pico.Kernels;
using Pico.Memory;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>Convolutions of 3 by 3, forward and back, of the sizes that networks for images have.</summary>
internal static unsafe class ConvolutionBenchmark
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.5);

    /// <summary>Batch, channels, side, filters.</summary>
    public static IReadOnlyList<(string Name, int Batch, int Channels, int Side, int Filters)> Sizes { get; } =
    [
        ("digits-1", 64, 1, 28, 16),
        ("digits-2", 64, 16, 14, 32),
        ("resnet-64", 4, 64, 56, 64),
        ("resnet-256", 4, 256, 14, 256),
    ];

    /// <summary>Seconds of the three passes at the widest vectors; each makes as many products.</summary>
    public static IReadOnlyList<(string Pass, double Seconds)> Run(WorkerPool pool, int batch, int channels, int side, int filters) => SimdWidth.Current switch
    {
        512 => Run<Simd512, Vector512<float>, Vector512<int>>(pool, batch, channels, side, filters),
        256 => Run<Simd256, FloatLanes256, IntLanes256>(pool, batch, channels, side, filters),
        128 => Run<Simd128, FloatLanes128, IntLanes128>(pool, batch, channels, side, filters),
        _ => Run<SimdScalar, FloatLanesScalar, IntLanesScalar>(pool, batch, channels, side, filters),
    };

    private static IReadOnlyList<(string Pass, double Seconds)> Run<S, F, I>(WorkerPool pool, int batch, int channels, int side, int filters)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var shape = new ConvolutionShape
        {
            Batch = batch,
            Channels = channels,
            Height = side,
            Width = side,
            Filters = filters,
            KernelHeight = 3,
            KernelWidth = 3,
            Stride = 1,
            Padding = 1,
            Dilation = 1,
            Groups = 1,
        };
        var plane = side * side;
        using AlignedBuffer images = Random((long)batch * channels * plane), weights = Random(9L * channels * filters), results = Random((long)batch * filters * plane);
        nint x = (nint)images.Floats, w = (nint)weights.Floats, y = (nint)results.Floats;
        return
        [
            ("forward", Fastest.Seconds(() => Convolution.Forward<S, F, I, StoreEpilogue>(pool, shape, new((float*)x), new((float*)w), new StoreEpilogue((float*)y, plane)), Turn)),
            ("images", Fastest.Seconds(() => Convolution.InputGradient<S, F, I, StoreEpilogue>(pool, shape, new((float*)y), new((float*)w), new StoreEpilogue((float*)x, plane)), Turn)),
            ("filters", Fastest.Seconds(() => Convolution.WeightGradient<S, F, I, StoreEpilogue>(pool, shape, new((float*)x), new((float*)y), new StoreEpilogue((float*)w, 9 * channels)), Turn)),
        ];
    }

    // Passes run over and over on what others left, so they overwrite operands too: numbers begin small and only speed is looked at.
    private static AlignedBuffer Random(long count)
    {
        var memory = new AlignedBuffer(4 * count);
        var random = new Random(1);
        for (long i = 0; i < count; i++) memory.Floats[i] = 1e-3f * (random.NextSingle() - 0.5f);
        return memory;
    }
}
