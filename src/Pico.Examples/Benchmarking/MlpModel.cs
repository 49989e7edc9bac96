using Pico.Layers;

namespace Pico.Examples.Benchmarking;

/// <summary>The classic digits network: 784 pixels, 128 hidden units, 10 classes.</summary>
[Model, Linear(784, 128), Relu, Linear(128, 10), CrossEntropy]
public sealed partial class MlpModel;
