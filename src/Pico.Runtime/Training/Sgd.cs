using Pico.Models;

namespace Pico.Training;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay, as torch.optim.SGD: the decay is added to the gradient, the
/// velocity starts at the first gradient. A step allocates nothing.
/// </summary>
public sealed partial class Sgd
{
    readonly float[] velocities;
    readonly int count;

    /// <summary>Prepares the state for a number of weights; without momentum there is none.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="momentum">The fraction of the last velocity that is kept.</param>
    /// <param name="weightDecay">The fraction of a weight that is added to its gradient.</param>
    /// <exception cref="ArgumentException">The count is negative.</exception>
    public Sgd(int count, double learningRate = 1e-3, double momentum = 0, double weightDecay = 0)
        : this(count, Storage.Float32, learningRate, momentum, weightDecay)
    {
    }

    /// <summary>Prepares the state for a model's trained parameters, in float32 or bfloat16.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="momentum">The fraction of the last velocity that is kept.</param>
    /// <param name="weightDecay">The fraction of a weight that is added to its gradient.</param>
    public Sgd(ParameterSet parameters, double learningRate = 1e-3, double momentum = 0, double weightDecay = 0)
        : this((parameters ?? throw new ArgumentNullException(nameof(parameters))).Length, parameters.Storage, learningRate, momentum, weightDecay)
    {
    }

    private Sgd(int count, Storage storage, double learningRate, double momentum, double weightDecay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        this.count = count;
        remainders = storage == Storage.BFloat16 ? new short[count] : [];
        velocities = momentum == 0 ? [] : new float[count];
        (LearningRate, Momentum, WeightDecay) = (learningRate, momentum, weightDecay);
    }

    /// <summary>The step size; a schedule may change it between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>The fraction of the last velocity that is kept.</summary>
    public double Momentum { get; }

    /// <summary>The fraction of a weight that is added to its gradient.</summary>
    public double WeightDecay { get; set; }

    /// <summary>The velocities, one for each weight; empty without momentum.</summary>
    public Span<float> Velocities => velocities;

    /// <summary>The bytes of the velocities, and of <see cref="Remainders"/>.</summary>
    public long StateBytes => ((long)velocities.Length * sizeof(float)) + ((long)remainders.Length * sizeof(short));

    /// <summary>Moves the weights one step against their gradients.</summary>
    /// <param name="weights">All weights, updated.</param>
    /// <param name="gradients">One gradient for each weight.</param>
    /// <exception cref="ArgumentException">The number of weights or gradients is not the one the optimizer was made for.</exception>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradients)
    {
        RequireCounts(weights.Length, gradients.Length);
        var step = new SgdStep((float)LearningRate, (float)Momentum, (float)WeightDecay);
        if (velocities.Length == 0)
        {
            Descend(weights, gradients, step);
        }
        else
        {
            Roll(weights, gradients, velocities, step);
        }
    }

    void RequireCounts(int weights, int gradients)
    {
        if (weights != count || gradients != count)
        {
            throw new ArgumentException(
                $"Sgd was made for {count} weights, but was given {weights} weights and {gradients} gradients.", nameof(weights));
        }
    }

    /// <summary>The update rule of one weight without momentum.</summary>
    [Kernel]
    static void Descend(ref float weight, float gradient, [Uniform] in SgdStep step) =>
        weight -= step.LearningRate * (gradient + step.WeightDecay * weight);

    /// <summary>The update rule of one weight with momentum.</summary>
    [Kernel]
    static void Roll(ref float weight, float gradient, ref float velocity, [Uniform] in SgdStep step)
    {
        velocity = step.Momentum * velocity + (gradient + step.WeightDecay * weight);
        weight -= step.LearningRate * velocity;
    }
}
