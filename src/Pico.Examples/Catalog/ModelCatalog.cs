using Pico.Examples.Checking.Subjects;
using Pico.Examples.Commands;
using Pico.Examples.Digits;
using Pico.Examples.Grad.MicroGpt;
using Pico.Examples.NNModule;
using Pico.Examples.Transformer;

namespace Pico.Examples.Catalog;

/// <summary>The models that <c>pico inspect</c> and <c>pico check</c> know.</summary>
internal static class ModelCatalog
{
    public static IReadOnlyList<CatalogModel> Models { get; } =
    [
        new("digits", "recognises handwritten digits; trained by 'pico train digits'", () => new DigitsModel()),
        new("cnn", "recognises handwritten digits by convolution; trained by 'pico nn train'", () => new MnistCnn()),
        new("activations", "a stack of curved activations and dropout, to check", () => new ActivationStack()),
        new("block", "a residual block with its own layer norm and softmax, to check", () => new NormalizedBlock(width: 21, hidden: 18)),
        new("gpt", "predicts characters; trained by 'pico train gpt'", () => new Gpt(vocab: 65, context: 130, width: 24, heads: 4, depth: 2)),
        new("gpt-dropout", "the same with dropout, to check", () => new Gpt(vocab: 11, context: 130, width: 12, heads: 3, depth: 2, dropout: 0.2f)),
        new("gpt-bfloat16", "the same in bfloat16", () => new GptBFloat16(vocab: 65, context: 130, width: 24, heads: 4, depth: 2)),
        new("microgpt", "makes up names; trained by 'pico grad microgpt'", () => MicroGptSettings.CreateModel(vocab: 27, seed: 0)),
        new("stored", "bfloat16 among what stays float32, to check", () => new StoredNetwork(vocab: 23, width: 18, depth: 2)),
        new("deep", "repeated layers that carry two values, to check", () => new DeepNetwork(width: 20, depth: 3)),
        new("attention", "one head of attention over sequences, to check", () => new SelfAttention(width: 20)),
        new("heads", "causal attention of several heads, and attention with padding, to check", () => new CausalAttention(heads: 3)),
        new("tagger", "embeddings, norms, a mask and a tied head, to check", () => new WordTagger(vocab: 23, context: 60, width: 18)),
        new("frozen", "frozen parameters among trained ones, to check", () => new FrozenNetwork(vocab: 13, width: 18, depth: 2)),
        new("recompute", "layers that the way back computes again, to check", () => new RecomputedNetwork(vocab: 17, width: 12, depth: 2)),
        new("shared", "weights used in several places, layers listed one by one, to check", () => new SharedNetwork(vocab: 19, width: 18, depth: 2)),
        new("special", "a model with plans of its own for these sizes, to check", () => new SpecializedNetwork(width: 21, heads: 3, depth: 2, dropout: 0.2f)),
        new("special-even", "the same for sizes without a tail, and any depth, to check", () => new SpecializedNetwork(width: 32, heads: 4, depth: 3, dropout: 0f)),
    ];

    /// <summary>A model by its name.</summary>
    /// <exception cref="UserErrorException">No model has that name.</exception>
    public static CatalogModel Find(string name) =>
        Models.FirstOrDefault(model => model.Name == name)
            ?? throw new UserErrorException($"unknown model '{name}'; known: {string.Join(", ", Models.Select(model => model.Name))}");
}
