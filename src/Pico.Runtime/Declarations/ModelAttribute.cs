namespace Pico;

/// <summary>
/// Marks a partial class as a model. The generator compiles its entry points (public methods over tensors, or the stack
/// of layer attributes) into forward and backward passes over a workspace.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>How parameters, and activations between steps, are stored.</summary>
    public Storage Storage { get; set; }
}
