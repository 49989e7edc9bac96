using Pico.Layers;

namespace Pico.Tests.Training;

[Model, Linear(3, 16), Relu, Dropout(0.1f), Linear(16, 2), CrossEntropy]
public sealed partial class WithDropout;
