using Pico.Layers;

namespace Pico.Examples.Benchmarking;

/// <summary>A network of the size that tutorials fit to two half moons: what a step costs beyond its arithmetic shows here.</summary>
[Model, Linear(2, 16), Relu, Linear(16, 16), Relu, Linear(16, 1), MSELoss]
public sealed partial class TinyNetModel;
