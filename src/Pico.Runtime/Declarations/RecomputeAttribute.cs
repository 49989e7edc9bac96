namespace Pico;

/// <summary>
/// Trades time for memory (gradient checkpointing): what a layer computes inside is not kept for the way back, which computes it once
/// more from what the layer was given. On a field it speaks of the layer or of each layer of the array that the field holds; on a
/// <see cref="LayerAttribute"/> class of every layer of that class. Results and gradients are the same to the bit, dropout
/// included.
/// </summary>
/// <remarks>
/// Of repeated layers one input is kept for each, and the inside of one at a time. Inside such a layer others may be marked too: these
/// are then computed a third time, and less of the outer one is held at once. An eager run keeps everything.
/// Two calls of a layer with the very same argument are one where everything is kept, and two where they are computed again: only then are
/// gradients added up in another order, and may differ in the last bit.
/// Source: Chen, Xu, Zhang and Guestrin, "Training Deep Nets with Sublinear Memory Cost", 2016.
/// </remarks>
/// <example><code>
/// [Recompute] readonly Block[] blocks = Repeat(depth, () => new Block(width, heads));
/// </code></example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Class)]
public sealed class RecomputeAttribute : Attribute;
