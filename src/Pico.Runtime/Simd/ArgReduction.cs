using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>
/// Where the largest or smallest value of a sequence lies. Every lane keeps the best value it has met and that value's
/// index; at the end the lanes agree on the best of all, and among equals on the least index.
/// </summary>
/// <remarks>
/// An index is never negative; a lane's place is -1 (<see cref="Nowhere"/>) until it has met a value, and with that its
/// best value does not matter. A lane must meet its values in ascending order of their indices. As in numpy, NaN wins over
/// everything, the first of several NaNs; -0 and +0 are equal. The result does not depend on how a sequence is dealt out to
/// lanes, so it is the same at every width.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ArgReduction
{
    /// <summary>The places of lanes that have met no value yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Nowhere<S, F, I>()
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.Broadcast(-1);

    /// <summary>
    /// Whether <paramref name="value"/>, which comes later, replaces <paramref name="best"/> as the largest: for joining
    /// parts of a sequence in order.
    /// </summary>
    /// <param name="best">The largest so far.</param>
    /// <param name="value">The largest of the next part.</param>
    public static bool IsLarger(double best, double value) => !double.IsNaN(best) && !(value <= best);

    /// <summary>Whether <paramref name="value"/>, which comes later, replaces <paramref name="best"/> as the smallest.</summary>
    /// <param name="best">The smallest so far.</param>
    /// <param name="value">The smallest of the next part.</param>
    public static bool IsSmaller(double best, double value) => !double.IsNaN(best) && !(value >= best);

    /// <summary>The same of long integers, which a double does not hold.</summary>
    /// <param name="best">The largest so far.</param>
    /// <param name="value">The largest of the next part.</param>
    public static bool IsLarger(long best, long value) => value > best;

    /// <summary>The same of long integers.</summary>
    /// <param name="best">The smallest so far.</param>
    /// <param name="value">The smallest of the next part.</param>
    public static bool IsSmaller(long best, long value) => value < best;

    /// <summary>The same of long integers without a sign.</summary>
    /// <param name="best">The largest so far.</param>
    /// <param name="value">The largest of the next part.</param>
    public static bool IsLarger(ulong best, ulong value) => value > best;

    /// <summary>The same of long integers without a sign.</summary>
    /// <param name="best">The smallest so far.</param>
    /// <param name="value">The smallest of the next part.</param>
    public static bool IsSmaller(ulong best, ulong value) => value < best;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static I IsEmpty<S, F, I>(I place)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.LessThan(place, S.Broadcast(0));

    // As an unsigned number -1 is larger than every index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int First<S, F, I>(I place, I winners)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => unchecked((int)S.MinUnsigned(S.Select(winners, place, S.Broadcast(-1))));
}
