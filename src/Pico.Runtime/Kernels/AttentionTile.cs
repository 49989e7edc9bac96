using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>The products of attention at one width, and the packing of their operands from the rows of one head.</summary>
internal static unsafe class AttentionTile<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;
    private const int Rows = AttentionBlocking.Rows;

    /// <summary>C [height, 32] = (C +) A [height, k] · B [k, 32], A packed as [k][height]; see <see cref="GemmTile{T, V}.Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(nint height, nint columns, nint k, float* a, float* b, float* c, bool resume) =>
        Multiply(height, columns, k, a, b, Lanes, c, resume);

    /// <summary>The same, with B where it lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(nint height, nint columns, nint k, float* a, float* b, nint bStep, float* c, bool resume) =>
        GemmKernel<S, F, I>.Multiply(height, columns, k, a, 1, height, b, bStep, c, resume);

    /// <summary>Rows of a head as a right operand: [rows/32][depth][32], multiplied by a factor. Missing rows read as zero.</summary>
    public static void PackLanes(GemmOperand head, nint first, nint count, nint depth, float factor, float* packed)
    {
        for (nint row = 0; row < count; row += Lanes, packed += Lanes * depth)
        {
            GemmPacking.PackRows(head, first + row, Math.Min(Lanes, count - row), 0, depth, packed, Lanes);
            Scale(packed, Lanes * depth, factor);
        }
    }

    /// <summary>Rows of a head as a left operand: [rows/12][depth][12], the last panel as narrow as a tile may be.</summary>
    public static void PackRows(GemmOperand head, nint first, nint count, nint depth, float* packed)
    {
        for (nint row = 0; row < count; row += Rows, packed += Rows * depth)
        {
            var rows = Math.Min(Rows, count - row);
            GemmPacking.PackRows(head, first + row, rows, 0, depth, packed, GemmBlocking.Height(rows));
        }
    }

    /// <summary>The columns of a head as a left operand, that is, the head transposed: [depth/12][rows][12].</summary>
    public static void PackColumns(GemmOperand head, nint first, nint count, nint depth, float* packed)
    {
        for (nint column = 0; column < depth; column += Rows, packed += Rows * count)
        {
            var columns = Math.Min(Rows, depth - column);
            GemmPacking.PackRows(head.Transpose(), column, columns, first, count, packed, GemmBlocking.Height(columns));
        }
    }

    /// <summary>Multiplies so many elements, a multiple of 16, by a factor.</summary>
    public static void Scale(float* values, nint count, float factor)
    {
        var factors = S.Broadcast(factor);
        for (nint i = 0; i < count; i += 16)
        {
            S.Store(values + i, S.Multiply(S.Load(values + i), factors));
        }
    }
}
