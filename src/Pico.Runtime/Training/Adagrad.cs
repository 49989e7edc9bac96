using Pico.Models;

namespace Pico.Training;

/// <summary>Adagrad (Duchi, Hazan and Singer 2011), as torch.optim.Adagrad: a weight's step shrinks with the squares of all its gradients so far.</summary>
public sealed partial class Adagrad : Optimizer
{
    readonly float[] sums;
    readonly AdagradStep[] steps;

    /// <summary>Prepares the state for a number of weights.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="learningRateDecay">The step size is divided by 1 + this · the number of steps before.</param>
    /// <param name="weightDecay">The fraction of a weight that is added to its gradient.</param>
    /// <param name="initialAccumulator">Where the sums of squares begin.</param>
    /// <param name="epsilon">Added to the root of a sum.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public Adagrad(int count, double learningRate = 1e-2, double learningRateDecay = 0, double weightDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10)
        : base(count, learningRate, weightDecay)
    {
        (LearningRateDecay, Epsilon) = (RequireNotNegative(learningRateDecay, "the decay of the learning rate"), RequireNotNegative(epsilon, "epsilon"));
        (sums, steps) = (AddState("sum"), new AdagradStep[Groups.Count]);
        Array.Fill(sums, (float)RequireNotNegative(initialAccumulator, "the initial accumulator"));
    }

    /// <summary>Prepares the state for a model's trained parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="learningRateDecay">The step size is divided by 1 + this · the number of steps before.</param>
    /// <param name="weightDecay">The fraction of a decaying weight that is added to its gradient.</param>
    /// <param name="initialAccumulator">Where the sums of squares begin.</param>
    /// <param name="epsilon">Added to the root of a sum.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, or a parameter is in two.</exception>
    public Adagrad(
        ParameterSet parameters, double learningRate = 1e-2, double learningRateDecay = 0, double weightDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10,
        IReadOnlyList<ParameterGroup>? groups = null)
        : base(parameters, learningRate, weightDecay, groups)
    {
        (LearningRateDecay, Epsilon) = (RequireNotNegative(learningRateDecay, "the decay of the learning rate"), RequireNotNegative(epsilon, "epsilon"));
        (sums, steps) = (AddState("sum"), new AdagradStep[Groups.Count]);
        Array.Fill(sums, (float)RequireNotNegative(initialAccumulator, "the initial accumulator"));
    }

    /// <summary>The step size is divided by 1 + this · the number of steps before.</summary>
    public double LearningRateDecay { get; }

    /// <summary>Added to the root of a sum.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override string Name => "Adagrad";

    /// <inheritdoc/>
    protected override void Run(double gradientScale)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var rate = Groups[i].LearningRate / (1 + ((StepCount - 1) * LearningRateDecay));
            steps[i] = new AdagradStep((float)gradientScale, (float)Groups[i].WeightDecay, (float)rate, (float)Epsilon);
        }

        Pass(0);
    }

    /// <inheritdoc/>
    protected override void Update(int pass, in OptimizerPiece piece) => Move(piece.Weights, piece.Gradients, piece.Of(sums), steps[piece.Group]);

    /// <summary>The update rule of one weight.</summary>
    [Kernel]
    static void Move(ref float weight, float gradient, ref float sum, [Uniform] in AdagradStep step)
    {
        var slope = gradient * step.Scale + step.Decay * weight;
        sum += slope * slope;
        weight -= step.Rate * slope / (MathF.Sqrt(sum) + step.Epsilon);
    }
}
