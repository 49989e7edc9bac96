using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>
/// Weights of models as safetensors files, under torch's dotted names: what torch calls a state dict. A parameter that several layers
/// share is stored once, under the name of the first.
/// </summary>
public static class Checkpoint
{
    /// <summary>Writes a model's weights as they are stored, F32 or BF16, atomically: see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="metadata">Text to store along with them.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    public static void Save(string path, ParameterSet parameters, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var writer = new SafetensorsWriter();
        foreach (var (key, value) in metadata ?? []) writer.Metadata[key] = value;
        foreach (var section in CheckpointSection.Weights("", parameters)) Add(writer, section);
        writer.Save(path);
    }

    /// <summary>Writes a model's weights in a type of choice, rounded to nearest, atomically: see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="type">F32, F16, BF16 or F64.</param>
    /// <param name="metadata">Text to store along with them.</param>
    /// <exception cref="CheckpointException">The type is another, or a weight is too large for it.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    public static void Save(string path, ParameterSet parameters, SafetensorsType type, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var writer = new SafetensorsWriter();
        foreach (var (key, value) in metadata ?? []) writer.Metadata[key] = value;
        for (var i = 0; i < parameters.Count; i++)
        {
            var (index, parameter) = (i, parameters[i]);
            RoundedTensor.Add(writer, type, parameter.Name, parameter.Shape, () =>
            {
                var values = new float[parameter.Length];
                parameters.Read(index, values);
                return values;
            });
        }

        writer.Save(path);
    }

    /// <summary>
    /// Reads a model's weights, converted to what it stores. Nothing changes unless every name and shape fits. An optimizer that has
    /// trained weights in bfloat16 before still adds its remainders to what is read: begin with a new one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The model's parameters, overwritten.</param>
    /// <returns>The text that the file carries, by key.</returns>
    /// <exception cref="CheckpointException">The file is broken or another model's; the message lists all names that do not fit.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Load(string path, ParameterSet parameters) => Load(path, parameters, strict: true).Metadata;

    /// <summary>
    /// Reads the weights of a model that a file has, converted to what the model stores. When strict, both must have the same names. What both
    /// have must have the same shape in any case, or nothing changes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The model's parameters, overwritten where the file has them.</param>
    /// <param name="strict">Whether every parameter must be in the file and every tensor in the model.</param>
    /// <returns>What was missing, what was unexpected, and the text that the file carries.</returns>
    /// <exception cref="CheckpointException">The file is broken or does not fit; the message lists all names that do not.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LoadedState Load(string path, ParameterSet parameters, bool strict)
    {
        using var reader = SafetensorsReader.Open(path);
        var fit = Read(reader, path, CheckpointSection.Weights("", parameters), [], strict);
        return new LoadedState(fit.Missing, fit.Unexpected, reader.Metadata);
    }

    /// <summary>Adds a section's tensors to a file.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="section">The section.</param>
    public static void Add(SafetensorsWriter writer, CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var parameter in section.Parameters)
        {
            section.Memory.Add(writer, section.Prefix + parameter.Name, parameter);
        }
    }

    /// <summary>Reads sections that together make up a file. Nothing changes unless every name and shape fits.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="sections">The sections.</param>
    /// <param name="others">Names of further tensors, which the caller reads.</param>
    /// <exception cref="CheckpointException">The message lists all names that do not fit.</exception>
    public static void Read(SafetensorsReader reader, string source, IReadOnlyList<CheckpointSection> sections, params IReadOnlyCollection<string> others) =>
        Read(reader, source, sections, others, strict: true);

    private static CheckpointFit Read(
        SafetensorsReader reader, string source, IReadOnlyList<CheckpointSection> sections, IReadOnlyCollection<string> others, bool strict)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var fit = new CheckpointFit(reader, sections, others);
        fit.Require(source, strict);
        foreach (var (name, section, parameter) in fit.Wanted)
        {
            if (reader.Find(name) is { } entry) section.Memory.Read(reader, entry, parameter);
        }

        return fit;
    }
}
