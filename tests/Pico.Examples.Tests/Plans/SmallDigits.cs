using Pico.Layers;

namespace Pico.Examples.Tests.Plans;

/// <summary>Two linear layers over the 784 pixels of a digit, 128 features between them.</summary>
[Model, Linear(784, 128), Relu, Linear(128, 10), CrossEntropy]
public sealed partial class SmallDigits;
