using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>Sixteen lanes of float in 4 vectors of 128 bits, lane 0 first.</summary>
public readonly struct FloatLanes128(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
{
    internal readonly Vector128<float> A = a, B = b, C = c, D = d;
}

/// <summary>Sixteen lanes of int or uint in 4 vectors of 128 bits, lane 0 first.</summary>
public readonly struct IntLanes128(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d)
{
    internal readonly Vector128<int> A = a, B = b, C = c, D = d;
}

/// <summary>Sixteen lanes of double in 8 vectors of 128 bits, lane 0 first.</summary>
public readonly struct DoubleLanes128(
    Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> d,
    Vector128<double> e, Vector128<double> f, Vector128<double> g, Vector128<double> h)
{
    internal readonly Vector128<double> A = a, B = b, C = c, D = d, E = e, F = f, G = g, H = h;
}

/// <summary>Sixteen lanes of long or ulong in 8 vectors of 128 bits, lane 0 first.</summary>
public readonly struct LongLanes128(
    Vector128<long> a, Vector128<long> b, Vector128<long> c, Vector128<long> d,
    Vector128<long> e, Vector128<long> f, Vector128<long> g, Vector128<long> h)
{
    internal readonly Vector128<long> A = a, B = b, C = c, D = d, E = e, F = f, G = g, H = h;
}
