using Pico.Examples.Commands;

namespace Pico.Examples.Inspection;

/// <summary>The files that the generators wrote when this program was built; the build lays them next to it.</summary>
/// <param name="folder">The folder that holds them.</param>
internal sealed class GeneratedFiles(string folder)
{
    private const string Extension = ".g.cs";

    public static GeneratedFiles OfThisProgram { get; } = new(Path.Combine(AppContext.BaseDirectory, "generated"));

    /// <summary>Their names, in order: all, or those of one type.</summary>
    public IReadOnlyList<string> Names(Type? type = null) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, type is null ? "*.cs" : $"{type.FullName}.*").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>How many lines a file has.</summary>
    public int Lines(string name) => File.ReadLines(Path.Combine(folder, name)).Count();

    /// <summary>
    /// The text of the one file that <paramref name="name"/> tells: a whole name, its last part (<c>Loss</c>), or any part;
    /// the files of <paramref name="type"/> come before the others.
    /// </summary>
    /// <exception cref="UserErrorException">None or several match.</exception>
    public string Read(string name, Type? type = null)
    {
        var own = Names(type);
        var all = type is null ? own : Names();
        IReadOnlyList<string>[] attempts = [Named(all), LastPart(own), Containing(own), LastPart(all), Containing(all)];
        var matches = attempts.FirstOrDefault(found => found.Count > 0) ?? [];
        return matches.Count switch
        {
            1 => File.ReadAllText(Path.Combine(folder, matches[0])),
            0 when all.Count == 0 => throw new UserErrorException($"{folder} holds no generated files; build the program again with 'dotnet build'"),
            0 => throw new UserErrorException($"no generated file is called '{name}'; there are {string.Join(", ", own.Count > 0 ? own : all)}"),
            _ => throw new UserErrorException($"several generated files match '{name}': {string.Join(", ", matches)}; name one of them"),
        };

        List<string> Named(IEnumerable<string> names) => [.. names.Where(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase))];

        List<string> LastPart(IEnumerable<string> names) => [.. names.Where(candidate => candidate.EndsWith($".{name}{Extension}", StringComparison.OrdinalIgnoreCase))];

        List<string> Containing(IEnumerable<string> names) => [.. names.Where(candidate => candidate.Contains(name, StringComparison.OrdinalIgnoreCase))];
    }
}
