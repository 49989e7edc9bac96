using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>Sixteen lanes of float in 2 vectors of 256 bits, lane 0 first.</summary>
public readonly struct FloatLanes256(Vector256<float> a, Vector256<float> b)
{
    internal readonly Vector256<float> A = a, B = b;
}

/// <summary>Sixteen lanes of int or uint in 2 vectors of 256 bits, lane 0 first.</summary>
public readonly struct IntLanes256(Vector256<int> a, Vector256<int> b)
{
    internal readonly Vector256<int> A = a, B = b;
}

/// <summary>Sixteen lanes of double in 4 vectors of 256 bits, lane 0 first.</summary>
public readonly struct DoubleLanes256(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
{
    internal readonly Vector256<double> A = a, B = b, C = c, D = d;
}

/// <summary>Sixteen lanes of long or ulong in 4 vectors of 256 bits, lane 0 first.</summary>
public readonly struct LongLanes256(Vector256<long> a, Vector256<long> b, Vector256<long> c, Vector256<long> d)
{
    internal readonly Vector256<long> A = a, B = b, C = c, D = d;
}
