using Pico.Layers;

namespace Pico.Tests.Checkpoints;

/// <summary>Parameters <c>0.weight</c> [2, 3], <c>0.bias</c> [2], <c>2.weight</c> [2, 2] and <c>2.bias</c> [2].</summary>
[Model, Linear(3, 2), Relu, Linear(2, 2), CrossEntropy]
public sealed partial class TwoLayers;
