using Pico.Layers;

namespace Pico.Examples.Checking.Subjects;

/// <summary>A stack of curved activations and two dropouts; its widest layer is wider than one block of a product.</summary>
[Model, Linear(24, 520), Gelu, Dropout(0.25f), Linear(520, 33), Silu, Tanh, Dropout(0.1f), Linear(33, 7), CrossEntropy]
public sealed partial class ActivationStack;
