using System.Runtime.CompilerServices;

namespace Pico.Simd;

internal static unsafe partial class LaneByLane
{
    internal static long Quotient(long a, long b) => b == 0 ? 0 : b == -1 ? unchecked(-a) : a / b;

    internal static ulong Quotient(ulong a, ulong b) => b == 0 ? 0 : a / b;

    internal static long Rest(long a, long b) => b is 0 or -1 ? 0 : a % b;

    internal static ulong Rest(ulong a, ulong b) => b == 0 ? 0 : a % b;

    [SkipLocalsInit]
    internal static L Divide<S, F, I, D, L>(L a, L b)
        where S : ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        long* left = stackalloc long[16], right = stackalloc long[16];
        S.Store(left, a);
        S.Store(right, b);
        for (var i = 0; i < 16; i++) left[i] = Quotient(left[i], right[i]);
        return S.Load(left);
    }

    [SkipLocalsInit]
    internal static L DivideUnsigned<S, F, I, D, L>(L a, L b)
        where S : ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        long* left = stackalloc long[16], right = stackalloc long[16];
        S.Store(left, a);
        S.Store(right, b);
        for (var i = 0; i < 16; i++) left[i] = (long)Quotient((ulong)left[i], (ulong)right[i]);
        return S.Load(left);
    }

    [SkipLocalsInit]
    internal static L Remainder<S, F, I, D, L>(L a, L b)
        where S : ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        long* left = stackalloc long[16], right = stackalloc long[16];
        S.Store(left, a);
        S.Store(right, b);
        for (var i = 0; i < 16; i++) left[i] = Rest(left[i], right[i]);
        return S.Load(left);
    }

    [SkipLocalsInit]
    internal static L RemainderUnsigned<S, F, I, D, L>(L a, L b)
        where S : ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        long* left = stackalloc long[16], right = stackalloc long[16];
        S.Store(left, a);
        S.Store(right, b);
        for (var i = 0; i < 16; i++) left[i] = (long)Rest((ulong)left[i], (ulong)right[i]);
        return S.Load(left);
    }

    [SkipLocalsInit]
    internal static F ToFloat<S, F, I, D, L>(L a)
        where S : ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var from = stackalloc long[16];
        var to = stackalloc float[16];
        S.Store(from, a);
        for (var i = 0; i < 16; i++) to[i] = from[i];
        return S.Load(to);
    }

    [SkipLocalsInit]
    internal static F ToFloatUnsigned<S, F, I, D, L>(L a)
        where S : ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var from = stackalloc long[16];
        var to = stackalloc float[16];
        S.Store(from, a);
        for (var i = 0; i < 16; i++) to[i] = (ulong)from[i];
        return S.Load(to);
    }
}
