using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>A flat buffer of bfloat16; files of other floating types are rounded to it.</summary>
internal sealed class BFloat16Memory(FlatBuffer<BFloat16> values) : ISectionMemory
{
    public string ReadableTypes => SafetensorsReader.ReadableTypes;

    public bool IsReadable(SafetensorsType type) => SafetensorsReader.IsReadable(type);

    public void Add(SafetensorsWriter writer, string name, ParameterInfo parameter) =>
        writer.Add(name, parameter.Shape, () => (ReadOnlySpan<BFloat16>)values().Slice(parameter.Offset, parameter.Length));

    public void Read(SafetensorsReader reader, SafetensorsEntry entry, ParameterInfo parameter)
    {
        var floats = new float[parameter.Length];
        reader.Read(entry, floats);
        var destination = values().Slice(parameter.Offset, parameter.Length);
        for (var i = 0; i < floats.Length; i++) destination[i] = (BFloat16)floats[i];
    }
}
