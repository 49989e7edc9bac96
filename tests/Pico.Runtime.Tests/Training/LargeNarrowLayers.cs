using Pico.Layers;

namespace Pico.Tests.Training;

/// <summary><see cref="LargeLayers"/> in bfloat16.</summary>
[Model(Storage = Storage.BFloat16), Linear(131, 203), Relu, Linear(203, 5), CrossEntropy]
public sealed partial class LargeNarrowLayers;
