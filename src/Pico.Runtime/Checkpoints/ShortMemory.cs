using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>A flat buffer of short integers: what weights in bfloat16 lack of those that are trained.</summary>
internal sealed class ShortMemory(FlatBuffer<short> values) : ISectionMemory
{
    public string ReadableTypes => "I16";

    public bool IsReadable(SafetensorsType type) => type == SafetensorsType.I16;

    public void Add(SafetensorsWriter writer, string name, ParameterInfo parameter) =>
        writer.Add(name, parameter.Shape, () => (ReadOnlySpan<short>)values().Slice(parameter.Offset, parameter.Length));

    public void Read(SafetensorsReader reader, SafetensorsEntry entry, ParameterInfo parameter) =>
        reader.Read(entry, values().Slice(parameter.Offset, parameter.Length));
}
