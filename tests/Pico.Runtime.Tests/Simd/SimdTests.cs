using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

/// <summary>Runs an operation over arrays, sixteen lanes a step, and compares each lane with the scalar expression.</summary>
public abstract unsafe partial class SimdTests<S, F, I, D, L>
    where S : struct, ISimd<F, I, D, L>
    where F : struct
    where I : struct
    where D : struct
    where L : struct
{
    private static readonly (float[] A, float[] B, float[] C) floats = SimdCases.Combine(SimdCases.Floats, SimdCases.NextFloat);
    private static readonly (double[] A, double[] B, double[] C) doubles = SimdCases.Combine(SimdCases.Doubles, SimdCases.NextDouble);
    private static readonly (int[] A, int[] B, int[] C) ints = SimdCases.Combine(SimdCases.Ints, SimdCases.NextInt);

    private static F LoadF(float[] values, int at)
    {
        fixed (float* p = values) return S.Load(p + at);
    }

    private static I LoadI(int[] values, int at)
    {
        fixed (int* p = values) return S.Load(p + at);
    }

    private static D LoadD(double[] values, int at)
    {
        fixed (double* p = values) return S.Load(p + at);
    }

    private static float[] Lanes(F value)
    {
        var lanes = new float[16];
        fixed (float* p = lanes) S.Store(p, value);
        return lanes;
    }

    private static int[] Lanes(I value)
    {
        var lanes = new int[16];
        fixed (int* p = lanes) S.Store(p, value);
        return lanes;
    }

    private static double[] Lanes(D value)
    {
        var lanes = new double[16];
        fixed (double* p = lanes) S.Store(p, value);
        return lanes;
    }

    private static void Same(float expected, float actual, params object[] operands)
    {
        if (float.IsNaN(expected) && float.IsNaN(actual)) return;
        if (BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(actual))
            Assert.Fail($"Expected {expected:R}, got {actual:R} for ({string.Join(", ", operands)}).");
    }

    private static void Same(double expected, double actual, params object[] operands)
    {
        if (double.IsNaN(expected) && double.IsNaN(actual)) return;
        if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(actual))
            Assert.Fail($"Expected {expected:R}, got {actual:R} for ({string.Join(", ", operands)}).");
    }

    private static void Same(int expected, int actual, params object[] operands)
    {
        if (expected != actual) Assert.Fail($"Expected {expected}, got {actual} for ({string.Join(", ", operands)}).");
    }

    private static void Check(Func<F, F, F, F> lanes, Func<float, float, float, float> scalar)
    {
        var (a, b, c) = floats;
        for (var i = 0; i < a.Length; i += 16)
        {
            var actual = Lanes(lanes(LoadF(a, i), LoadF(b, i), LoadF(c, i)));
            for (var k = 0; k < 16; k++) Same(scalar(a[i + k], b[i + k], c[i + k]), actual[k], a[i + k], b[i + k], c[i + k]);
        }
    }

    private static void Check(Func<D, D, D, D> lanes, Func<double, double, double, double> scalar)
    {
        var (a, b, c) = doubles;
        for (var i = 0; i < a.Length; i += 16)
        {
            var actual = Lanes(lanes(LoadD(a, i), LoadD(b, i), LoadD(c, i)));
            for (var k = 0; k < 16; k++) Same(scalar(a[i + k], b[i + k], c[i + k]), actual[k], a[i + k], b[i + k], c[i + k]);
        }
    }

    private static void Check(Func<I, I, I, I> lanes, Func<int, int, int, int> scalar)
    {
        var (a, b, c) = ints;
        for (var i = 0; i < a.Length; i += 16)
        {
            var actual = Lanes(lanes(LoadI(a, i), LoadI(b, i), LoadI(c, i)));
            for (var k = 0; k < 16; k++) Same(scalar(a[i + k], b[i + k], c[i + k]), actual[k], a[i + k], b[i + k], c[i + k]);
        }
    }

    private static void Check(Func<F, F, F> lanes, Func<float, float, float> scalar) =>
        Check((a, b, _) => lanes(a, b), (a, b, _) => scalar(a, b));

    private static void Check(Func<F, F> lanes, Func<float, float> scalar) => Check((a, _, _) => lanes(a), (a, _, _) => scalar(a));

    private static void Check(Func<D, D, D> lanes, Func<double, double, double> scalar) =>
        Check((a, b, _) => lanes(a, b), (a, b, _) => scalar(a, b));

    private static void Check(Func<D, D> lanes, Func<double, double> scalar) => Check((a, _, _) => lanes(a), (a, _, _) => scalar(a));

    private static void Check(Func<I, I, I> lanes, Func<int, int, int> scalar) =>
        Check((a, b, _) => lanes(a, b), (a, b, _) => scalar(a, b));

    private static void Check(Func<I, I> lanes, Func<int, int> scalar) => Check((a, _, _) => lanes(a), (a, _, _) => scalar(a));

    // A comparison or conversion is seen through a Select or a cast, so that the lanes of the result are integers.
    private static void CheckFloatToInt(Func<F, F, I> lanes, Func<float, float, int> scalar)
    {
        var (a, b, _) = floats;
        for (var i = 0; i < a.Length; i += 16)
        {
            var actual = Lanes(lanes(LoadF(a, i), LoadF(b, i)));
            for (var k = 0; k < 16; k++) Same(scalar(a[i + k], b[i + k]), actual[k], a[i + k], b[i + k]);
        }
    }

    private static void CheckDoubleToInt(Func<D, D, I> lanes, Func<double, double, int> scalar)
    {
        var (a, b, _) = doubles;
        for (var i = 0; i < a.Length; i += 16)
        {
            var actual = Lanes(lanes(LoadD(a, i), LoadD(b, i)));
            for (var k = 0; k < 16; k++) Same(scalar(a[i + k], b[i + k]), actual[k], a[i + k], b[i + k]);
        }
    }

    private static int Mask(bool value) => value ? -1 : 0;
}

public sealed class Simd512Tests : SimdTests<Simd512, System.Runtime.Intrinsics.Vector512<float>, System.Runtime.Intrinsics.Vector512<int>, DoubleLanes512, LongLanes512>;

public sealed class Simd256Tests : SimdTests<Simd256, FloatLanes256, IntLanes256, DoubleLanes256, LongLanes256>;

public sealed class Simd128Tests : SimdTests<Simd128, FloatLanes128, IntLanes128, DoubleLanes128, LongLanes128>;

public sealed class SimdScalarTests : SimdTests<SimdScalar, FloatLanesScalar, IntLanesScalar, DoubleLanesScalar, LongLanesScalar>;
