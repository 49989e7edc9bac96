using Pico.Layers;

namespace Pico.Tests.Training;

/// <summary>Two layers with weights beyond sixteen lanes, and tails.</summary>
[Model, Linear(37, 19), Relu, Linear(19, 5), CrossEntropy]
public sealed partial class WideLayers;
