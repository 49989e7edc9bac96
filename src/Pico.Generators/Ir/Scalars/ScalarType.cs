namespace Pico.Generators.Ir;

/// <summary>The type of one lane.</summary>
internal enum ScalarType
{
    Bool,
    Int32,
    UInt32,
    Float32,
    Float64,
    Int64,
    UInt64,
}

/// <summary>What the types have in common.</summary>
internal static class ScalarTypeKinds
{
    public static bool IsFloat(this ScalarType type) => type is ScalarType.Float32 or ScalarType.Float64;

    public static bool IsInteger(this ScalarType type) => type is ScalarType.Int32 or ScalarType.UInt32 || type.IsLong();

    /// <summary>Whether it is an integer of 64 bits.</summary>
    public static bool IsLong(this ScalarType type) => type is ScalarType.Int64 or ScalarType.UInt64;

    public static bool IsUnsigned(this ScalarType type) => type is ScalarType.UInt32 or ScalarType.UInt64;

    /// <summary>The same bits signed.</summary>
    public static ScalarType Signed(this ScalarType type) => type switch
    {
        ScalarType.UInt32 => ScalarType.Int32,
        ScalarType.UInt64 => ScalarType.Int64,
        _ => type,
    };
}
