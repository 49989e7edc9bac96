using Pico.Kernels;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Runtime.Tests.Kernels;

public sealed class ConvolutionTests : IDisposable
{
    private readonly WorkerPool one = new(1);
    private readonly WorkerPool two = new(2);

    // batch, channels, height, width, filters, kernel height, kernel width, stride, padding, dilation, groups
    public static TheoryData<int[]> Cases =>
    [
        [1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1],
        [2, 1, 28, 28, 16, 3, 3, 1, 1, 1, 1],
        [3, 16, 14, 14, 32, 3, 3, 1, 1, 1, 1],
        [2, 3, 7, 5, 5, 3, 3, 1, 0, 1, 1],
        [2, 3, 9, 11, 7, 3, 2, 2, 1, 1, 1],
        [1, 5, 13, 10, 3, 2, 5, 3, 2, 1, 1],
        [2, 4, 12, 9, 6, 3, 3, 1, 2, 2, 2],
        [2, 6, 11, 13, 6, 3, 3, 2, 1, 3, 3],
        [1, 8, 8, 8, 8, 3, 3, 1, 1, 1, 8],
        [2, 17, 6, 35, 13, 1, 1, 1, 0, 1, 1],
        [2, 4, 7, 7, 5, 1, 1, 2, 0, 1, 1],
        [1, 2, 6, 6, 3, 1, 1, 3, 2, 1, 1],
        [1, 3, 40, 33, 26, 7, 7, 2, 3, 1, 1],
        [1, 2, 5, 6, 3, 5, 6, 1, 0, 1, 1],
        [1, 2, 4, 4, 3, 2, 2, 4, 1, 3, 1],
        [20, 2, 5, 5, 50, 3, 3, 1, 1, 1, 1],
        [1, 70, 60, 70, 3, 3, 3, 1, 1, 1, 1],
        [2, 1, 9, 9, 2, 1, 3, 2, 2, 2, 1],
        [2, 128, 5, 4, 3, 3, 3, 1, 1, 1, 1],
        [1, 128, 5, 4, 3, 3, 3, 2, 1, 1, 1],
        [3, 1, 9, 11, 12, 3, 3, 1, 1, 1, 1],
        [2, 2, 13, 9, 32, 3, 3, 1, 2, 2, 2],
        [1, 1, 150, 160, 8, 3, 3, 1, 1, 1, 1],
        [1, 1, 3, 2, 9, 3, 5, 1, 2, 1, 1],
        [18, 1, 6, 5, 8, 2, 3, 1, 1, 1, 1],
        [2, 20, 6, 35, 12, 1, 1, 1, 0, 1, 1],
    ];

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Result_and_gradients_are_the_sums_of_the_definition(int[] sizes)
    {
        var test = new ConvolutionCase(Shape(sizes));
        test.Run(two, SimdWidth.Best);
        double[] output = new double[test.Output.Length], input = new double[test.X.Length], weight = new double[test.Weight.Length];
        test.Visit((x, w, y) =>
        {
            output[y] += (double)test.X[x] * test.Weight[w];
            input[x] += (double)test.OutputGradient[y] * test.Weight[w];
            weight[w] += (double)test.OutputGradient[y] * test.X[x];
        });
        AssertClose(output, test.Output);
        AssertClose(input, test.InputGradient);
        AssertClose(weight, test.WeightGradient);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Widths_and_threads_agree_bit_for_bit(int[] sizes)
    {
        var test = new ConvolutionCase(Shape(sizes));
        test.Run(one, SimdWidth.Best);
        float[] output = [.. test.Output], input = [.. test.InputGradient], weight = [.. test.WeightGradient];
        foreach (var width in GemmTests.Widths)
        {
            foreach (var pool in new[] { one, two })
            {
                test.Run(pool, width);
                Assert.Equal(output, test.Output);
                Assert.Equal(input, test.InputGradient);
                Assert.Equal(weight, test.WeightGradient);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operands_in_bfloat16_give_the_bits_of_their_values_as_floats(int[] sizes)
    {
        var test = new ConvolutionCase(Shape(sizes), narrow: true);
        test.Run(two, SimdWidth.Best);
        var wide = new ConvolutionCase(Shape(sizes), narrow: true);
        var floats = new ConvolutionCase(Shape(sizes));
        Array.Copy(wide.X, floats.X, wide.X.Length);
        Array.Copy(wide.Weight, floats.Weight, wide.Weight.Length);
        Array.Copy(wide.OutputGradient, floats.OutputGradient, wide.OutputGradient.Length);
        floats.Run(one, SimdWidth.Best);
        Assert.Equal(floats.Output, test.Output);
        Assert.Equal(floats.InputGradient, test.InputGradient);
        Assert.Equal(floats.WeightGradient, test.WeightGradient);
    }

    [Fact]
    public void A_convolution_allocates_nothing_once_it_has_run()
    {
        var test = new ConvolutionCase(Shape([4, 16, 14, 14, 32, 3, 3, 1, 1, 1, 1]));
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        unsafe void Run()
        {
            fixed (float* x = test.X, weight = test.Weight, dy = test.OutputGradient, y = test.Output)
            {
                Convolution.Forward<SimdScalar, FloatLanesScalar, IntLanesScalar, StoreEpilogue>(two, test.Shape, new(x), new(weight), new StoreEpilogue(y, 196));
                Convolution.WeightGradient<SimdScalar, FloatLanesScalar, IntLanesScalar, StoreEpilogue>(two, test.Shape, new(x), new(dy), new StoreEpilogue(y, 144));
            }
        }
    }

    [Theory]
    [InlineData("does not fit", 1, 1, 2, 5, 1, 3, 3, 1, 0, 1, 1)]
    [InlineData("3 groups", 1, 4, 5, 5, 3, 3, 3, 1, 0, 1, 3)]
    [InlineData("below 1", 1, 1, 5, 5, 1, 3, 3, 0, 0, 1, 1)]
    public unsafe void Sizes_that_do_not_fit_are_refused(string message, params int[] sizes)
    {
        var shape = Raw(sizes);
        var exception = Assert.Throws<ArgumentException>(() =>
            Convolution.Forward<SimdScalar, FloatLanesScalar, IntLanesScalar, StoreEpilogue>(one, shape, default, default, default));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static ConvolutionShape Shape(int[] sizes)
    {
        var shape = Raw(sizes);
        Assert.True(shape.OutHeight > 0 && shape.OutWidth > 0);
        return shape;
    }

    private static ConvolutionShape Raw(int[] sizes) => new()
    {
        Batch = sizes[0],
        Channels = sizes[1],
        Height = sizes[2],
        Width = sizes[3],
        Filters = sizes[4],
        KernelHeight = sizes[5],
        KernelWidth = sizes[6],
        Stride = sizes[7],
        Padding = sizes[8],
        Dilation = sizes[9],
        Groups = sizes[10],
    };

    private static void AssertClose(double[] expected, float[] actual)
    {
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5 * (1 + largest), $"element {i} is {actual[i]} instead of {expected[i]}");
        }
    }
}
