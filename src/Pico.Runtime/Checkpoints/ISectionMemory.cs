using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>How the numbers of a <see cref="CheckpointSection"/> lie in memory, and so what they are in a file.</summary>
internal interface ISectionMemory
{
    /// <summary>The types from which <see cref="Read"/> converts, for messages.</summary>
    string ReadableTypes { get; }

    /// <summary>Whether <see cref="Read"/> converts from a type.</summary>
    bool IsReadable(SafetensorsType type);

    /// <summary>Adds the part of one parameter to a file.</summary>
    void Add(SafetensorsWriter writer, string name, ParameterInfo parameter);

    /// <summary>Overwrites the part of one parameter with a tensor of a file, which has its shape.</summary>
    void Read(SafetensorsReader reader, SafetensorsEntry entry, ParameterInfo parameter);
}
