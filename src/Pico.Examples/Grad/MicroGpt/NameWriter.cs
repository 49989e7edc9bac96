using Pico.Examples.Transformer.Sampling;

namespace Pico.Examples.Grad.MicroGpt;

/// <summary>Makes names up, a character at a time, with remembered keys and values.</summary>
/// <param name="model">The trained model.</param>
/// <param name="names">What it was trained on.</param>
/// <param name="seed">What the draws follow from.</param>
internal sealed class NameWriter(MicroGptModel model, Names names, int seed)
{
    private const double Temperature = 0.5;

    private readonly TokenSampler sampler = new(names.Vocab, Temperature, topK: 0, topP: 1, seed);
    private uint draws;

    /// <summary>A name, until the model ends it or its context is full.</summary>
    public string Next()
    {
        var name = new List<int>();
        var logits = model.LogitsPrefill([names.Mark], batch: 1, time: 1); // [1, 1, vocab]
        while (true)
        {
            var next = sampler.Next(logits, draws++);
            if (next == names.Mark) return names.Text(name);
            name.Add(next);
            if (name.Count == MicroGptSettings.Context - 1) return names.Text(name);
            logits = model.LogitsStep([next], batch: 1, time: 1);
        }
    }
}
