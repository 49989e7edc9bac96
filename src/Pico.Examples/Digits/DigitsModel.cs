using Pico.Layers;

namespace Pico.Examples.Digits;

/// <summary>Two linear layers over the 784 pixels of a digit.</summary>
[Model, Linear(784, 256), Relu, Linear(256, 10), CrossEntropy]
public sealed partial class DigitsModel;
