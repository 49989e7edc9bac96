using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// A combination of constructor arguments for which a model gets plans of its own, in the order of the constructor's parameters.
/// <see cref="Place"/> is its attribute.
/// </summary>
internal sealed record SpecializationSpec(ExpressionPlace Place, EquatableArray<SpecializedParameter> Parameters)
{
    /// <summary>The value of a parameter, or null when it is left open.</summary>
    public SpecializedParameter? Find(string name) => Parameters.FirstOrDefault(parameter => parameter.Name == name);

    /// <summary>A size with the values in place of the parameters.</summary>
    public Dimension Substitute(Dimension size) => size.Substitute(name =>
        Find(name) is { Kind: NumberKind.Int } known ? Dimension.Constant((long)known.Value) : null);

    /// <summary>As the attribute names them: <c>width: 128, heads: 4</c>.</summary>
    public override string ToString() => string.Join(", ", Parameters.Select(parameter => parameter.Name + ": " + parameter.Fixed.Value));
}

/// <summary>A parameter of the constructor with its value (bools as 0 and 1).</summary>
internal sealed record SpecializedParameter(string Name, NumberKind Kind, double Value)
{
    public FixedArgument Fixed => new(Name, NumberText.Of(Kind, Value));
}
