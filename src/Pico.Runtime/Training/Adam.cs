using Pico.Models;

namespace Pico.Training;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv:1412.6980), as torch.optim.Adam: weight decay is added to the gradient. With <c>amsgrad</c> the largest second
/// moment so far takes the place of the second moment (Reddi, Kale and Kumar 2018, arXiv:1904.09237).
/// </summary>
public partial class Adam : Optimizer
{
    const float Tiny = 1e-30f;

    readonly float[] firstMoments;
    readonly float[] secondMoments;
    readonly float[] largestMoments;
    readonly AdamStep[] steps;
    readonly bool isDecoupled;

    /// <summary>Prepares the state for a number of weights.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">The decay of the running mean of the gradients.</param>
    /// <param name="beta2">The decay of the running mean of their squares.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">The part of a weight that is added to its gradient.</param>
    /// <param name="amsgrad">Whether to divide by the root of the largest second moment so far.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public Adam(int count, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool amsgrad = false)
        : this(count, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, isDecoupled: false)
    {
    }

    /// <summary>Prepares the state for a model's trained parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">The decay of the running mean of the gradients.</param>
    /// <param name="beta2">The decay of the running mean of their squares.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">The part of a weight that is added to its gradient.</param>
    /// <param name="amsgrad">Whether to divide by the root of the largest second moment so far.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, or a parameter is in two.</exception>
    public Adam(
        ParameterSet parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0,
        bool amsgrad = false, IReadOnlyList<ParameterGroup>? groups = null)
        : this(parameters, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, groups, isDecoupled: false)
    {
    }

    private protected Adam(int count, double learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool amsgrad, bool isDecoupled)
        : base(count, learningRate, weightDecay)
    {
        (Beta1, Beta2, Epsilon) = Require(beta1, beta2, epsilon);
        (firstMoments, secondMoments, largestMoments) = (AddState("exp_avg"), AddState("exp_avg_sq"), AddState("max_exp_avg_sq", amsgrad));
        (steps, this.isDecoupled) = (new AdamStep[Groups.Count], isDecoupled);
    }

    private protected Adam(
        ParameterSet parameters, double learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool amsgrad,
        IReadOnlyList<ParameterGroup>? groups, bool isDecoupled)
        : base(parameters, learningRate, weightDecay, groups)
    {
        (Beta1, Beta2, Epsilon) = Require(beta1, beta2, epsilon);
        (firstMoments, secondMoments, largestMoments) = (AddState("exp_avg"), AddState("exp_avg_sq"), AddState("max_exp_avg_sq", amsgrad));
        (steps, this.isDecoupled) = (new AdamStep[Groups.Count], isDecoupled);
    }

    /// <summary>The decay of the running mean of the gradients.</summary>
    public double Beta1 { get; }

    /// <summary>The decay of the running mean of their squares.</summary>
    public double Beta2 { get; }

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; }

    /// <summary>The running mean of the gradients, one for each weight.</summary>
    public Span<float> FirstMoments => firstMoments;

    /// <summary>The running mean of the squared gradients, one for each weight.</summary>
    public Span<float> SecondMoments => secondMoments;

    /// <inheritdoc/>
    public override string Name => "Adam";

    /// <inheritdoc/>
    protected override void Run(double gradientScale)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = AdamStep.At(StepCount, gradientScale, Beta1, Beta2, Groups[i].LearningRate, Epsilon, Groups[i].WeightDecay, isDecoupled);
        }

        Pass(0);
    }

    /// <inheritdoc/>
    protected override void Update(int pass, in OptimizerPiece piece)
    {
        if (largestMoments.Length == 0) Move(piece.Weights, piece.Gradients, piece.Of(firstMoments), piece.Of(secondMoments), steps[piece.Group]);
        else MoveByLargest(piece.Weights, piece.Gradients, piece.Of(firstMoments), piece.Of(secondMoments), piece.Of(largestMoments), steps[piece.Group]);
    }

    static (double Beta1, double Beta2, double Epsilon) Require(double beta1, double beta2, double epsilon) =>
        (RequireDecay(beta1, "beta1"), RequireDecay(beta2, "beta2"), RequireNotNegative(epsilon, "epsilon"));

    /// <summary>The update rule of one weight.</summary>
    [Kernel]
    internal static void Move(ref float weight, float gradient, ref float m, ref float v, [Uniform] in AdamStep step)
    {
        Average(weight, gradient, ref m, ref v, step);
        weight -= step.Shrink * weight + step.Rate * m / (MathF.Sqrt(v) * step.Correction + step.Epsilon);
    }

    /// <summary>The update rule of one weight with the largest second moment.</summary>
    [Kernel]
    static void MoveByLargest(ref float weight, float gradient, ref float m, ref float v, ref float largest, [Uniform] in AdamStep step)
    {
        Average(weight, gradient, ref m, ref v, step);
        largest = MathF.Max(largest, v);
        weight -= step.Shrink * weight + step.Rate * m / (MathF.Sqrt(largest) * step.Correction + step.Epsilon);
    }

    static void Average(float weight, float gradient, ref float m, ref float v, in AdamStep step)
    {
        var slope = gradient * step.Scale + step.Decay * weight;
        m = step.Beta1 * m + step.Gain1 * slope;
        v = step.Beta2 * v + step.Gain2 * slope * slope;

        // Denormal moments of dead weights would make every operation on them many times slower.
        m = MathF.Abs(m) < Tiny ? 0 : m;
        v = v < Tiny ? 0 : v;
    }
}
