namespace Pico.Models;

/// <summary>Receives the parameters of a layer, in order.</summary>
public interface IParameterVisitor
{
    /// <summary>Receives one parameter.</summary>
    /// <param name="name">Its dotted name, such as <c>blocks.0.weight</c>.</param>
    /// <param name="parameter">The descriptor or bound tensor.</param>
    /// <param name="isFrozen">Whether it is never trained.</param>
    void Parameter(string name, Tensor parameter, bool isFrozen = false);

    /// <summary>Receives one buffer; to whom it makes no difference, it is a frozen parameter.</summary>
    /// <param name="name">Its dotted name, such as <c>norm.running_mean</c>.</param>
    /// <param name="buffer">The descriptor or bound tensor.</param>
    void Buffer(string name, Tensor buffer) => Parameter(name, buffer, isFrozen: true);

    /// <summary>The visitor for what lies below a <see cref="FrozenAttribute"/> field: to this one, all of it is frozen.</summary>
    IParameterVisitor Frozen() => new FrozenParameters(this);

    /// <summary>The visitor for what lies below a <see cref="GroupAttribute"/> field; to most, groups do not matter.</summary>
    /// <param name="name">The group's name.</param>
    IParameterVisitor Group(string name) => this;
}
