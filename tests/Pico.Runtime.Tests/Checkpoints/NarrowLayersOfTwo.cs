using Pico.Layers;

namespace Pico.Tests.Checkpoints;

/// <summary><see cref="TwoLayers"/> in bfloat16.</summary>
[Model(Storage = Storage.BFloat16), Linear(3, 2), Relu, Linear(2, 2), CrossEntropy]
public sealed partial class NarrowLayersOfTwo;
