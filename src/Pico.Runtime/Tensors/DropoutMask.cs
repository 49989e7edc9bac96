namespace Pico;

/// <summary>
/// Which elements dropout keeps: the one definition that eager and compiled code follow, so that their masks agree bit for
/// bit. An element is kept if the 24-bit uniform number of the first word of Philox2x32-10, under the call's key, with the
/// element's position in the tensor as the counter (low word, high word), is at least p; kept elements are multiplied
/// by <see cref="Scale"/>.
/// </summary>
public static class DropoutMask
{
    /// <summary>The key of one dropout call.</summary>
    /// <param name="seed">The model's seed.</param>
    /// <param name="step">The number of the training step.</param>
    /// <param name="ordinal">
    /// The index of the call among all dropout calls in one run of an entry point, in the order of execution. It tells
    /// layers apart by itself, so that the key needs no layer path.
    /// </param>
    public static uint Key(ulong seed, long step, int ordinal) =>
        RandomKey.Of(seed, RandomKey.Mix((ulong)step) + (uint)ordinal);

    /// <summary>Whether dropout keeps an element.</summary>
    /// <param name="key">The call's <see cref="Key"/>.</param>
    /// <param name="element">The position in the tensor, last dimension fastest.</param>
    /// <param name="probability">The probability of dropping an element, from 0 to below 1.</param>
    public static bool Keep(uint key, long element, float probability) =>
        RandomKey.Unit(Philox2x32.Generate((uint)element, (uint)(element >> 32), key).First) >= probability;

    /// <summary>The factor of the kept elements, 1 / (1 - p) in float.</summary>
    /// <param name="probability">The probability of dropping an element, from 0 to below 1.</param>
    public static float Scale(float probability) => 1f / (1f - probability);
}
