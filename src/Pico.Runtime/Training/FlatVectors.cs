using Pico.Models;
using Pico.Threading;

namespace Pico.Training;

/// <summary>
/// What <see cref="Lbfgs"/> does with vectors as long as all weights. Sums are taken chunk by chunk in float, over chunks in double and in order, so that they do not depend on the
/// number of threads.
/// </summary>
/// <param name="count">The length.</param>
internal sealed unsafe partial class FlatVectors(int count)
{
    private readonly double[] sums = new double[Chunks.OfElements(count)];

    /// <summary>The threads that work; without one, the caller's alone.</summary>
    public WorkerPool? Pool { get; set; }

    /// <summary>The inner product.</summary>
    public double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Run(&DotChunk, x, y, default, 0);
        return Total();
    }

    /// <summary>The largest absolute value.</summary>
    public double Largest(ReadOnlySpan<float> x)
    {
        Run(&LargestChunk, x, default, default, 0);
        var largest = 0.0;
        foreach (var sum in sums) largest = Math.Max(largest, sum);
        return largest;
    }

    /// <summary>The sum of absolute values.</summary>
    public double SumOfSizes(ReadOnlySpan<float> x)
    {
        Run(&SizesChunk, x, default, default, 0);
        return Total();
    }

    /// <summary>result = factor · x, which may be the same memory.</summary>
    public void Scale(ReadOnlySpan<float> x, double factor, Span<float> result) => Run(&ScaleChunk, x, default, result, factor);

    /// <summary>result = x - y.</summary>
    public void Difference(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result) => Run(&DifferenceChunk, x, y, result, 0);

    /// <summary>result += factor · x.</summary>
    public void Add(ReadOnlySpan<float> x, double factor, Span<float> result) => Run(&AddChunk, x, default, result, factor);

    private double Total()
    {
        var total = 0.0;
        foreach (var sum in sums) total += sum;
        return total;
    }

    private void Run(delegate*<void*, int, void> body, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result, double factor)
    {
        fixed (float* px = x, py = y, pr = result)
        fixed (double* ps = sums)
        {
            var pass = new Operands { X = px, Y = py, Result = pr, Sums = ps, Factor = (float)factor, Count = count };
            if (Pool is { } pool)
            {
                pool.Run(body, &pass, sums.Length);
            }
            else
            {
                for (var i = 0; i < sums.Length; i++) body(&pass, i);
            }
        }
    }

    private static void DotChunk(void* state, int index) => ((Operands*)state)->Sums[index] = Product(Of(state, index).X, Of(state, index).Y);

    private static void LargestChunk(void* state, int index) => ((Operands*)state)->Sums[index] = LargestSize(Of(state, index).X);

    private static void SizesChunk(void* state, int index) => ((Operands*)state)->Sums[index] = Size(Of(state, index).X);

    private static void ScaleChunk(void* state, int index) => Scaled(Of(state, index).X, Of(state, index).Result, ((Operands*)state)->Factor);

    private static void DifferenceChunk(void* state, int index) => Minus(Of(state, index).X, Of(state, index).Y, Of(state, index).Result);

    private static void AddChunk(void* state, int index) => Added(Of(state, index).X, Of(state, index).Result, ((Operands*)state)->Factor);

    private static Part Of(void* state, int index)
    {
        var (first, last) = Chunks.ElementRange(index, ((Operands*)state)->Count);
        return new Part((Operands*)state, first, (int)(last - first));
    }

    [Kernel(Reduce = Reduction.Sum)]
    static float Product(float x, float y) => x * y;

    [Kernel(Reduce = Reduction.Max)]
    static float LargestSize(float x) => MathF.Abs(x);

    [Kernel(Reduce = Reduction.Sum)]
    static float Size(float x) => MathF.Abs(x);

    [Kernel]
    static void Scaled(float x, out float result, [Uniform] float factor) => result = factor * x;

    [Kernel]
    static void Minus(float x, float y, out float result) => result = x - y;

    [Kernel]
    static void Added(float x, ref float result, [Uniform] float factor) => result += factor * x;

    private struct Operands
    {
        public float* X, Y, Result;
        public double* Sums;
        public float Factor;
        public int Count;
    }

    private readonly ref struct Part(Operands* operands, nint first, int count)
    {
        public ReadOnlySpan<float> X => new(operands->X + first, count);

        public ReadOnlySpan<float> Y => new(operands->Y + first, count);

        public Span<float> Result => new(operands->Result + first, count);
    }
}
