using Pico.Models;

namespace Pico.Examples.Transformer;

/// <summary>Makes the model of a run.</summary>
internal static class LanguageModels
{
    /// <summary>A model of the settings' sizes, with fresh weights.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="vocabulary">The characters it knows.</param>
    public static ILanguageModel Create(GptSettings settings, int vocabulary) =>
        new Bigram(new BigramModel(vocabulary, settings.Width) { Seed = (ulong)settings.Seed }, vocabulary);

    /// <summary>A lower bound of such a model's numbers, without building it.</summary>
    public static long LeastParameters(GptSettings settings, int vocabulary) => 2L * vocabulary * settings.Width;

    private sealed class Bigram(BigramModel model, int vocabulary) : ILanguageModel
    {
        private float[] hot = [];

        public IModel Model => model;

        public ReadOnlySpan<float> Logits(ReadOnlySpan<int> ids, int batch, int time) => model.Logits(Hot(ids), ids.Length);

        public float Loss(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, int batch, int time) => model.Loss(Hot(ids), targets, ids.Length);

        public float LossAndGradient(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, int batch, int time) => model.LossAndGradient(Hot(ids), targets, ids.Length);

        private ReadOnlySpan<float> Hot(ReadOnlySpan<int> ids)
        {
            if (hot.Length < ids.Length * vocabulary) hot = new float[ids.Length * vocabulary];
            hot.AsSpan().Clear();
            for (var i = 0; i < ids.Length; i++) hot[(i * vocabulary) + ids[i]] = 1;
            return hot.AsSpan(0, ids.Length * vocabulary);
        }
    }
}
