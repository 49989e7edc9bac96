using Pico.Models;

namespace Pico.Training;

/// <summary>
/// Stochastic gradient descent, as torch.optim.SGD: weight decay is added to the gradient, the velocity starts at the first gradient, dampening takes
/// a part away from later ones. With <c>nesterov</c> a step goes where the velocity leads next (Sutskever et al. 2013).
/// </summary>
public sealed partial class Sgd : Optimizer
{
    readonly float[] velocities;
    readonly SgdStep[] steps;

    /// <summary>Prepares the state for a number of weights; without momentum there is none.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="momentum">The fraction of the last velocity that is kept.</param>
    /// <param name="weightDecay">The fraction of a weight that is added to its gradient.</param>
    /// <param name="dampening">The fraction of a gradient that does not reach the velocity, after the first step.</param>
    /// <param name="nesterov">Whether to look ahead; needs momentum, and no dampening.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public Sgd(int count, double learningRate = 1e-3, double momentum = 0, double weightDecay = 0, double dampening = 0, bool nesterov = false)
        : base(count, learningRate, weightDecay)
    {
        (Momentum, Dampening, Nesterov) = Require(momentum, dampening, nesterov);
        (velocities, steps) = (AddState("momentum_buffer", momentum != 0), new SgdStep[Groups.Count]);
    }

    /// <summary>Prepares the state for a model's trained parameters, in float32 or bfloat16.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="momentum">The fraction of the last velocity that is kept.</param>
    /// <param name="weightDecay">The fraction of a decaying weight that is added to its gradient.</param>
    /// <param name="dampening">The fraction of a gradient that does not reach the velocity, after the first step.</param>
    /// <param name="nesterov">Whether to look ahead; needs momentum, and no dampening.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, or a parameter is in two.</exception>
    public Sgd(
        ParameterSet parameters, double learningRate = 1e-3, double momentum = 0, double weightDecay = 0, double dampening = 0, bool nesterov = false,
        IReadOnlyList<ParameterGroup>? groups = null)
        : base(parameters, learningRate, weightDecay, groups)
    {
        (Momentum, Dampening, Nesterov) = Require(momentum, dampening, nesterov);
        (velocities, steps) = (AddState("momentum_buffer", momentum != 0), new SgdStep[Groups.Count]);
    }

    /// <summary>The fraction of the last velocity that is kept.</summary>
    public double Momentum { get; }

    /// <summary>The fraction of a gradient that does not reach the velocity.</summary>
    public double Dampening { get; }

    /// <summary>Whether a step looks ahead.</summary>
    public bool Nesterov { get; }

    /// <summary>The velocities, one for each weight; empty without momentum.</summary>
    public Span<float> Velocities => velocities;

    /// <inheritdoc/>
    public override string Name => "SGD";

    /// <inheritdoc/>
    protected override void Run(double gradientScale)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new SgdStep(
                (float)gradientScale, (float)Groups[i].WeightDecay, (float)Groups[i].LearningRate, (float)Momentum, StepCount == 1 ? 1 : (float)(1 - Dampening));
        }

        Pass(0);
    }

    /// <inheritdoc/>
    protected override void Update(int pass, in OptimizerPiece piece)
    {
        ref readonly var step = ref steps[piece.Group];
        if (velocities.Length == 0) Descend(piece.Weights, piece.Gradients, step);
        else if (Nesterov) RollAhead(piece.Weights, piece.Gradients, piece.Of(velocities), step);
        else Roll(piece.Weights, piece.Gradients, piece.Of(velocities), step);
    }

    static (double Momentum, double Dampening, bool Nesterov) Require(double momentum, double dampening, bool nesterov) =>
        nesterov && (momentum == 0 || dampening != 0)
            ? throw new ArgumentException("Nesterov's momentum needs a momentum above 0 and a dampening of 0.", nameof(nesterov))
            : (RequireNotNegative(momentum, "the momentum"), RequireNotNegative(dampening, "the dampening"), nesterov);

    /// <summary>The update rule of one weight without momentum.</summary>
    [Kernel]
    static void Descend(ref float weight, float gradient, [Uniform] in SgdStep step) =>
        weight -= step.LearningRate * (gradient * step.Scale + step.Decay * weight);

    /// <summary>The update rule of one weight with momentum.</summary>
    [Kernel]
    static void Roll(ref float weight, float gradient, ref float velocity, [Uniform] in SgdStep step)
    {
        velocity = step.Momentum * velocity + step.Gain * (gradient * step.Scale + step.Decay * weight);
        weight -= step.LearningRate * velocity;
    }

    /// <summary>The update rule of one weight with Nesterov's momentum.</summary>
    [Kernel]
    static void RollAhead(ref float weight, float gradient, ref float velocity, [Uniform] in SgdStep step)
    {
        var slope = gradient * step.Scale + step.Decay * weight;
        velocity = step.Momentum * velocity + slope;
        weight -= step.LearningRate * (slope + step.Momentum * velocity);
    }
}
