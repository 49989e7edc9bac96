using Pico.Layers;

namespace Pico.Examples.Optimizer;

/// <summary>A point of the plane as the weights of a model, a matrix of one row: so that all optimizers can move it, those of matrices too.</summary>
[Model, Linear(2, 1, bias: false), MSELoss]
public sealed partial class Place;
