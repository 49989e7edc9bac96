using Pico.Layers;

namespace Pico.Examples.Tests.Digits;

/// <summary><see cref="Examples.Digits.DigitsModel"/> in bfloat16.</summary>
[Model(Storage = Storage.BFloat16), Linear(784, 256), Relu, Linear(256, 10), CrossEntropy]
public sealed partial class DigitsBFloat16;
