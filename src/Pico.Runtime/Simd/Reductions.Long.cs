using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

// Of long and ulong lanes, whose order does not matter.
internal static partial class Reductions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LargestLong<T>(Vector512<T> a)
        where T : INumber<T> => LargestLong(Vector256.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LargestLong<T>(Vector256<T> a)
        where T : INumber<T> => LargestLong(Vector128.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LargestLong<T>(Vector128<T> a)
        where T : INumber<T> => T.Max(a.GetElement(0), a.GetElement(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LeastLong<T>(Vector512<T> a)
        where T : INumber<T> => LeastLong(Vector256.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LeastLong<T>(Vector256<T> a)
        where T : INumber<T> => LeastLong(Vector128.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LeastLong<T>(Vector128<T> a)
        where T : INumber<T> => T.Min(a.GetElement(0), a.GetElement(1));
}
