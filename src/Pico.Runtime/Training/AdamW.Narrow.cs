using System.Runtime.InteropServices;
using Pico.Models;
using Pico.Threading;

namespace Pico.Training;

public sealed unsafe partial class AdamW
{
    readonly short[] remainders;

    /// <summary>
    /// What weights that are stored as bfloat16 lack of the float32 weights that are trained, in units in the last place of these, one for
    /// each weight; empty for a model in float32.
    /// </summary>
    public Span<short> Remainders => remainders;

    /// <summary>
    /// Moves a model's trained weights one step against their gradients. Those in bfloat16 are put together with
    /// <see cref="Remainders"/>, moved exactly as float32 weights are, and taken apart again.
    /// </summary>
    /// <param name="parameters">The parameters, for which the optimizer was made.</param>
    /// <param name="gradients">One gradient for each weight.</param>
    /// <param name="gradientScale">What every gradient is multiplied by on the way: below one to clip them, or for a mean over several batches.</param>
    /// <param name="pool">The threads that work; without one, the caller's alone.</param>
    /// <exception cref="ArgumentException">The number of weights or gradients is not that of the state, or the optimizer was made for float32.</exception>
    public void Step(ParameterSet parameters, ReadOnlySpan<float> gradients, double gradientScale = 1, WorkerPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Storage == Storage.Float32)
        {
            Step(parameters.Values, gradients, gradientScale, pool);
            return;
        }

        RequireCounts(parameters.Length, gradients.Length);
        if (remainders.Length != parameters.Length)
        {
            throw new ArgumentException("the weights are stored as bfloat16, but AdamW was made for float32: make it with the model's parameters.", nameof(parameters));
        }

        StepCount++;
        var decaying = Uniforms(gradientScale, WeightDecay);
        var plain = Uniforms(gradientScale, weightDecay: 0);
        fixed (ushort* weight = MemoryMarshal.Cast<BFloat16, ushort>(parameters.NarrowValues))
        fixed (float* gradient = gradients, m = firstMoments, v = secondMoments)
        fixed (short* remainder = remainders)
        fixed (AdamWChunk* chunk = chunks)
        {
            var pass = new NarrowPass { Weights = weight, Remainders = remainder, Gradients = gradient, FirstMoments = m, SecondMoments = v, Chunks = chunk, Decaying = &decaying, Plain = &plain };
            if (pool is not null)
            {
                pool.Run(&UpdateNarrowChunk, &pass, chunks.Length);
                return;
            }

            for (var i = 0; i < chunks.Length; i++) UpdateNarrowChunk(&pass, i);
        }
    }

    static void UpdateNarrowChunk(void* state, int index)
    {
        ref var pass = ref *(NarrowPass*)state;
        var (first, count, decays) = pass.Chunks[index];
        UpdateNarrow(
            new Span<ushort>(pass.Weights + first, count),
            new Span<short>(pass.Remainders + first, count),
            new ReadOnlySpan<float>(pass.Gradients + first, count),
            new Span<float>(pass.FirstMoments + first, count),
            new Span<float>(pass.SecondMoments + first, count),
            decays ? *pass.Decaying : *pass.Plain);
    }

    /// <summary>The update rule of one weight in two halves.</summary>
    [Kernel]
    static void UpdateNarrow([ElementIndex] int i, Span<ushort> weights, Span<short> remainders, float gradient, ref float m, ref float v, [Uniform] in AdamWStep step)
    {
        var weight = SplitWeight.Join(weights[i], remainders[i]);
        Update(ref weight, gradient, ref m, ref v, step);
        weights[i] = (ushort)SplitWeight.Narrow(weight);
        remainders[i] = (short)SplitWeight.Rest(weight);
    }

    struct NarrowPass
    {
        public ushort* Weights;
        public short* Remainders;
        public float* Gradients, FirstMoments, SecondMoments;
        public AdamWChunk* Chunks;
        public AdamWStep* Decaying, Plain;
    }
}
