using Pico.Models;

namespace Pico.Examples.Optimizer;

/// <summary>Makes an optimizer.</summary>
/// <param name="parameters">What it moves.</param>
/// <param name="learningRate">The step size.</param>
/// <param name="weightDecay">The weight decay.</param>
/// <param name="tables">Patterns over embeddings and heads, which an optimizer of matrices treats like vectors.</param>
internal delegate Training.Optimizer OptimizerMaker(ParameterSet parameters, double learningRate, double weightDecay, IReadOnlyList<string> tables);
