using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>How the tensors of a file fit those that are wanted: each list names what does not, in the order of the wanted ones or of the file.</summary>
internal sealed class CheckpointFit
{
    // Names that a message lists of one kind; a foreign checkpoint may have thousands.
    private const int MostListed = 20;

    private readonly IReadOnlyList<string> different;
    private readonly IReadOnlyList<(string ReadableTypes, IReadOnlyList<string> Names)> unreadable;

    /// <param name="reader">The file.</param>
    /// <param name="sections">What is wanted.</param>
    /// <param name="others">Names of further tensors that are wanted.</param>
    public CheckpointFit(SafetensorsReader reader, IReadOnlyList<CheckpointSection> sections, IEnumerable<string> others)
    {
        Wanted =
        [
            .. from section in sections
               from parameter in section.Parameters
               select (section.Prefix + parameter.Name, section, parameter),
        ];
        var names = Wanted.Select(tensor => tensor.Name).Concat(others).Distinct(StringComparer.Ordinal).ToList();
        var known = names.ToHashSet(StringComparer.Ordinal);
        Missing = [.. names.Where(name => reader.Find(name) is null)];
        Unexpected = [.. reader.Entries.Select(entry => entry.Name).Where(name => !known.Contains(name))];
        different =
        [
            .. from tensor in Wanted
               let entry = reader.Find(tensor.Name)
               where entry is not null && !entry.Shape.SequenceEqual(tensor.Parameter.Shape.Select(dimension => (long)dimension))
               select $"'{tensor.Name}' [{string.Join(", ", entry.Shape)}] where the model has [{string.Join(", ", tensor.Parameter.Shape)}]",
        ];
        unreadable =
        [
            .. from tensor in Wanted
               let entry = reader.Find(tensor.Name)
               where entry is not null && !tensor.Section.Memory.IsReadable(entry.Type)
               group $"'{tensor.Name}' {entry.Type}" by tensor.Section.Memory.ReadableTypes into kind
               select (kind.Key, (IReadOnlyList<string>)[.. kind]),
        ];
    }

    /// <summary>The tensors that are wanted.</summary>
    public IReadOnlyList<(string Name, CheckpointSection Section, ParameterInfo Parameter)> Wanted { get; }

    /// <summary>Names that the file lacks.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Names that nobody wants.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Refuses a file that does not fit: all that is wrong in one line.</summary>
    /// <param name="source">The file's name.</param>
    /// <param name="strict">Whether the names of both must be the same.</param>
    /// <exception cref="CheckpointException">It does not fit.</exception>
    public void Require(string source, bool strict)
    {
        string[] problems =
        [
            .. strict ? List("missing", Missing.Select(SafetensorsHeader.Quote)) : [],
            .. strict ? List("unexpected", Unexpected.Select(SafetensorsHeader.Quote)) : [],
            .. List("of another shape", different),
            .. unreadable.SelectMany(kind => List($"of a type other than {kind.ReadableTypes}", kind.Names)),
        ];
        if (problems.Length > 0) throw new CheckpointException($"{source} does not fit the model: {string.Join("; ", problems)}; use the checkpoint of a model of these sizes");
    }

    private static IEnumerable<string> List(string kind, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 0) return [];
        var more = all.Count > MostListed ? $" and {all.Count - MostListed} more" : "";
        return [$"{all.Count} {kind}: {string.Join(", ", all.Take(MostListed))}{more}"];
    }
}
