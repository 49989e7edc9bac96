using System.Runtime.Intrinsics;
using Pico.Kernels;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>A convolution with random operands, its runs at any width, and the sums of its definition in double.</summary>
internal sealed unsafe class ConvolutionCase
{
    public ConvolutionCase(ConvolutionShape shape, bool narrow = false)
    {
        Shape = shape;
        var random = new Random(7);
        float[] Draw(nint count) => [.. Enumerable.Range(0, (int)count).Select(_ => (float)(random.NextDouble() * 2 - 1)).Select(value => narrow ? (float)(BFloat16)value : value)];
        X = Draw(shape.Batch * shape.Channels * shape.Height * shape.Width);
        Weight = Draw(shape.Filters * shape.Channels / shape.Groups * shape.KernelHeight * shape.KernelWidth);
        OutputGradient = Draw(shape.Batch * shape.Filters * shape.OutHeight * shape.OutWidth);
        (Output, InputGradient, WeightGradient) = (new float[OutputGradient.Length], new float[X.Length], new float[Weight.Length]);
        Narrow = narrow;
    }

    public ConvolutionShape Shape { get; }

    public bool Narrow { get; }

    public float[] X { get; }

    public float[] Weight { get; }

    public float[] OutputGradient { get; }

    public float[] Output { get; }

    public float[] InputGradient { get; }

    public float[] WeightGradient { get; }

    public void Run(WorkerPool pool, int width)
    {
        foreach (var result in new[] { Output, InputGradient, WeightGradient })
        {
            Array.Fill(result, float.NaN);
        }

        switch (width)
        {
            case 512:
                Run<Simd512, Vector512<float>, Vector512<int>>(pool);
                break;
            case 256:
                Run<Simd256, FloatLanes256, IntLanes256>(pool);
                break;
            case 128:
                Run<Simd128, FloatLanes128, IntLanes128>(pool);
                break;
            default:
                Run<SimdScalar, FloatLanesScalar, IntLanesScalar>(pool);
                break;
        }
    }

    /// <summary>Visits every product of the definition: positions in the image, the filters and the result.</summary>
    public void Visit(Action<int, int, int> product)
    {
        var s = Shape;
        var (channels, filters) = (s.Channels / s.Groups, s.Filters / s.Groups);
        for (nint n = 0; n < s.Batch; n++)
            for (nint f = 0; f < s.Filters; f++)
                for (nint y = 0; y < s.OutHeight; y++)
                    for (nint x = 0; x < s.OutWidth; x++)
                        for (nint c = 0; c < channels; c++)
                            for (nint i = 0; i < s.KernelHeight; i++)
                                for (nint j = 0; j < s.KernelWidth; j++)
                                {
                                    var (row, column) = (y * s.Stride + i * s.Dilation - s.Padding, x * s.Stride + j * s.Dilation - s.Padding);
                                    if (row >= 0 && row < s.Height && column >= 0 && column < s.Width)
                                    {
                                        var channel = f / filters * channels + c;
                                        product(
                                            (int)(((n * s.Channels + channel) * s.Height + row) * s.Width + column),
                                            (int)(((f * channels + c) * s.KernelHeight + i) * s.KernelWidth + j),
                                            (int)(((n * s.Filters + f) * s.OutHeight + y) * s.OutWidth + x));
                                    }
                                }
    }

    private void Run<S, F, I>(WorkerPool pool)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        fixed (float* x = X, weight = Weight, dy = OutputGradient, y = Output, dx = InputGradient, dw = WeightGradient)
        {
            BFloat16[] narrowX = Rounded(X), narrowWeight = Rounded(Weight), narrowGradient = Rounded(OutputGradient);
            fixed (BFloat16* x16 = narrowX, weight16 = narrowWeight, dy16 = narrowGradient)
            {
                ConvolutionOperand a = Narrow ? new(x16) : new(x), b = Narrow ? new(weight16) : new(weight), c = Narrow ? new(dy16) : new(dy);
                Convolution.Forward<S, F, I, StoreEpilogue>(pool, Shape, a, b, new StoreEpilogue(y, Shape.OutHeight * Shape.OutWidth));
                Convolution.InputGradient<S, F, I, StoreEpilogue>(pool, Shape, c, b, new StoreEpilogue(dx, Shape.Height * Shape.Width));
                Convolution.WeightGradient<S, F, I, StoreEpilogue>(pool, Shape, a, c, new StoreEpilogue(dw, Weight.Length / Shape.Filters));
            }
        }
    }

    private static BFloat16[] Rounded(float[] values) => Array.ConvertAll(values, value => (BFloat16)value);
}
