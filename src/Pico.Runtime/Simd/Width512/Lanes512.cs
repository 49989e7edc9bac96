using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>Sixteen lanes of double in two vectors of 512 bits, lane 0 first.</summary>
public readonly struct DoubleLanes512(Vector512<double> a, Vector512<double> b)
{
    internal readonly Vector512<double> A = a, B = b;
}

/// <summary>Sixteen lanes of long or ulong in two vectors of 512 bits, lane 0 first.</summary>
public readonly struct LongLanes512(Vector512<long> a, Vector512<long> b)
{
    internal readonly Vector512<long> A = a, B = b;
}
