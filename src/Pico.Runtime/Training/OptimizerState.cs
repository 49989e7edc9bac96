using Pico.Models;

namespace Pico.Training;

/// <summary>A buffer that an optimizer keeps from step to step.</summary>
public sealed class OptimizerState
{
    private readonly float[] values;

    internal OptimizerState(string name, float[] values, IReadOnlyList<ParameterInfo> layout) => (Name, this.values, Layout) = (name, values, layout);

    /// <summary>torch's name, such as <c>exp_avg</c>.</summary>
    public string Name { get; }

    /// <summary>The numbers.</summary>
    public Span<float> Values => values;

    /// <summary>Where the part of each parameter lies, and its shape there; empty where the optimizer was made for a number of weights.</summary>
    internal IReadOnlyList<ParameterInfo> Layout { get; }
}
