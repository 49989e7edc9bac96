namespace Pico.Models;

/// <summary>Shows every parameter to another visitor as frozen.</summary>
/// <param name="visitor">The other visitor.</param>
internal sealed class FrozenParameters(IParameterVisitor visitor) : IParameterVisitor
{
    public void Parameter(string name, Tensor parameter, bool isFrozen) => visitor.Parameter(name, parameter, isFrozen: true);

    public void Buffer(string name, Tensor buffer) => visitor.Buffer(name, buffer);

    public IParameterVisitor Frozen() => this;

    public IParameterVisitor Group(string name) => new FrozenParameters(visitor.Group(name));
}
