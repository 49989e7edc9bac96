using Pico.Models;

namespace Pico.Examples.Transformer;

/// <summary>What training and sampling need of a model that predicts the next character.</summary>
internal interface ILanguageModel
{
    /// <summary>The compiled model.</summary>
    IModel Model { get; }

    /// <summary>The logits of the next character at every position.</summary>
    /// <param name="ids">[batch, time]</param>
    /// <param name="batch">The windows.</param>
    /// <param name="time">The characters of a window, at most the context.</param>
    /// <returns>[batch, time, vocabulary], valid until the next call.</returns>
    ReadOnlySpan<float> Logits(ReadOnlySpan<int> ids, int batch, int time);

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
