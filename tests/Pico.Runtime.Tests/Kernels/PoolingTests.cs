using System.Runtime.Intrinsics;
using Pico.Kernels;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Runtime.Tests.Kernels;

public sealed unsafe class PoolingTests : IDisposable
{
    private readonly WorkerPool one = new(1);
    private readonly WorkerPool two = new(2);

    // planes, height, width, kernel height, kernel width, stride, padding
    public static TheoryData<int[]> Cases =>
    [
        [1, 1, 1, 1, 1, 1, 0],
        [50, 28, 28, 2, 2, 2, 0],
        [3, 14, 14, 2, 2, 2, 0],
        [2, 6, 70, 2, 2, 2, 0],
        [3, 4, 34, 2, 2, 2, 0],
        [4, 2, 2, 2, 2, 2, 0],
        [2, 7, 9, 2, 2, 2, 0],
        [5, 9, 40, 3, 3, 2, 1],
        [3, 8, 21, 3, 3, 1, 1],
        [2, 5, 7, 2, 3, 3, 0],
        [4, 6, 6, 2, 2, 1, 1],
        [1, 3, 3, 3, 3, 1, 0],
        [70, 40, 20, 4, 4, 4, 2],
    ];

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Windows_are_combined_and_gradients_go_where_torch_sends_them(int[] sizes)
    {
        var shape = Shape(sizes);
        var (x, dy) = Draw(shape);
        double[] largest = new double[dy.Length], sum = new double[dy.Length], ofLargest = new double[x.Length], ofSum = new double[x.Length];
        for (var window = 0; window < dy.Length; window++)
        {
            var (plane, place) = (window / (int)(shape.OutHeight * shape.OutWidth), window % (int)(shape.OutHeight * shape.OutWidth));
            var first = -1;
            for (var i = 0; i < shape.KernelHeight; i++)
            {
                for (var j = 0; j < shape.KernelWidth; j++)
                {
                    var (row, column) = (place / shape.OutWidth * shape.Stride + i - shape.Padding, place % shape.OutWidth * shape.Stride + j - shape.Padding);
                    if (row < 0 || row >= shape.Height || column < 0 || column >= shape.Width) continue;
                    var at = (int)((plane * shape.Height + row) * shape.Width + column);
                    first = first < 0 || x[at] > x[first] ? at : first;
                    sum[window] += x[at];
                    ofSum[at] += dy[window];
                }
            }

            largest[window] = x[first];
            ofLargest[first] += dy[window];
        }

        var results = Run(two, SimdWidth.Best, shape, x, dy);
        Assert.Equal(largest, results[0].Select(value => (double)value));
        foreach (var (expected, actual) in new[] { (sum, results[1]), (ofLargest, results[2]), (ofSum, results[3]) })
        {
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-5);
            }
        }

        foreach (var width in GemmTests.Widths)
        {
            Assert.Equal(results, Run(one, width, shape, x, dy));
            Assert.Equal(results, Run(two, width, shape, x, dy));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operands_in_bfloat16_give_the_rounded_results_of_their_values_as_floats(int[] sizes)
    {
        var shape = Shape(sizes);
        var (x, dy) = Draw(shape);
        dy = Array.ConvertAll(dy, value => (float)(BFloat16)value);
        BFloat16[] narrowX = Array.ConvertAll(x, value => (BFloat16)value), narrowGradient = Array.ConvertAll(dy, value => (BFloat16)value);
        BFloat16[] largest = new BFloat16[dy.Length], back = new BFloat16[x.Length];
        fixed (BFloat16* images = narrowX, gradient = narrowGradient, a = largest, b = back)
        {
            switch (SimdWidth.Best)
            {
                case 512:
                    Narrow<Simd512, Vector512<float>, Vector512<int>>(shape, images, gradient, a, b);
                    break;
                case 256:
                    Narrow<Simd256, FloatLanes256, IntLanes256>(shape, images, gradient, a, b);
                    break;
                default:
                    Narrow<Simd128, FloatLanes128, IntLanes128>(shape, images, gradient, a, b);
                    break;
            }
        }

        var wide = Run(one, SimdWidth.Best, shape, x, dy);
        Assert.Equal(Array.ConvertAll(wide[0], value => (float)(BFloat16)value), Array.ConvertAll(largest, value => (float)value));
        Assert.Equal(Array.ConvertAll(wide[2], value => (float)(BFloat16)value), Array.ConvertAll(back, value => (float)value));
    }

    [Theory]
    [InlineData(3, 3, 2, 2, 1, 2)]
    [InlineData(3, 3, 5, 2, 1, 0)]
    [InlineData(3, 3, 2, 2, 0, 0)]
    public void Sizes_that_do_not_fit_are_refused(int height, int width, int kernelHeight, int kernelWidth, int stride, int padding)
    {
        var shape = new PoolingShape { Planes = 1, Height = height, Width = width, KernelHeight = kernelHeight, KernelWidth = kernelWidth, Stride = stride, Padding = padding };
        Assert.Throws<ArgumentException>(() => Pooling.Sum<SimdScalar, FloatLanesScalar, IntLanesScalar>(one, shape, default, default));
    }

    private static PoolingShape Shape(int[] sizes) => new()
    {
        Planes = sizes[0],
        Height = sizes[1],
        Width = sizes[2],
        KernelHeight = sizes[3],
        KernelWidth = sizes[4],
        Stride = sizes[5],
        Padding = sizes[6],
    };

    // Few different values, so that windows have ties.
    private static (float[] X, float[] Gradient) Draw(PoolingShape shape)
    {
        var random = new Random(3);
        return (
            [.. Enumerable.Range(0, (int)(shape.Planes * shape.Height * shape.Width)).Select(_ => random.Next(-3, 4) / 2f)],
            [.. Enumerable.Range(0, (int)(shape.Planes * shape.OutHeight * shape.OutWidth)).Select(_ => (float)random.NextDouble() - 0.5f)]);
    }

    private void Narrow<S, F, I>(PoolingShape shape, BFloat16* x, BFloat16* gradient, BFloat16* largest, BFloat16* back)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        Pooling.Max<S, F, I>(two, shape, new(x), new(largest));
        Pooling.MaxGradient<S, F, I>(two, shape, new(x), new(gradient), new(back));
    }

    private static float[][] Run(WorkerPool pool, int width, PoolingShape shape, float[] x, float[] gradient) => width switch
    {
        512 => Run<Simd512, Vector512<float>, Vector512<int>>(pool, shape, x, gradient),
        256 => Run<Simd256, FloatLanes256, IntLanes256>(pool, shape, x, gradient),
        128 => Run<Simd128, FloatLanes128, IntLanes128>(pool, shape, x, gradient),
        _ => Run<SimdScalar, FloatLanesScalar, IntLanesScalar>(pool, shape, x, gradient),
    };

    private static float[][] Run<S, F, I>(WorkerPool pool, PoolingShape shape, float[] x, float[] gradient)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        float[][] results = [new float[gradient.Length], new float[gradient.Length], new float[x.Length], new float[x.Length]];
        fixed (float* images = x, dy = gradient, a = results[0], b = results[1], c = results[2], d = results[3])
        {
            Pooling.Max<S, F, I>(pool, shape, new(images), new(a));
            Pooling.Sum<S, F, I>(pool, shape, new(images), new(b));
            Pooling.MaxGradient<S, F, I>(pool, shape, new(images), new(dy), new(c));
            Pooling.SumGradient<S, F, I>(pool, shape, new(dy), new(d));
        }

        return results;
    }
}
