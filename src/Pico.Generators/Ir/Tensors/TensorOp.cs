namespace Pico.Generators.Ir;

/// <summary>What a node of the tensor IR computes. Operands are named in the remarks, in order.</summary>
internal abstract record TensorOp
{
    private TensorOp()
    {
    }

    /// <summary>Whether a step computes it by products whose sums go through an epilogue, which maps of its shape can join.</summary>
    public bool HasEpilogue => this is Contract or Convolution or ConvolutionImages or ConvolutionFilters;

    /// <summary>An argument of the entry point.</summary>
    internal sealed record Input(string Name) : TensorOp;

    /// <summary>A trained parameter, by its position in <see cref="ModelProgram.Parameters"/>.</summary>
    internal sealed record Parameter(int Index) : TensorOp;

    /// <summary>A number (rank 0).</summary>
    internal sealed record Constant(double Value) : TensorOp;

    /// <summary>The size of a dimension, or a setting of the model, in the node's type (rank 0): what a mean divides by.</summary>
    internal sealed record Size(Dimension Value) : TensorOp;

    /// <summary>
    /// A scalar function of every element. Operands: one per parameter of the function, broadcast to the node's shape as in
    /// numpy (aligned at the last dimension; a dimension of size one is repeated).
    /// </summary>
    internal sealed record Map(ScalarFunction Function) : TensorOp;

    /// <summary>Combines the elements along an axis, which stays with size one. Operand: the tensor.</summary>
    internal sealed record Reduce(Monoid Monoid, int Axis) : TensorOp;

    /// <summary>The same elements in the same order with another shape. Operand: the tensor.</summary>
    internal sealed record Reshape : TensorOp;

    /// <summary>Dimension i of the result is dimension <c>Order[i]</c> of the operand.</summary>
    internal sealed record Permute(EquatableArray<int> Order) : TensorOp;

    /// <summary>A range along an axis. Operand: the tensor.</summary>
    internal sealed record Slice(int Axis, Dimension Start) : TensorOp;

    /// <summary>The operand inside a larger tensor of zeros, starting at an index along an axis: the transpose of a slice.</summary>
    internal sealed record Pad(int Axis, Dimension Start) : TensorOp;

    /// <summary>
    /// The operand repeated in memory along dimensions of size one, for readers that cannot find its elements otherwise. Made
    /// by a pass; a map reads a smaller operand as it is.
    /// </summary>
    internal sealed record Repeat : TensorOp;

    /// <summary>
    /// One element of the last axis per row. Operands: the tensor [..., C] and int32 indices [..., 1]; the result is [..., 1].
    /// Where the index is <paramref name="Ignored"/>, the first element: its reader discards it.
    /// </summary>
    internal sealed record Pick(Dimension? Ignored = null) : TensorOp;

    /// <summary>
    /// The rows of a table that indices choose. Operands: the table [V, C] and int32 indices [...]; the result is [..., C].
    /// </summary>
    internal sealed record Gather : TensorOp;

    /// <summary>
    /// Rows added up in a table of zeros, each at the row that its index chooses: the transpose of a gather. Operands: int32
    /// indices [...] and rows [..., C]; the result is [V, C].
    /// </summary>
    internal sealed record ScatterAdd : TensorOp;

    /// <summary>The int32 index along the last axis; no operands.</summary>
    internal sealed record Iota : TensorOp;

    /// <summary>
    /// Matrix product of the last two dimensions, batched over the others: A [..., m, k] · B [..., k, n], each stored
    /// transposed when so marked. B may have rank 2; then the leading dimensions of A count as rows.
    /// </summary>
    internal sealed record Contract(bool TransposeA, bool TransposeB) : TensorOp;

    /// <summary>
    /// The product of every filter with every window of an image. Operands: images [N, C, plane] and filters [O, C / groups, kernel height,
    /// kernel width]; the result is [N, O, windows].
    /// </summary>
    internal sealed record Convolution(WindowSizes Sizes, Dimension Groups) : TensorOp;

    /// <summary>The gradient of a convolution's images. Operands: the gradient [N, O, windows] and the filters; the result is [N, C, plane].</summary>
    internal sealed record ConvolutionImages(WindowSizes Sizes, Dimension Groups) : TensorOp;

    /// <summary>
    /// The gradient of a convolution's filters. Operands: the images and the gradient [N, O, windows]; the result is [O, elements of a filter].
    /// </summary>
    internal sealed record ConvolutionFilters(WindowSizes Sizes, Dimension Groups) : TensorOp;

    /// <summary>Combines the elements of every window of every plane. Operand: [N, C, plane]; the result is [N, C, windows].</summary>
    internal sealed record Pool(Monoid Monoid, WindowSizes Sizes) : TensorOp;

    /// <summary>
    /// The gradient of a pool's operand: of a sum to all elements of a window, of a maximum to the first of its largest. Operands: for a maximum the
    /// pool's operand; the gradient [N, C, windows].
    /// </summary>
    internal sealed record PoolGradient(Monoid Monoid, WindowSizes Sizes) : TensorOp;

    /// <summary>
    /// softmax(Q Kᵀ / √depth) V. Operands: queries, keys and values, each [..., time, depth] or, when time comes first,
    /// [batch, time, heads, depth]; then perhaps int32 [batch, keys], nonzero for keys that no query sees. When causal, query i sees
    /// the keys up to i + keys - queries.
    /// </summary>
    internal sealed record Attention(bool IsCausal, bool IsTimeFirst) : TensorOp;

    /// <summary>
    /// The logarithm of the sum of the exponentials of a query's scores, [batch, heads, queries]: what the backward pass needs
    /// of them. Operand: the attention, whose step computes it too.
    /// </summary>
    internal sealed record LogSumExp : TensorOp;

    /// <summary>
    /// The gradient of the queries (part 0), keys (1) or values (2) of an attention; the parts are computed by one step.
    /// Operands: queries, keys, values, the output, its <see cref="LogSumExp"/>, its gradient, and the padding if there is one.
    /// </summary>
    internal sealed record AttentionGradient(int Part, bool IsCausal, bool IsTimeFirst) : TensorOp;

    /// <summary>
    /// Uniform random numbers in [0, 1), one per element, keyed by the seed, the step and the <paramref name="Stream"/>; no operands.
    /// </summary>
    internal sealed record Random(RandomStream Stream) : TensorOp;

    /// <summary>
    /// The operand behind what earlier calls have appended along an axis, which is remembered for later ones: of
    /// <see cref="Capacity"/> places the first <see cref="Past"/> are taken. The result is all of them up to the last new one.
    /// </summary>
    internal sealed record Append(int Axis, Dimension Past, Dimension Capacity) : TensorOp;

    /// <summary>
    /// What the repetition before left in a slot; the first one finds the operand, a value from outside. Belongs to the
    /// repetition.
    /// </summary>
    internal sealed record Carried(int Slot) : TensorOp;

    /// <summary>What the last repetition left in a slot. Operand: the result of the slot; belongs to no repetition itself.</summary>
    internal sealed record Outcome(int Repetition, int Slot) : TensorOp;

    /// <summary>The operand, cut off from the gradient.</summary>
    internal sealed record Detach : TensorOp;
}

/// <summary>
/// Tells dropout calls apart: the number of the call in an entry point is <see cref="Ordinal"/>, and in a repetition that plus
/// the calls of the repetitions before.
/// </summary>
internal sealed record RandomStream(Dimension Ordinal, int Repetition = -1);

/// <summary>An associative operation with a neutral element.</summary>
internal enum Monoid
{
    Sum,
    Max,
}
