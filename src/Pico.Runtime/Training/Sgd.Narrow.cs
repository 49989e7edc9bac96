using System.Runtime.InteropServices;
using Pico.Models;

namespace Pico.Training;

public sealed partial class Sgd
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
    /// <exception cref="ArgumentException">The number of weights or gradients is not that of the state, or the optimizer was made for float32.</exception>
    public void Step(ParameterSet parameters, ReadOnlySpan<float> gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Storage == Storage.Float32)
        {
            Step(parameters.Values, gradients);
            return;
        }

        RequireCounts(parameters.Length, gradients.Length);
        if (remainders.Length != parameters.Length)
        {
            throw new ArgumentException("the weights are stored as bfloat16, but Sgd was made for float32: make it with the model's parameters.", nameof(parameters));
        }

        var weights = MemoryMarshal.Cast<BFloat16, ushort>(parameters.NarrowValues);
        var step = new SgdStep((float)LearningRate, (float)Momentum, (float)WeightDecay);
        if (velocities.Length == 0)
        {
            DescendNarrow(weights, remainders, gradients, step);
        }
        else
        {
            RollNarrow(weights, remainders, gradients, velocities, step);
        }
    }

    /// <summary>The update rule of one weight in two halves, without momentum.</summary>
    [Kernel]
    static void DescendNarrow([ElementIndex] int i, Span<ushort> weights, Span<short> remainders, float gradient, [Uniform] in SgdStep step)
    {
        var weight = SplitWeight.Join(weights[i], remainders[i]);
        Descend(ref weight, gradient, step);
        weights[i] = (ushort)SplitWeight.Narrow(weight);
        remainders[i] = (short)SplitWeight.Rest(weight);
    }

    /// <summary>The update rule of one weight in two halves, with momentum.</summary>
    [Kernel]
    static void RollNarrow([ElementIndex] int i, Span<ushort> weights, Span<short> remainders, float gradient, ref float velocity, [Uniform] in SgdStep step)
    {
        var weight = SplitWeight.Join(weights[i], remainders[i]);
        Roll(ref weight, gradient, ref velocity, step);
        weights[i] = (ushort)SplitWeight.Narrow(weight);
        remainders[i] = (short)SplitWeight.Rest(weight);
    }
}
