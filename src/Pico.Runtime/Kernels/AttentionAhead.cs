using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// The cache lines of a head's rows, read or written, which the tiles of the head before ask for, one with each product. They come in runs of a few, too short for a
/// processor to foresee, and asking for all at once would wait as long as reading them.
/// </summary>
internal unsafe struct AttentionAhead
{
    private readonly nint batch;
    private readonly nint head;
    private readonly nint depth;
    private Queue queue;
    private int count;
    private int operand; // at hand
    private nint row;
    private nint column;

    /// <summary>Those of a head by its number among all, if there is such a head. Longer heads than most caches hold are not asked for; they read most of what they read more than once.</summary>
    public AttentionAhead(in AttentionShape shape, nint index)
    {
        if (AttentionBlocking.IsForeseen(shape) && index < shape.Batch * shape.Heads)
        {
            (batch, head) = (index / shape.Heads, index % shape.Heads);
            depth = shape.Depth;
        }
    }

    /// <summary>Adds the head's rows of an operand.</summary>
    public void Add(in AttentionOperand tensor, nint rows)
    {
        if (depth > 0 && rows > 0 && tensor.Data is not null)
        {
            queue[count++] = new() { First = tensor.Head(batch, head).Data, Stride = tensor.TimeStride, Rows = rows };
        }
    }

    /// <summary>Computes a tile (see <see cref="GemmKernel{S, F, I}"/>), which asks for the next lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Multiply<S, F, I>(nint height, nint columns, nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var sums = GemmTileSums.In(c, resume);
        if (operand < count && height == GemmBlocking.PanelRows)
        {
            ref readonly var next = ref queue[operand];
            sums.Ahead = next.First + row * next.Stride + column;
            sums.AheadStep = next.Stride;
            row += k;
            if (row >= next.Rows)
            {
                Turn();
            }
        }

        GemmKernel<S, F, I>.Multiply(height, columns, k, a, aRow, aStep, b, bStep, sums);
    }

    private void Turn()
    {
        row = 0;
        column += CacheLine.Floats;
        if (column >= depth)
        {
            column = 0;
            operand++;
        }
    }

    private struct Operand
    {
        public float* First;
        public nint Stride;
        public nint Rows;
    }

    // Q, K, V, O, and their gradients.
    [InlineArray(8)]
    private struct Queue
    {
        private Operand first;
    }
}
