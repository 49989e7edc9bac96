using Pico.Models;

namespace Pico.Examples.Transformer;

/// <summary>What training and sampling need of a model that predicts the next character.</summary>
internal interface ILanguageModel
{
    /// <summary>The compiled model.</summary>
    IModel Model { get; }

    /// <summary>Begins a text; what was begun before is forgotten.</summary>
    /// <param name="ids">Its first characters, at most the context.</param>
    /// <returns>The logits of the next character at every position, [time, vocabulary], valid until the next call.</returns>
    ReadOnlySpan<float> Begin(ReadOnlySpan<int> ids);

    /// <summary>Continues the text, at the cost of one character.</summary>
    /// <param name="id">Its next character; with those before at most as many as the context.</param>
    /// <returns>The logits of the character after that, [vocabulary], valid until the next call.</returns>
    ReadOnlySpan<float> Continue(int id);

    /// <summary>The mean cross-entropy, without dropout.</summary>
    /// <param name="ids">[batch, time]</param>
    /// <param name="targets">[batch, time]</param>
    /// <param name="batch">The windows.</param>
    /// <param name="time">The characters of a window.</param>
    float Loss(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, int batch, int time);

    /// <summary>The mean cross-entropy in training mode; adds its gradients to the model's.</summary>
    /// <param name="ids">[batch, time]</param>
    /// <param name="targets">[batch, time]</param>
    /// <param name="batch">The windows.</param>
    /// <param name="time">The characters of a window.</param>
    float LossAndGradient(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, int batch, int time);
}
