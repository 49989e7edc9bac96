using System.Security.Cryptography;
using System.Text;
using Pico.Examples.Commands;

namespace Pico.Examples.Transformer.Text;

/// <summary>A text as numbers: the first nine tenths to learn from, the rest to validate with.</summary>
internal sealed class TextCorpus
{
    private TextCorpus(string name, CharacterVocabulary vocabulary, int[] training, int[] validation, string fingerprint) =>
        (Name, Vocabulary, Training, Validation, Fingerprint) = (name, vocabulary, training, validation, fingerprint);

    /// <summary>What the text is, for people.</summary>
    public string Name { get; }

    public CharacterVocabulary Vocabulary { get; }

    public int[] Training { get; }

    public int[] Validation { get; }

    /// <summary>The SHA-256 of the text: a run goes on only with the text that it began with.</summary>
    public string Fingerprint { get; }

    /// <summary>Loads a text file, or PicoLib's own source.</summary>
    /// <param name="path">The file, or null.</param>
    /// <param name="context">The characters that a model sees at once; both parts must hold more.</param>
    /// <exception cref="UserErrorException">The text cannot be used.</exception>
    public static TextCorpus Load(string? path, int context) =>
        path is null ? Of("PicoLib's own source", OwnSource.Read(), context) : Of(path, TextFile.Read(path), context);

    /// <summary>Splits a text.</summary>
    /// <exception cref="UserErrorException">It is too short.</exception>
    public static TextCorpus Of(string name, string text, int context)
    {
        var vocabulary = CharacterVocabulary.Of(text);
        var numbers = vocabulary.Encode(text, name);
        var split = (int)(numbers.Length * 9L / 10);
        if (numbers.Length - split <= context)
        {
            throw new UserErrorException(
                $"--data {name} is too short: it has {numbers.Length} characters, and a context of {context} needs {10 * (context + 1)}; use a longer text or a smaller context");
        }

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new TextCorpus(name, vocabulary, numbers[..split], numbers[split..], fingerprint);
    }
}
