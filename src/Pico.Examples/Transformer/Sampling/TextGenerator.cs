using Pico.Examples.Transformer.Text;

namespace Pico.Examples.Transformer.Sampling;

/// <summary>
/// Continues a text, one character at a time. The model remembers the characters before; when its context is full it begins
/// again with the last half of it, because every character would have another position.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="vocabulary">Its characters.</param>
/// <param name="context">The characters that it sees at once.</param>
internal sealed class TextGenerator(ILanguageModel model, CharacterVocabulary vocabulary, int context)
{
    /// <summary>Writes a continuation as it comes.</summary>
    /// <param name="prompt">The text to continue, at least one character; of a longer one than the context the end counts.</param>
    /// <param name="count">The characters to write.</param>
    /// <param name="sampler">Draws them.</param>
    /// <param name="output">Receives them.</param>
    /// <param name="cancellation">Stops between two characters.</param>
    public void Continue(ReadOnlySpan<int> prompt, int count, TokenSampler sampler, TextWriter output, CancellationToken cancellation)
    {
        var window = new int[context];
        var length = Math.Min(prompt.Length, context);
        prompt[^length..].CopyTo(window);
        var logits = model.Begin(window.AsSpan(0, length)); // [length, vocabulary]
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = sampler.Next(logits[^vocabulary.Size..], (uint)i);
            output.Write(vocabulary.Decode(next));
            output.Flush(); // streaming, also into a pipe
            if (length < context)
            {
                window[length++] = next;
                logits = model.Continue(next); // [vocabulary]
                continue;
            }

            length = (context / 2) + 1;
            window.AsSpan(^(length - 1)..).CopyTo(window);
            window[length - 1] = next;
            logits = model.Begin(window.AsSpan(0, length));
        }
    }
}
