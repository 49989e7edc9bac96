using Pico.Examples.Commands;
using Pico.Models;

namespace Pico.Examples.Transformer;

/// <summary>Makes the model of a run.</summary>
internal static class LanguageModels
{
    /// <summary>A model of the settings' sizes, with fresh weights.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="vocabulary">The characters it knows.</param>
    public static ILanguageModel Create(GptSettings settings, int vocabulary)
    {
        var (context, width, heads, depth, dropout, seed) = (settings.Context, settings.Width, settings.Heads, settings.Depth, (float)settings.Dropout, (ulong)settings.Seed);
        return settings.Storage == GptSettings.BFloat16
            ? new CompiledGptBFloat16(new GptBFloat16(vocabulary, context, width, heads, depth, dropout) { Seed = seed })
            : new CompiledGpt(new Gpt(vocabulary, context, width, heads, depth, dropout) { Seed = seed });
    }

    /// <summary>A lower bound of such a model's numbers, without building it: the matrices of its blocks and its tables.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="vocabulary">The characters it knows.</param>
    public static long LeastParameters(GptSettings settings, int vocabulary) =>
        (12L * settings.Depth * settings.Width * settings.Width) + ((vocabulary + (long)settings.Context) * settings.Width);

    /// <summary>Refuses sizes whose weights or activations one buffer cannot hold, before any memory is taken.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="vocabulary">The characters it knows.</param>
    /// <exception cref="UserErrorException">The model or its batch is too large.</exception>
    public static void RequireMemory(GptSettings settings, int vocabulary)
    {
        const long MostNumbers = int.MaxValue; // of a flat buffer
        var mostActivations = (16L << 30) / (settings.Storage == GptSettings.BFloat16 ? 2 : sizeof(float));
        if (LeastParameters(settings, vocabulary) is var numbers and > MostNumbers)
        {
            throw new UserErrorException(FormattableString.Invariant(
                $"a model of width {settings.Width} and depth {settings.Depth} has {numbers:N0} numbers or more, above the {MostNumbers:N0} that fit; choose a smaller one"));
        }

        // A block keeps at least two norms, queries, keys, values, their mixture, and a hidden layer before and after its activation.
        var activations = settings.Batch * (double)settings.Context * ((14.0 * settings.Depth * settings.Width) + vocabulary);
        if (activations > mostActivations)
        {
            throw new UserErrorException(FormattableString.Invariant(
                $"a batch of {settings.Batch} windows of {settings.Context} characters needs more than 16 GB in a model of width {settings.Width} and depth {settings.Depth}; choose a smaller batch or context"));
        }
    }

    private sealed class CompiledGpt(Gpt gpt) : ILanguageModel
    {
        public IModel Model => gpt;

        public ReadOnlySpan<float> Begin(ReadOnlySpan<int> ids) => gpt.LogitsPrefill(ids, batch: 1, ids.Length);

        public ReadOnlySpan<float> Continue(int id) => gpt.LogitsStep([id], batch: 1, time: 1);

        public float Loss(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, int batch, int time) => gpt.Loss(ids, targets, batch, time);

        public float LossAndGradient(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, int batch, int time) =>
            gpt.LossAndGradient(ids, targets, batch, time);
    }

    private sealed class CompiledGptBFloat16(GptBFloat16 gpt) : ILanguageModel
    {
        public IModel Model => gpt;

        public ReadOnlySpan<float> Begin(ReadOnlySpan<int> ids) => gpt.LogitsPrefill(ids, batch: 1, ids.Length);

        public ReadOnlySpan<float> Continue(int id) => gpt.LogitsStep([id], batch: 1, time: 1);

        public float Loss(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, int batch, int time) => gpt.Loss(ids, targets, batch, time);

        public float LossAndGradient(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, int batch, int time) =>
            gpt.LossAndGradient(ids, targets, batch, time);
    }
}
