using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>Sixteen lanes of double in two vectors of 512 bits, lane 0 first.</summary>
public readonly struct DoubleLanes512(Vector512<double> a, Vector512<double> b)
{
    internal readonly Vector512<double> A = a, B = b;
}
