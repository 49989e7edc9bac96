using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>Weights of models as safetensors files, under torch's dotted names.</summary>
public static class Checkpoint
{
    // Names that a message lists of one kind; a foreign checkpoint may have thousands.
    private const int MostListed = 20;

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

    /// <summary>
    /// Reads a model's weights, converted to what it stores. Nothing changes unless every name and shape fits. An optimizer that has
    /// trained weights in bfloat16 before still adds its remainders to what is read: begin with a new one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The model's parameters, overwritten.</param>
    /// <returns>The text that the file carries, by key.</returns>
    /// <exception cref="CheckpointException">The file is broken or another model's; the message lists all names that do not fit.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Load(string path, ParameterSet parameters)
    {
        using var reader = SafetensorsReader.Open(path);
        Read(reader, path, CheckpointSection.Weights("", parameters));
        return reader.Metadata;
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
    public static void Read(SafetensorsReader reader, string source, IReadOnlyList<CheckpointSection> sections, params IReadOnlyCollection<string> others)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var expected = (
            from section in sections
            from parameter in section.Parameters
            select (Name: section.Prefix + parameter.Name, Section: section, Parameter: parameter)).ToList();
        var known = expected.Select(tensor => tensor.Name).Concat(others).ToHashSet(StringComparer.Ordinal);
        var missing = known.Where(name => reader.Find(name) is null).Select(SafetensorsHeader.Quote);
        var unexpected = reader.Entries.Where(entry => !known.Contains(entry.Name)).Select(entry => SafetensorsHeader.Quote(entry.Name));
        var different =
            from tensor in expected
            let entry = reader.Find(tensor.Name)
            where entry is not null && !entry.Shape.SequenceEqual(tensor.Parameter.Shape.Select(dimension => (long)dimension))
            select $"'{tensor.Name}' [{string.Join(", ", entry.Shape)}] where the model has [{string.Join(", ", tensor.Parameter.Shape)}]";
        var unreadable =
            from tensor in expected
            let entry = reader.Find(tensor.Name)
            where entry is not null && !tensor.Section.Memory.IsReadable(entry.Type)
            group $"'{tensor.Name}' {entry.Type}" by tensor.Section.Memory.ReadableTypes;
        string[] problems =
        [
            .. List("missing", missing), .. List("unexpected", unexpected),
            .. List("of another shape", different), .. unreadable.SelectMany(names => List($"of a type other than {names.Key}", names)),
        ];
        if (problems.Length > 0) throw new CheckpointException($"{source} does not fit the model: {string.Join("; ", problems)}; use the checkpoint of a model of these sizes");

        foreach (var (name, section, parameter) in expected)
        {
            section.Memory.Read(reader, reader.Find(name)!, parameter);
        }
    }

    private static IEnumerable<string> List(string kind, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 0) return [];
        var more = all.Count > MostListed ? $" and {all.Count - MostListed} more" : "";
        return [$"{all.Count} {kind}: {string.Join(", ", all.Take(MostListed))}{more}"];
    }
}
