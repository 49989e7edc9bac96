using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>A flat buffer of float.</summary>
internal sealed class FloatMemory(FlatBuffer values) : ISectionMemory
{
    public string ReadableTypes => SafetensorsReader.ReadableTypes;

    public bool IsReadable(SafetensorsType type) => SafetensorsReader.IsReadable(type);

    public void Add(SafetensorsWriter writer, string name, ParameterInfo parameter) =>
        writer.Add(name, parameter.Shape, () => values().Slice(parameter.Offset, parameter.Length));

    public void Read(SafetensorsReader reader, SafetensorsEntry entry, ParameterInfo parameter) =>
        reader.Read(entry, values().Slice(parameter.Offset, parameter.Length));
}
