using Pico.Models;

namespace Pico.Examples.Optimizer;

/// <summary>An optimizer that a command can be asked for.</summary>
/// <param name="Name">What the user says.</param>
/// <param name="LearningRate">A rate that suits networks like the digits'.</param>
/// <param name="Make">Makes it.</param>
internal sealed record OptimizerChoice(string Name, double LearningRate, OptimizerMaker Make)
{
    /// <summary>Whether weight decay is apart from the gradient; added to it, what suits one optimizer would be too much here.</summary>
    public bool HasDecoupledDecay { get; init; }

    /// <summary>Whether it compares gradients of different steps, and so cannot learn from batches that take turns.</summary>
    public bool WantsWholeSet { get; init; }

    /// <summary>
    /// The bytes of weights, gradients and state that a step loads and stores for each weight, stored ones once more where they are loaded first; without products of matrices. An optimizer of
    /// one pass loads and stores the weight and its state, and loads the gradient; the others say how often they pass.
    /// </summary>
    public Func<double, double> BytesPerWeight { get; init; } = state => 12 + (2 * state);

    /// <summary>Makes it for a model.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="weightDecay">The weight decay, if it is apart from the gradient; otherwise there is none.</param>
    /// <param name="tables">Patterns over embeddings and heads, which an optimizer of matrices treats like vectors.</param>
    public Training.Optimizer Create(ParameterSet parameters, double learningRate, double weightDecay, params IReadOnlyList<string> tables) =>
        Make(parameters, learningRate, HasDecoupledDecay ? weightDecay : 0, tables);
}
