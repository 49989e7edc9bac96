using Pico.Models;

namespace Pico.Training;

/// <summary>Parameters that an optimizer treats alike, with what they were given.</summary>
public sealed class OptimizerGroup
{
    private readonly Optimizer optimizer;
    private readonly double rateFactor;
    private readonly double? weightDecay;

    internal OptimizerGroup(Optimizer optimizer, string name, IReadOnlyList<ParameterInfo> parameters, double rateFactor, double? weightDecay)
    {
        (this.optimizer, Name, Parameters) = (optimizer, name, parameters);
        (this.rateFactor, this.weightDecay) = (rateFactor, weightDecay);
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Its parameters; none where the optimizer was made for a number of weights.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The step size of the next step.</summary>
    public double LearningRate => optimizer.LearningRate * rateFactor;

    internal bool HasOwnLearningRate { get; init; }

    /// <summary>The weight decay of the next step.</summary>
    public double WeightDecay => weightDecay ?? optimizer.WeightDecay;
}
