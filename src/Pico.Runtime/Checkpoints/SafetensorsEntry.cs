namespace Pico.Checkpoints;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">Its name, such as <c>blocks.0.weight</c>.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape, outermost dimension first; empty for a single number.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind its last one.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsType Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The number of its elements.</summary>
    public long Count => (End - Begin) / SizeOf(Type);

    /// <summary>The bytes of one element.</summary>
    /// <param name="type">The element type.</param>
    public static int SizeOf(SafetensorsType type) => type switch
    {
        SafetensorsType.U64 or SafetensorsType.I64 or SafetensorsType.F64 => 8,
        SafetensorsType.U32 or SafetensorsType.I32 or SafetensorsType.F32 => 4,
        SafetensorsType.U16 or SafetensorsType.I16 or SafetensorsType.F16 or SafetensorsType.BF16 => 2,
        _ => 1,
    };
}
