using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>C#'s types as the scalar IR sees them.</summary>
internal static class ScalarTypes
{
    public const string Supported = "float, double, int, uint, long, ulong and bool are what a lane can hold, and byte, sbyte, short and ushort what it can be loaded from";

    public static ScalarType? Of(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Single => ScalarType.Float32,
        SpecialType.System_Double => ScalarType.Float64,
        SpecialType.System_Int32 => ScalarType.Int32,
        SpecialType.System_UInt32 => ScalarType.UInt32,
        SpecialType.System_Int64 => ScalarType.Int64,
        SpecialType.System_UInt64 => ScalarType.UInt64,
        SpecialType.System_Boolean => ScalarType.Bool,
        SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 => ScalarType.Int32,
        _ => null,
    };

    /// <summary>How a value of a type lies in memory.</summary>
    public static MemoryElement? Element(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Byte => MemoryElement.UInt8,
        SpecialType.System_SByte => MemoryElement.Int8,
        SpecialType.System_Int16 => MemoryElement.Int16,
        SpecialType.System_UInt16 => MemoryElement.UInt16,
        _ => Of(type)?.Memory(),
    };

    /// <summary>Span or ReadOnlySpan of scalars: the element, and whether it can be written.</summary>
    public static (MemoryElement Element, bool IsWritable)? Span(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments.Length: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } span &&
        Element(span.TypeArguments[0]) is { } element
            ? (element, span.Name == "Span")
            : null;

    /// <summary>Why a type is not supported, in the user's terms.</summary>
    public static string WhyNot(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Decimal => Supported + "; use double",
        SpecialType.System_Char => Supported + "; use ushort",
        _ => type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsRefLikeType: false, IsGenericType: false } structure
            ? LaneStruct.WhyNot(structure) ?? Supported
            : type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments.Length: 1 } span && LaneStruct.Of(span.TypeArguments[0]) is not null
                ? "memory of structs is not read by index; take a span for each field"
            : Supported,
    };

    /// <summary>A type in a message.</summary>
    public static string Display(ITypeSymbol? type) => type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";

    public static string Keyword(this ScalarType type) => type switch
    {
        ScalarType.Float32 => "float",
        ScalarType.Float64 => "double",
        ScalarType.Int32 => "int",
        ScalarType.UInt32 => "uint",
        ScalarType.Int64 => "long",
        ScalarType.UInt64 => "ulong",
        _ => "bool",
    };

    /// <summary>The bits of a constant as <see cref="ScalarInstruction.Constant"/> holds them.</summary>
    public static long? Bits(object? value) => value switch
    {
        float number => System.BitConverter.DoubleToInt64Bits(number),
        double number => System.BitConverter.DoubleToInt64Bits(number),
        int number => number,
        uint number => number,
        long number => number,
        ulong number => unchecked((long)number),
        byte number => number,
        sbyte number => number,
        short number => number,
        ushort number => number,
        bool flag => flag ? 1 : 0,
        _ => null,
    };
}
