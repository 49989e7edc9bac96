using System.Text;
using Pico.Examples.Commands;

namespace Pico.Examples.Transformer.Text;

/// <summary>The characters of a text, each with a number: Unicode scalars in ascending order.</summary>
internal sealed class CharacterVocabulary
{
    private readonly Rune[] characters;
    private readonly Dictionary<Rune, int> numbers;

    private CharacterVocabulary(IEnumerable<Rune> distinct)
    {
        characters = [.. distinct.Order()];
        numbers = characters.Select((character, i) => (character, i)).ToDictionary();
    }

    /// <summary>How many characters there are.</summary>
    public int Size => characters.Length;

    /// <summary>All characters in order, as one text: what a checkpoint stores.</summary>
    public string Characters => string.Concat(characters);

    /// <summary>The characters that occur in a text.</summary>
    public static CharacterVocabulary Of(string text) => new(text.EnumerateRunes().Distinct());

    /// <summary>The numbers of a text's characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What the text is, for messages.</param>
    /// <exception cref="UserErrorException">A character is not in the vocabulary.</exception>
    public int[] Encode(string text, string what)
    {
        var unknown = text.EnumerateRunes().Where(character => !numbers.ContainsKey(character)).Distinct().ToList();
        if (unknown.Count > 0)
        {
            throw new UserErrorException(
                $"{what} holds {string.Join(", ", unknown.Take(5).Select(Show))}{(unknown.Count > 5 ? $" and {unknown.Count - 5} more" : "")}, which the model never saw in training; use its {Size} characters: {string.Concat(characters.Where(character => !Rune.IsControl(character)))}");
        }

        return [.. text.EnumerateRunes().Select(character => numbers[character])];
    }

    /// <summary>Whether the vocabulary has a character.</summary>
    public bool Contains(char character) => numbers.ContainsKey(new Rune(character));

    /// <summary>The character of a number.</summary>
    public string Decode(int number) => characters[number].ToString();

    private static string Show(Rune character) =>
        Rune.IsControl(character) ? $"U+{character.Value:X4}" : $"'{character}' (U+{character.Value:X4})";
}
