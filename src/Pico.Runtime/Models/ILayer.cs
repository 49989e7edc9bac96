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

/// <summary>Receives the parameters of a layer, in order.</summary>
public interface IParameterVisitor
{
    /// <summary>Receives one parameter.</summary>
    /// <param name="name">Its dotted name, such as <c>blocks.0.weight</c>.</param>
    /// <param name="parameter">The descriptor or bound tensor.</param>
    void Parameter(string name, Tensor parameter);
}
