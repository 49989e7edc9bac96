using Pico.Models;

namespace Pico.Training;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101), as torch.optim.AdamW: a step takes the fraction
/// learning rate · weight decay away from a weight, whatever its gradient.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>Prepares the state for a number of weights, all of which decay.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">The decay of the running mean of the gradients.</param>
    /// <param name="beta2">The decay of the running mean of their squares.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">The fraction of a weight that a step takes away, times the learning rate.</param>
    /// <param name="amsgrad">Whether to divide by the root of the largest second moment so far.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public AdamW(int count, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01, bool amsgrad = false)
        : base(count, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, isDecoupled: true)
    {
    }

    /// <summary>Prepares the state for a model's trained parameters: matrices and tables decay, what has one dimension does not.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">The decay of the running mean of the gradients.</param>
    /// <param name="beta2">The decay of the running mean of their squares.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">The fraction of a decaying weight that a step takes away, times the learning rate.</param>
    /// <param name="amsgrad">Whether to divide by the root of the largest second moment so far.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, or a parameter is in two.</exception>
    public AdamW(
        ParameterSet parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01,
        bool amsgrad = false, IReadOnlyList<ParameterGroup>? groups = null)
        : base(parameters, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, groups, isDecoupled: true)
    {
    }

    /// <inheritdoc/>
    public override string Name => "AdamW";
}
