using Pico.Models;

namespace Pico.Training;

/// <summary>
/// Lion (Chen et al. 2023, arXiv:2302.06675): every weight moves by the learning rate, in the direction of the sign of a mean of gradients. It keeps one
/// number for each weight, and wants a learning rate some three to ten times smaller than AdamW's, and a weight decay as many times larger.
/// </summary>
public sealed partial class Lion : Optimizer
{
    const float Tiny = 1e-30f;

    readonly float[] means;
    readonly LionStep[] steps;

    /// <summary>Prepares the state for a number of weights.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">What the mean of the gradients weighs beside the newest one, in the direction.</param>
    /// <param name="beta2">The decay of that mean.</param>
    /// <param name="weightDecay">The fraction of a weight that a step takes away, times the learning rate.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public Lion(int count, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : base(count, learningRate, weightDecay)
    {
        (Beta1, Beta2) = (RequireDecay(beta1, "beta1"), RequireDecay(beta2, "beta2"));
        (means, steps) = (AddState("exp_avg"), new LionStep[Groups.Count]);
    }

    /// <summary>Prepares the state for a model's trained parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">What the mean of the gradients weighs beside the newest one, in the direction.</param>
    /// <param name="beta2">The decay of that mean.</param>
    /// <param name="weightDecay">The fraction of a decaying weight that a step takes away, times the learning rate.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, or a parameter is in two.</exception>
    public Lion(
        ParameterSet parameters, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0, IReadOnlyList<ParameterGroup>? groups = null)
        : base(parameters, learningRate, weightDecay, groups)
    {
        (Beta1, Beta2) = (RequireDecay(beta1, "beta1"), RequireDecay(beta2, "beta2"));
        (means, steps) = (AddState("exp_avg"), new LionStep[Groups.Count]);
    }

    /// <summary>What the mean of the gradients weighs beside the newest one, in the direction.</summary>
    public double Beta1 { get; }

    /// <summary>The decay of that mean.</summary>
    public double Beta2 { get; }

    /// <inheritdoc/>
    public override string Name => "Lion";

    /// <inheritdoc/>
    protected override void Run(double gradientScale)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var (rate, decay) = (Groups[i].LearningRate, Groups[i].WeightDecay);
            steps[i] = new LionStep((float)gradientScale, (float)Beta1, (float)(1 - Beta1), (float)Beta2, (float)(1 - Beta2), (float)rate, (float)(rate * decay));
        }

        Pass(0);
    }

    /// <inheritdoc/>
    protected override void Update(int pass, in OptimizerPiece piece) => Move(piece.Weights, piece.Gradients, piece.Of(means), steps[piece.Group]);

    /// <summary>The update rule of one weight.</summary>
    [Kernel]
    static void Move(ref float weight, float gradient, ref float mean, [Uniform] in LionStep step)
    {
        var slope = gradient * step.Scale;
        var direction = step.Beta1 * mean + step.Gain1 * slope;
        mean = step.Beta2 * mean + step.Gain2 * slope;

        // A denormal mean would make every operation on it many times slower, and would still decide a sign.
        mean = MathF.Abs(mean) < Tiny ? 0 : mean;
        var move = direction > 0 ? step.Rate : direction < 0 ? -step.Rate : 0;
        weight -= step.Shrink * weight + move;
    }
}
