namespace Pico.Generators.Ir;

/// <summary>What memory holds. Narrow integers are widened on load and truncated on store.</summary>
internal enum MemoryElement
{
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Float32,
    Float64,
    Int64,
    UInt64,
}

/// <summary>The elements of memory as lanes hold them and as C# writes them.</summary>
internal static class MemoryElements
{
    /// <summary>The type of a lane that holds such an element.</summary>
    public static ScalarType Lane(this MemoryElement element) => element switch
    {
        MemoryElement.Bool => ScalarType.Bool,
        MemoryElement.UInt32 => ScalarType.UInt32,
        MemoryElement.Float32 => ScalarType.Float32,
        MemoryElement.Float64 => ScalarType.Float64,
        MemoryElement.Int64 => ScalarType.Int64,
        MemoryElement.UInt64 => ScalarType.UInt64,
        _ => ScalarType.Int32,
    };

    /// <summary>The memory of a lane's own type.</summary>
    public static MemoryElement Memory(this ScalarType type) => type switch
    {
        ScalarType.Bool => MemoryElement.Bool,
        ScalarType.Int32 => MemoryElement.Int32,
        ScalarType.UInt32 => MemoryElement.UInt32,
        ScalarType.Float32 => MemoryElement.Float32,
        ScalarType.Int64 => MemoryElement.Int64,
        ScalarType.UInt64 => MemoryElement.UInt64,
        _ => MemoryElement.Float64,
    };

    /// <summary>C#'s keyword.</summary>
    public static string Keyword(this MemoryElement element) => element switch
    {
        MemoryElement.Bool => "bool",
        MemoryElement.Int8 => "sbyte",
        MemoryElement.UInt8 => "byte",
        MemoryElement.Int16 => "short",
        MemoryElement.UInt16 => "ushort",
        MemoryElement.Int32 => "int",
        MemoryElement.UInt32 => "uint",
        MemoryElement.Float32 => "float",
        MemoryElement.Int64 => "long",
        MemoryElement.UInt64 => "ulong",
        _ => "double",
    };

    /// <summary>How many bytes an element has.</summary>
    public static int Size(this MemoryElement element) => element switch
    {
        MemoryElement.Bool or MemoryElement.Int8 or MemoryElement.UInt8 => 1,
        MemoryElement.Int16 or MemoryElement.UInt16 => 2,
        MemoryElement.Float64 or MemoryElement.Int64 or MemoryElement.UInt64 => 8,
        _ => 4,
    };

    /// <summary>Whether an element is narrower than its lane.</summary>
    public static bool IsNarrow(this MemoryElement element) =>
        element is MemoryElement.Int8 or MemoryElement.UInt8 or MemoryElement.Int16 or MemoryElement.UInt16;
}
