using static Pico.Functional;

namespace Pico.Layers;

/// <summary>
/// Attention in several heads, each on its own part of the projected features (Vaswani et al., "Attention Is All You Need", 2017).
/// </summary>
/// <param name="width">The features of every element; a multiple of heads.</param>
/// <param name="heads">How many heads.</param>
/// <param name="bias">Whether the projections add a bias.</param>
/// <param name="causal">Whether an element sees only itself and what came before.</param>
[Layer]
public sealed partial class MultiHeadAttention(int width, int heads, bool bias = true, bool causal = false)
{
    readonly Linear query = new(width, width, bias), key = new(width, width, bias), value = new(width, width, bias);
    readonly Linear output = new(width, width, bias);

    /// <summary>Lets every element of a sequence attend to its own sequence.</summary>
    /// <param name="x">[batch, time, width].</param>
    /// <returns>[batch, time, width].</returns>
    public Tensor Forward([Shape("batch time width")] Tensor x)
    {
        var q = Heads(query.Forward(x));
        var k = Heads(key.Forward(x));
        var v = Heads(value.Forward(x));
        return Output(ScaledDotProductAttention(q, k, v, causal));
    }

    /// <summary>Lets every element of one sequence attend to another: what an encoder made, for example.</summary>
    /// <param name="x">[batch, time, width]: asks.</param>
    /// <param name="memory">[batch, keys, width]: is attended to.</param>
    /// <returns>[batch, time, width].</returns>
    public Tensor Forward([Shape("batch time width")] Tensor x, [Shape("batch keys width")] Tensor memory)
    {
        var q = Heads(query.Forward(x));
        var k = Heads(key.Forward(memory));
        var v = Heads(value.Forward(memory));
        return Output(ScaledDotProductAttention(q, k, v, causal));
    }

    /// <summary>The same where some elements of the other sequence only fill it up; pass one sequence twice for self-attention.</summary>
    /// <param name="x">[batch, time, width]: asks.</param>
    /// <param name="memory">[batch, keys, width]: is attended to.</param>
    /// <param name="padding">int32 [batch, keys], nonzero for elements that nobody sees (torch's key_padding_mask).</param>
    /// <returns>[batch, time, width].</returns>
    public Tensor Forward([Shape("batch time width")] Tensor x, [Shape("batch keys width")] Tensor memory, [Shape("batch keys", DType.Int32)] Tensor padding)
    {
        var q = Heads(query.Forward(x));
        var k = Heads(key.Forward(memory));
        var v = Heads(value.Forward(memory));
        return Output(ScaledDotProductAttention(q, k, v, causal, padding));
    }

    // [batch, time, width] to [batch, heads, time, width / heads]; compiled, nothing moves.
    Tensor Heads(Tensor x) => x.Unflatten(-1, heads, width / heads).Transpose(1, 2);

    // And back.
    Tensor Output(Tensor mixed) => output.Forward(mixed.Transpose(1, 2).Flatten(2, 3));
}
