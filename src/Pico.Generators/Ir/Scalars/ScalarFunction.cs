using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>
/// A pure function over scalars in static single assignment form: what a straight-line kernel computes for one element,
/// and what a map node of the tensor IR computes. Values are numbered: the parameters first, then one per instruction; an
/// instruction reads only values with smaller numbers.
/// </summary>
internal sealed record ScalarFunction(
    string Name,
    EquatableArray<ScalarParameter> Parameters,
    EquatableArray<ScalarInstruction> Body,
    EquatableArray<ScalarResult> Results)
{
    private int hash; // 0: not computed yet. Functions are parts of nodes, which are keys whenever a graph is built

    private ScalarFunction(ScalarFunction original) =>
        (Name, Parameters, Body, Results) = (original.Name, original.Parameters, original.Body, original.Results);

    /// <summary>Whether simplification is known to change nothing: programs ask for it again and again. No part of what the function is.</summary>
    public bool IsSimple { get; set; }

    /// <summary>The type of a value, parameter or instruction.</summary>
    public ScalarType TypeOf(int value) =>
        value < Parameters.Count ? Parameters[value].Type : Body[value - Parameters.Count].Type;

    public bool Equals(ScalarFunction? other) => ReferenceEquals(this, other) || (other is not null && GetHashCode() == other.GetHashCode() &&
        Name == other.Name && Parameters.Equals(other.Parameters) && Body.Equals(other.Body) && Results.Equals(other.Results));

    public override int GetHashCode()
    {
        if (hash == 0)
        {
            var computed = unchecked((((((Name.GetHashCode() * 31) + Parameters.GetHashCode()) * 31) + Body.GetHashCode()) * 31) + Results.GetHashCode());
            hash = computed != 0 ? computed : 1;
        }

        return hash;
    }
}

/// <summary>An input. A uniform one is the same for all lanes; <see cref="Name"/> is the user's name for it.</summary>
internal sealed record ScalarParameter(string Name, ScalarType Type, bool IsUniform = false);

/// <summary>
/// One operation. <see cref="Constant"/> holds the bits of a constant (of the double for both float types, so that text and
/// hash are exact); <see cref="Name"/> is the user's local, if it had one; <see cref="Origin"/> leads back to the user's
/// expression.
/// </summary>
internal sealed record ScalarInstruction(
    ScalarOpcode Opcode,
    ScalarType Type,
    EquatableArray<int> Operands,
    long Constant = 0,
    string? Name = null,
    int Origin = -1)
{
    /// <summary>The operands on which the result depends as far as differentiation is concerned.</summary>
    public IEnumerable<int> DifferentiatedOperands => Opcode == ScalarOpcode.WithDerivative ? Operands.Where((_, i) => i % 2 == 1) : Operands;
}

/// <summary>An output: the return value, or the final value of a <c>ref</c> or <c>out</c> parameter.</summary>
internal sealed record ScalarResult(string Name, int Value);
