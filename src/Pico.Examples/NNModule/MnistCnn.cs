using Pico.Layers;

namespace Pico.Examples.NNModule;

/// <summary>Two convolutions of 16 and 32 filters, each with a pool, and a linear layer: digits of 28 by 28 pixels to ten classes.</summary>
[Model, Shape("batch 1 28 28")]
[Conv2d(1, 16, 3, padding: 1), Relu, MaxPool2d(2)]
[Conv2d(16, 32, 3, padding: 1), Relu, MaxPool2d(2)]
[Flatten, Linear(1568, 10), CrossEntropy]
public sealed partial class MnistCnn;
