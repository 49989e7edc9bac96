using Pico.Layers;

namespace Pico.Tests.Training;

/// <summary>The network whose trajectories tests/goldens/make_optimizer_runs.py computes.</summary>
[Model, Linear(2, 8), Tanh, Linear(8, 1), MSELoss]
public sealed partial class SmallNet;
