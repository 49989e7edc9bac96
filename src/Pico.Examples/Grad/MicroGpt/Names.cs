using System.Globalization;
using System.Text;
using Pico.Examples.Commands;
using Pico.Examples.Digits;
using Pico.Examples.Transformer.Text;

namespace Pico.Examples.Grad.MicroGpt;

/// <summary>Names to learn from, as numbers: each begins and ends with the mark, and is cut to the model's context.</summary>
internal sealed class Names
{
    private const int MadeUp = 4000;
    private const int LongestName = 256;
    private static readonly string[] Onsets = ["b", "br", "c", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z", ""];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ia", "ee", "ai"];
    private static readonly string[] Ends = ["", "", "n", "l", "r", "s", "nd", "ra", "lyn", "th"];

    private readonly string characters; // sorted; the mark comes after them
    private readonly int[][] ids;

    private Names(IReadOnlyList<string> names, string source)
    {
        characters = string.Concat(names.SelectMany(name => name).Distinct().Order());
        Source = source;
        ids = [.. names.Select(name => (int[])[Mark, .. name.Take(MicroGptSettings.Context - 1).Select(character => characters.IndexOf(character)), Mark])];
    }

    /// <summary>Where they come from.</summary>
    public string Source { get; }

    /// <summary>How many there are.</summary>
    public int Count => ids.Length;

    /// <summary>The number that begins and ends a name.</summary>
    public int Mark => characters.Length;

    /// <summary>The characters and the mark.</summary>
    public int Vocab => characters.Length + 1;

    /// <summary>The mark, the characters of a name, the mark.</summary>
    public ReadOnlySpan<int> this[int index] => ids[index];

    /// <summary>Reads names, one a line; without a file, makes some up.</summary>
    /// <exception cref="UserErrorException">The file cannot be read, or holds no names.</exception>
    public static Names Read(string? path, int seed)
    {
        if (path is not null && !Path.Exists(path)) throw new UserErrorException($"--data {path} does not exist; name a file of names, one a line, or leave --data out");
        List<string> names = path is null ? Invent(seed) : [.. TextFile.Read(path).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (names.Count == 0) throw new UserErrorException($"--data {path} holds no names; write one a line");
        if (names.Find(name => name.Length > LongestName) is { } longest)
            throw new UserErrorException($"--data {path} is not a list of names: one line has {longest.Length} characters");
        Shuffle(names, seed);
        return new Names(names, path ?? string.Create(CultureInfo.InvariantCulture, $"{MadeUp} names that the program made up"));
    }

    /// <summary>A name as text.</summary>
    public string Text(IEnumerable<int> name) => string.Concat(name.Select(id => characters[id]));

    private static List<string> Invent(int seed)
    {
        var random = new CounterRandom(seed, stream: 1);
        var names = new HashSet<string>();
        while (names.Count < MadeUp)
        {
            var name = new StringBuilder();
            for (var syllables = 1 + random.NextInt(3); syllables > 0; syllables--)
            {
                name.Append(Onsets[random.NextInt(Onsets.Length)]).Append(Vowels[random.NextInt(Vowels.Length)]);
            }

            names.Add(name.Append(Ends[random.NextInt(Ends.Length)]).ToString());
        }

        return [.. names];
    }

    // Fisher and Yates, from the last place to the first.
    private static void Shuffle(List<string> names, int seed)
    {
        var random = new CounterRandom(seed, stream: 2);
        for (var i = names.Count - 1; i > 0; i--)
        {
            var j = random.NextInt(i + 1);
            (names[i], names[j]) = (names[j], names[i]);
        }
    }
}
