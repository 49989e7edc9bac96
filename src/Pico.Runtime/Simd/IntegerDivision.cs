using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>
/// 32-bit division through double: both operands and the truncated quotient are exact there, because a quotient of
/// numbers below 2^32 that is no integer lies further from the next integer than a double's rounding error.
/// </summary>
internal static class IntegerDivision
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static I Divide<S, F, I, D>(I a, I b)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var quotient = S.ToInt(S.Divide(S.ToDouble(a), S.ToDouble(b)));
        // MinValue / -1 is 2^31, which the conversion saturates; it has to wrap.
        var least = S.Broadcast(int.MinValue);
        quotient = S.Select(S.And(S.Equal(a, least), S.Equal(b, S.Broadcast(-1))), least, quotient);
        return S.And(quotient, S.NotEqual(b, S.Broadcast(0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static I DivideUnsigned<S, F, I, D>(I a, I b)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var quotient = S.ToUInt(S.Divide(S.ToDoubleUnsigned(a), S.ToDoubleUnsigned(b)));
        return S.And(quotient, S.NotEqual(b, S.Broadcast(0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static I Remainder<S, F, I, D>(I a, I b)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var remainder = S.Subtract(a, S.Multiply(Divide<S, F, I, D>(a, b), b));
        return S.And(remainder, S.NotEqual(b, S.Broadcast(0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static I RemainderUnsigned<S, F, I, D>(I a, I b)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var remainder = S.Subtract(a, S.Multiply(DivideUnsigned<S, F, I, D>(a, b), b));
        return S.And(remainder, S.NotEqual(b, S.Broadcast(0)));
    }
}
