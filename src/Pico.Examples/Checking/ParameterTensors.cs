using Pico.Models;

namespace Pico.Examples.Checking;

/// <summary>Lists the parameter tensors of a model in the order of its segments; a tied one counts once.</summary>
internal sealed class ParameterTensors : IParameterVisitor
{
    private readonly List<Tensor> found = [];

    public static IReadOnlyList<Tensor> Of(IModel model)
    {
        _ = model.Parameters; // binds and initialises them
        var visitor = new ParameterTensors();
        model.Visit(string.Empty, visitor);
        return visitor.found;
    }

    public void Parameter(string name, Tensor parameter, bool isFrozen)
    {
        if (!found.Exists(tensor => ReferenceEquals(tensor, parameter))) found.Add(parameter);
    }
}
