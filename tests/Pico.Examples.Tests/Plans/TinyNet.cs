using Pico.Layers;

namespace Pico.Examples.Tests.Plans;

/// <summary>A net for points in the plane, of which everything fits into the first-level cache.</summary>
[Model, Linear(2, 16), Tanh, Linear(16, 16), Tanh, Linear(16, 1), MSELoss]
public sealed partial class TinyNet;
