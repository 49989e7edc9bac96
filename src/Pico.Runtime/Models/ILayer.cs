namespace Pico.Models;

/// <summary>
/// What the generator implements, explicitly, on every layer and model: it shows its parameters in the order of its
/// declaration. That one order defines names, segments and checkpoints.
/// </summary>
public interface ILayer
{
    /// <summary>Shows every parameter of this layer and of the layers inside it.</summary>
    /// <param name="prefix">The dotted path of this layer, ending in a dot unless it is empty.</param>
    /// <param name="visitor">Receives the parameters.</param>
    void Visit(string prefix, IParameterVisitor visitor);
}
