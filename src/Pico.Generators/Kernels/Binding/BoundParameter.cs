using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>What parameters of a spec stand for.</summary>
internal enum BoundKind
{
    /// <summary>A parameter that the user declared.</summary>
    Declared,

    /// <summary><c>this</c>; of a constructor, what it makes.</summary>
    Receiver,

    /// <summary>A struct that is returned.</summary>
    Result,
}

/// <summary>
/// A parameter of a C# method and the parameters of the spec that stand for it: one, or one for each scalar of a struct. The symbol is that of a
/// <see cref="BoundKind.Declared"/> one.
/// </summary>
internal sealed record BoundParameter(BoundKind Kind, IParameterSymbol? Symbol, LaneStruct? Struct, EquatableArray<ScalarParameterSpec> Parts)
{
    /// <summary>Whether the method writes to the caller's variable.</summary>
    public bool IsReference => Parts[0].Passing is ParameterPassing.Ref or ParameterPassing.Out;
}
