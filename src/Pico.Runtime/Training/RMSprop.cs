using Pico.Models;

namespace Pico.Training;

/// <summary>
/// RMSprop (Hinton's lecture 6e, 2012), as torch.optim.RMSprop: gradients over the root of the running mean of their squares. Centered (Graves 2013,
/// arXiv:1308.0850), the square of their running mean is taken away from it first.
/// </summary>
public sealed partial class RMSprop : Optimizer
{
    const float Tiny = 1e-30f;

    readonly float[] squares;
    readonly float[] means;
    readonly float[] velocities;
    readonly RMSpropStep[] steps;

    /// <summary>Prepares the state for a number of weights.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="alpha">The decay of the running means.</param>
    /// <param name="epsilon">Added to the root.</param>
    /// <param name="weightDecay">The fraction of a weight that is added to its gradient.</param>
    /// <param name="momentum">The fraction of the last velocity that is kept.</param>
    /// <param name="centered">Whether to divide by the deviation instead of the root of the mean square.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public RMSprop(int count, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0, bool centered = false)
        : base(count, learningRate, weightDecay)
    {
        (Alpha, Epsilon, Momentum, Centered) = Require(alpha, epsilon, momentum, centered);
        (squares, means, velocities) = (AddState("square_avg"), AddState("grad_avg", centered), AddState("momentum_buffer", momentum != 0));
        steps = new RMSpropStep[Groups.Count];
    }

    /// <summary>Prepares the state for a model's trained parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="alpha">The decay of the running means.</param>
    /// <param name="epsilon">Added to the root.</param>
    /// <param name="weightDecay">The fraction of a decaying weight that is added to its gradient.</param>
    /// <param name="momentum">The fraction of the last velocity that is kept.</param>
    /// <param name="centered">Whether to divide by the deviation instead of the root of the mean square.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, or a parameter is in two.</exception>
    public RMSprop(
        ParameterSet parameters, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0, bool centered = false,
        IReadOnlyList<ParameterGroup>? groups = null)
        : base(parameters, learningRate, weightDecay, groups)
    {
        (Alpha, Epsilon, Momentum, Centered) = Require(alpha, epsilon, momentum, centered);
        (squares, means, velocities) = (AddState("square_avg"), AddState("grad_avg", centered), AddState("momentum_buffer", momentum != 0));
        steps = new RMSpropStep[Groups.Count];
    }

    /// <summary>The decay of the running means.</summary>
    public double Alpha { get; }

    /// <summary>Added to the root.</summary>
    public double Epsilon { get; }

    /// <summary>The fraction of the last velocity that is kept.</summary>
    public double Momentum { get; }

    /// <summary>Whether to divide by the deviation instead of the root of the mean square.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    public override string Name => "RMSprop";

    /// <inheritdoc/>
    protected override void Run(double gradientScale)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new RMSpropStep(
                (float)gradientScale, (float)Groups[i].WeightDecay, (float)Groups[i].LearningRate, (float)Alpha, (float)(1 - Alpha), (float)Epsilon, (float)Momentum);
        }

        Pass(0);
    }

    /// <inheritdoc/>
    protected override void Update(int pass, in OptimizerPiece piece)
    {
        ref readonly var step = ref steps[piece.Group];
        var weights = piece.Weights;
        var gradients = piece.Gradients;
        var square = piece.Of(squares);
        switch (Centered, velocities.Length > 0)
        {
            case (false, false): Move(weights, gradients, square, step); break;
            case (false, true): Roll(weights, gradients, square, piece.Of(velocities), step); break;
            case (true, false): MoveCentered(weights, gradients, square, piece.Of(means), step); break;
            case (true, true): RollCentered(weights, gradients, square, piece.Of(means), piece.Of(velocities), step); break;
        }
    }

    static (double Alpha, double Epsilon, double Momentum, bool Centered) Require(double alpha, double epsilon, double momentum, bool centered) =>
        (RequireDecay(alpha, "alpha"), RequireNotNegative(epsilon, "epsilon"), RequireNotNegative(momentum, "the momentum"), centered);

    [Kernel]
    static void Move(ref float weight, float gradient, ref float square, [Uniform] in RMSpropStep step) =>
        weight -= step.Rate * Slope(weight, gradient, ref square, step);

    [Kernel]
    static void Roll(ref float weight, float gradient, ref float square, ref float velocity, [Uniform] in RMSpropStep step)
    {
        velocity = step.Momentum * velocity + Slope(weight, gradient, ref square, step);
        weight -= step.Rate * velocity;
    }

    [Kernel]
    static void MoveCentered(ref float weight, float gradient, ref float square, ref float mean, [Uniform] in RMSpropStep step) =>
        weight -= step.Rate * CenteredSlope(weight, gradient, ref square, ref mean, step);

    [Kernel]
    static void RollCentered(ref float weight, float gradient, ref float square, ref float mean, ref float velocity, [Uniform] in RMSpropStep step)
    {
        velocity = step.Momentum * velocity + CenteredSlope(weight, gradient, ref square, ref mean, step);
        weight -= step.Rate * velocity;
    }

    static float Slope(float weight, float gradient, ref float square, in RMSpropStep step)
    {
        var slope = gradient * step.Scale + step.Decay * weight;
        square = Average(square, slope * slope, step);
        return slope / (MathF.Sqrt(square) + step.Epsilon);
    }

    static float CenteredSlope(float weight, float gradient, ref float square, ref float mean, in RMSpropStep step)
    {
        var slope = gradient * step.Scale + step.Decay * weight;
        square = Average(square, slope * slope, step);
        mean = Average(mean, slope, step);

        // Rounding may leave a variance of zero just below it.
        return slope / (MathF.Sqrt(MathF.Max(square - mean * mean, 0)) + step.Epsilon);
    }

    // Denormal means of dead weights would make every operation on them many times slower.
    static float Average(float mean, float value, in RMSpropStep step)
    {
        var next = step.Alpha * mean + step.Gain * value;
        return MathF.Abs(next) < Tiny ? 0 : next;
    }
}
