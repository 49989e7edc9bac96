using Pico.Examples.Commands;

namespace Pico.Examples.Inspection;

/// <summary>The files that the generators wrote when this program was built; the build lays them next to it.</summary>
/// <param name="folder">The folder that holds them.</param>
internal sealed class GeneratedFiles(string folder)
{
    public static GeneratedFiles OfThisProgram { get; } = new(Path.Combine(AppContext.BaseDirectory, "generated"));

    /// <summary>Their names, in order.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.cs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>How many lines a file has.</summary>
    public int Lines(string name) => File.ReadLines(Path.Combine(folder, name)).Count();

    /// <summary>The text of the one file whose name is or contains <paramref name="name"/>.</summary>
    /// <exception cref="UserErrorException">None or several match.</exception>
    public string Read(string name)
    {
        var names = Names();
        var matches = names.Where(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (matches.Count == 0) matches = [.. names.Where(candidate => candidate.Contains(name, StringComparison.OrdinalIgnoreCase))];
        return matches.Count switch
        {
            1 => File.ReadAllText(Path.Combine(folder, matches[0])),
            0 => throw new UserErrorException($"no generated file is called '{name}'; there are {string.Join(", ", names)}"),
            _ => throw new UserErrorException($"several generated files match '{name}': {string.Join(", ", matches)}; name one of them"),
        };
    }
}
