namespace Pico.Models;

/// <summary>What every generated model offers besides its entry points.</summary>
public interface IModel : ILayer
{
    /// <summary>The seed of initialisation and dropout; may be set until first use.</summary>
    ulong Seed { get; set; }

    /// <summary>The parameters; the first access allocates and initialises them.</summary>
    ParameterSet Parameters { get; }

    /// <summary>The workspace behind the model's own entry points.</summary>
    ModelWorkspace DefaultWorkspace { get; }

    /// <summary>The gradients of the default workspace, in the layout of <see cref="ParameterSet.Values"/>.</summary>
    Span<float> Gradients { get; }

    /// <summary>What the generator knows of the model.</summary>
    ModelDescription Description { get; }

    /// <summary>The values of the model's constructor sizes, by name.</summary>
    IReadOnlyDictionary<string, long> Sizes { get; }

    /// <summary>A workspace of its own for a concurrent caller; the weights stay shared.</summary>
    ModelWorkspace CreateWorkspace();

    /// <summary>Sets the gradients of the default workspace to zero.</summary>
    void ClearGradients();
}
