namespace Pico.Models;

/// <summary>What a node of a <see cref="GraphDescription"/> computes. Operands are named in the remarks, in order.</summary>
public abstract record NodeOperation
{
    private NodeOperation()
    {
    }

    /// <summary>An argument of the entry point.</summary>
    /// <param name="Name">The user's name for it.</param>
    public sealed record Input(string Name) : NodeOperation;

    /// <summary>A parameter of the model.</summary>
    /// <param name="Name">Its dotted name, with <c>*</c> where the number of a repeated layer belongs.</param>
    public sealed record Parameter(string Name) : NodeOperation;

    /// <summary>A number.</summary>
    /// <param name="Value">Its value.</param>
    public sealed record Constant(double Value) : NodeOperation;

    /// <summary>The value of a formula over sizes, in the node's type.</summary>
    /// <param name="Value">The formula.</param>
    public sealed record Size(SizeFormula Value) : NodeOperation;

    /// <summary>A function of every element. Operands: one for each input of the function, broadcast to the node's shape as in numpy.</summary>
    /// <param name="Function">The function.</param>
    public sealed record Map(ScalarDescription Function) : NodeOperation;

    /// <summary>Combines the elements along an axis, which stays with size one. Operand: the tensor.</summary>
    /// <param name="Monoid"><c>Sum</c> or <c>Max</c>.</param>
    /// <param name="Axis">The axis.</param>
    public sealed record Reduce(string Monoid, int Axis) : NodeOperation;

    /// <summary>The same elements in the same order with another shape. Operand: the tensor.</summary>
    public sealed record Reshape : NodeOperation;

    /// <summary>Moves dimensions: dimension i of the result is dimension <c>Order[i]</c> of the operand.</summary>
    /// <param name="Order">The order.</param>
    public sealed record Permute(IReadOnlyList<int> Order) : NodeOperation;

    /// <summary>A range along an axis, as long as the node's shape says. Operand: the tensor.</summary>
    /// <param name="Axis">The axis.</param>
    /// <param name="Start">Where it begins.</param>
    public sealed record Slice(int Axis, SizeFormula Start) : NodeOperation;

    /// <summary>The operand inside a larger tensor of zeros.</summary>
    /// <param name="Axis">The axis along which it is larger.</param>
    /// <param name="Start">Where the operand begins.</param>
    public sealed record Pad(int Axis, SizeFormula Start) : NodeOperation;

    /// <summary>The operand repeated along its dimensions of size one, to the node's shape.</summary>
    public sealed record Repeat : NodeOperation;

    /// <summary>One element of the last axis for each row. Operands: the tensor [..., C] and int32 indices [..., 1].</summary>
    /// <param name="Ignored">The index whose element nobody reads, if there is one; it may lie outside.</param>
    public sealed record Pick(SizeFormula? Ignored) : NodeOperation;

    /// <summary>The rows of a table that indices choose. Operands: the table [V, C] and int32 indices [...]; the result is [..., C].</summary>
    public sealed record Gather : NodeOperation;

    /// <summary>The int32 index along the last axis; no operands.</summary>
    public sealed record Iota : NodeOperation;

    /// <summary>
    /// The matrix product of the last two dimensions, batched over the others. Operands: A and B, each stored transposed when so marked. B may have
    /// rank 2; then the leading dimensions of A count as rows.
    /// </summary>
    /// <param name="TransposeA">Whether A is stored transposed.</param>
    /// <param name="TransposeB">Whether B is.</param>
    public sealed record Contract(bool TransposeA, bool TransposeB) : NodeOperation;

    /// <summary>
    /// softmax(Q Kᵀ / √depth) V. Operands: queries, keys and values, [..., time, depth], or [batch, time, heads, depth] when time comes first; then
    /// perhaps int32 [batch, keys], nonzero for keys that no query sees. A query that sees no key gets zero.
    /// </summary>
    /// <param name="IsCausal">Whether query i sees only the keys up to i + keys - queries.</param>
    /// <param name="IsTimeFirst">Whether time comes before heads.</param>
    public sealed record Attention(bool IsCausal, bool IsTimeFirst) : NodeOperation;

    /// <summary>
    /// Every filter times every window. Operands: images [N, C, Height·Width] and filters [O, C / groups, kernel height, kernel width]; the result
    /// has one dimension of windows too.
    /// </summary>
    /// <param name="Height">The rows of an image.</param>
    /// <param name="Width">The columns of an image.</param>
    /// <param name="Stride">From one window to the next.</param>
    /// <param name="Padding">Zeros on every side.</param>
    /// <param name="Dilation">From one element of a filter to the next.</param>
    /// <param name="Groups">Parts of the channels that see only their own filters.</param>
    public sealed record Convolution(SizeFormula Height, SizeFormula Width, SizeFormula Stride, SizeFormula Padding, SizeFormula Dilation, SizeFormula Groups) : NodeOperation;

    /// <summary>The maximum or the sum of every window of images [N, C, Height·Width].</summary>
    /// <param name="Monoid"><c>Max</c> or <c>Sum</c>.</param>
    /// <param name="Height">The rows of an image.</param>
    /// <param name="Width">The columns of an image.</param>
    /// <param name="Kernel">The rows and columns of a window.</param>
    /// <param name="Stride">From one window to the next.</param>
    /// <param name="Padding">How far windows reach over the edge.</param>
    public sealed record Pool(string Monoid, SizeFormula Height, SizeFormula Width, SizeFormula Kernel, SizeFormula Stride, SizeFormula Padding) : NodeOperation;

    /// <summary>What the repeated layer before left in a slot; the first one finds the operand.</summary>
    /// <param name="Slot">The slot.</param>
    public sealed record Carried(int Slot) : NodeOperation;

    /// <summary>What the last of repeated layers left in a slot. Operand: the result of the slot.</summary>
    /// <param name="Repetition">The number of the repetition.</param>
    /// <param name="Slot">The slot.</param>
    public sealed record Outcome(int Repetition, int Slot) : NodeOperation;

    /// <summary>The operand, cut off from the gradient.</summary>
    public sealed record Detach : NodeOperation;

    /// <summary>An operation that descriptions have no form for.</summary>
    /// <param name="Name">Its name in the compiler.</param>
    public sealed record Other(string Name) : NodeOperation;
}
