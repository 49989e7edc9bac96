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
