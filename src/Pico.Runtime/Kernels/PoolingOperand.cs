using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>Dense planes of float or bfloat16 that a pool reads or writes.</summary>
public readonly unsafe struct PoolingOperand
{
    private readonly float* data;
    private readonly BFloat16* narrow;

    /// <summary>Planes of float.</summary>
    /// <param name="data">The first element.</param>
    public PoolingOperand(float* data) => this.data = data;

    /// <summary>Planes of bfloat16: widened when they are read, rounded when they are written.</summary>
    /// <param name="data">The first element.</param>
    public PoolingOperand(BFloat16* data) => narrow = data;

    /// <summary>The first element; null if the elements are bfloat16.</summary>
    internal float* Floats => data;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Read<S, F, I>(nint first, nint count, float* row)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        nint x = 0;
        for (; x <= count - 16; x += 16)
        {
            S.Store(row + x, narrow is null ? S.Load(data + first + x) : S.Load(narrow + first + x));
        }

        if (x < count)
        {
            var rest = (int)(count - x);
            S.Store(row + x, narrow is null ? S.Load(data + first + x, rest) : S.Load(narrow + first + x, rest), rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Write<S, F, I>(nint first, nint count, float* row)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        for (nint x = 0; x < count; x += 16)
        {
            WriteLanes<S, F, I>(first + x, S.Load(row + x), (int)Math.Min(16, count - x));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteLanes<S, F, I>(nint first, F value, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (narrow is not null)
        {
            S.Store(narrow + first, value, count);
        }
        else if (count == 16)
        {
            S.Store(data + first, value);
        }
        else
        {
            S.Store(data + first, value, count);
        }
    }

    /// <summary>Sixteen elements, those from <paramref name="count"/> on zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal F ReadLanes<S, F, I>(nint first, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => narrow is null ? S.Load(data + first, count) : S.Load(narrow + first, count);
}
