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
    /// <summary>The type of a value, parameter or instruction.</summary>
    public ScalarType TypeOf(int value) =>
        value < Parameters.Count ? Parameters[value].Type : Body[value - Parameters.Count].Type;
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
