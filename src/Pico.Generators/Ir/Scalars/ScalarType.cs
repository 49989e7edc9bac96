namespace Pico.Generators.Ir;

/// <summary>The type of one lane.</summary>
internal enum ScalarType
{
    Bool,
    Int32,
    UInt32,
    Float32,
    Float64,
}

/// <summary>What the types have in common.</summary>
internal static class ScalarTypeKinds
{
    public static bool IsFloat(this ScalarType type) => type is ScalarType.Float32 or ScalarType.Float64;
}
