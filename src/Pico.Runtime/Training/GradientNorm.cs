using Pico.Models;
using Pico.Threading;

namespace Pico.Training;

/// <summary>
/// The Euclidean norm over the gradients of all parameters together, for clipping (Pascanu, Mikolov and Bengio 2013,
/// arXiv:1211.5063; torch.nn.utils.clip_grad_norm_). Chunks are summed in float, their sums in double in order, so that the norm
/// does not depend on the number of threads. Measuring allocates nothing.
/// </summary>
public sealed unsafe partial class GradientNorm
{
    // torch's: keeps the quotient finite, and the clipped norm just below the bound.
    const double Epsilon = 1e-6;

    readonly double[] sums;
    readonly int count;

    /// <summary>Prepares for a number of gradients.</summary>
    /// <param name="count">How many there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public GradientNorm(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (this.count, sums) = (count, new double[Chunks.OfElements(count)]);
    }

    /// <summary>The norm.</summary>
    /// <param name="gradients">The gradients of all parameters.</param>
    /// <param name="pool">The threads that work; without one, the caller's alone.</param>
    /// <exception cref="ArgumentException">Their number is not the one this was made for.</exception>
    public double Of(ReadOnlySpan<float> gradients, WorkerPool? pool = null)
    {
        if (gradients.Length != count) throw new ArgumentException($"GradientNorm was made for {count} gradients, but was given {gradients.Length}.", nameof(gradients));
        fixed (float* first = gradients)
        fixed (double* results = sums)
        {
            var pass = new Pass { Gradients = first, Count = count, Sums = results };
            if (pool is not null)
            {
                pool.Run(&SumChunk, &pass, sums.Length);
            }
            else
            {
                for (var i = 0; i < sums.Length; i++) SumChunk(&pass, i);
            }
        }

        var total = 0.0;
        foreach (var sum in sums) total += sum;
        return Math.Sqrt(total);
    }

    /// <summary>What gradients of a norm are to be multiplied by so that their norm does not exceed a bound.</summary>
    /// <param name="norm">Their norm.</param>
    /// <param name="maximum">The bound; zero or less for none.</param>
    /// <returns>At most one.</returns>
    public static double ClipScale(double norm, double maximum) => maximum <= 0 ? 1 : Math.Min(1, maximum / (norm + Epsilon));

    /// <summary>Scales gradients so that their norm does not exceed a bound.</summary>
    /// <param name="gradients">The gradients of all parameters.</param>
    /// <param name="maximum">The bound; zero or less for none.</param>
    /// <param name="pool">The threads that work; without one, the caller's alone.</param>
    /// <returns>The norm before.</returns>
    /// <exception cref="ArgumentException">Their number is not the one this was made for.</exception>
    public double Clip(Span<float> gradients, double maximum, WorkerPool? pool = null)
    {
        var norm = Of(gradients, pool);
        var scale = ClipScale(norm, maximum);
        if (scale < 1) Shrink(gradients, (float)scale);
        return norm;
    }

    [Kernel(Reduce = Reduction.Sum)]
    static float Square(float gradient) => gradient * gradient;

    [Kernel]
    static void Shrink(ref float gradient, [Uniform] float scale) => gradient *= scale;

    static void SumChunk(void* state, int index)
    {
        ref var pass = ref *(Pass*)state;
        var (first, last) = Chunks.ElementRange(index, pass.Count);
        pass.Sums[index] = Square(new ReadOnlySpan<float>(pass.Gradients + first, (int)(last - first)));
    }

    struct Pass
    {
        public float* Gradients;
        public double* Sums;
        public int Count;
    }
}
