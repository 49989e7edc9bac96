using Pico.Layers;

namespace Pico.Tests.Training;

/// <summary>Matrices that take several pieces, which begin within rows; one is high, one is wide.</summary>
[Model, Linear(131, 203), Relu, Linear(203, 5), CrossEntropy]
public sealed partial class LargeLayers;
