using Pico.Layers;

namespace Pico.Tests.Training;

/// <summary><see cref="WideLayers"/> in bfloat16.</summary>
[Model(Storage = Storage.BFloat16), Linear(37, 19), Relu, Linear(19, 5), CrossEntropy]
public sealed partial class NarrowLayers;
