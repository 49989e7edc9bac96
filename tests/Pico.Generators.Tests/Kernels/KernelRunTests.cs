using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Runs generated kernels: every length from 0 to 67, every width, special values, against the scalar method.</summary>
[Collection("SimdWidth")]
public class KernelRunTests
{
    [Fact]
    public void Correctly_rounded_operations_are_bit_equal_to_the_scalar_method() => Check(0, """
        [Kernel] public static float Arithmetic(float x, float y) => x * 2 - y / x + (x - y) * 0.1f;
        [Kernel] public static float Rounding(float x) => MathF.Floor(x) + MathF.Ceiling(x) * 3 + MathF.Round(x) * 5 + MathF.Truncate(x) * 7;
        [Kernel] public static float MinMax(float x, float y) => MathF.Min(x, y) - MathF.Max(x, 0) / Math.Max(y, x);
        [Kernel] public static float Roots(float x, float y) => MathF.Sqrt(MathF.Abs(x)) + MathF.FusedMultiplyAdd(x, y, -x);
        [Kernel] public static float Clamped(float x) => Math.Clamp(x, -1.5f, 2) + MathF.CopySign(3, x) + MathF.Sign(x);
        [Kernel] public static float Remainders(float x, float y) => x % y;
        [Kernel] public static float Choice(float x, float y) => x > y ? x : y >= 2 ? y : x != 0 && y < x || !(x <= y) ? 1 : -x;
        [Kernel] public static bool Comparison(float x, float y) => x < y ^ (x == y | float.IsNaN(x)) & !float.IsInfinity(y) || float.IsFinite(x);
        [Kernel] public static float Locals(float x, float y) { var t = x * y; t += x; t *= t; x = t - y; y++; --x; return x / y; }
        [Kernel] public static float Masked(float x, bool m, int i) => m ? x : i > 0 ? i : -x;
        [Kernel] public static double Doubles(double x, double y, float z) => Math.Sqrt(Math.Abs(x * y)) - z / Math.Max(x, 1) + Math.Floor(y) * 0.5;
        [Kernel] public static float Narrow(double x) => (float)(x * 1.1);
        [Kernel] public static double Widen(float x, int i, uint u) => x * 2.0 + i - u;
        [Kernel] public static float Bits(float x) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) ^ int.MinValue);
        [Kernel] public static float Constants(float x) => x * float.MaxValue + 1e-40f - (float.NegativeInfinity + x) * -0f;
        """);

    [Fact]
    public void Integers_are_equal_to_the_scalar_method() => Check(0, """
        [Kernel] public static int Arithmetic(int x, int y) => unchecked(x * 31 + y - (x ^ y) * -y);
        [Kernel] public static int Division(int x, int y) => x / y + x % y * 3;
        [Kernel] public static uint UnsignedDivision(uint x, uint y) => x / y ^ x % y;
        [Kernel] public static int Shifts(int x, int n) => (x << n) ^ (x >> 3) ^ (x >>> n) ^ (x >> n);
        [Kernel] public static uint UnsignedShifts(uint x, int n) => (x << n) | (x >> 5) & ~(x >> n);
        [Kernel] public static int Ordered(int x, int y, uint u, uint v) => (x < y ? 1 : 0) + (u < v ? 2 : 0) + (x >= y ? 4 : 0) + (u <= v ? 8 : 0) + Math.Min(x, y) + (int)Math.Max(u, v);
        [Kernel] public static uint Hash(uint x) { x ^= x >> 16; x *= 0x7feb352du; x ^= x >> 15; x *= 0x846ca68bu; return x ^ System.Numerics.BitOperations.RotateLeft(x, 7); }
        [Kernel] public static int FromFloat(float x) => (int)x;
        [Kernel] public static uint UnsignedFromFloat(float x) => (uint)x;
        [Kernel] public static int FromDouble(double x) => (int)x;
        [Kernel] public static float ToFloat(int x, uint y) => x + (float)y;
        [Kernel] public static int Signs(int x, float y) => Math.Sign(x) + Math.Abs(x) + MathF.Sign(y) * 10;
        [Kernel] public static bool Logic(bool a, bool b, bool c) => a && !b || c != a ^ b;
        [Kernel] public static int Steps(int x) { var y = x++; y += x--; return unchecked(-(y - x) * ~x); }
        [Kernel] public static int Numbered(int x, [LaneIndex] int lane, [ElementIndex] int i) => unchecked(x * lane + i);
        [Kernel] public static int Assigned(int x, int y) { var t = 0; var r = x > y ? (t = x) : (t = y) + 1; return t * 3 + r; }
        """);

    [Fact]
    public void Long_integers_are_equal_to_the_scalar_method() => Check(0, """
        [Kernel] public static long Arithmetic(long x, long y) => unchecked(x * 31 + y - (x ^ y) * -y);
        [Kernel] public static long Division(long x, long y) => unchecked(x / y + x % y * 3);
        [Kernel] public static ulong UnsignedDivision(ulong x, ulong y) => x / y ^ x % y;
        [Kernel] public static long Shifts(long x, int n) => (x << n) ^ (x >> 3) ^ (x >>> n) ^ (x >> n);
        [Kernel] public static ulong UnsignedShifts(ulong x, int n) => (x << n) | (x >> 5) & ~(x >> n);
        [Kernel] public static int Ordered(long x, long y, ulong u, ulong v) =>
            (x < y ? 1 : 0) + (u < v ? 2 : 0) + (x >= y ? 4 : 0) + (u <= v ? 8 : 0) + (int)Math.Min(x, y) + unchecked((int)Math.Max(u, v)) + Math.Sign(x);
        [Kernel] public static ulong Mixed(ulong x) { x += 0x9E3779B97F4A7C15; x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9; return System.Numerics.BitOperations.RotateLeft(x, 31) ^ ulong.RotateRight(x, (int)x); }
        [Kernel] public static long FromFloat(float x) => (long)x;
        [Kernel] public static ulong UnsignedFromFloat(float x) => (ulong)x;
        [Kernel] public static long FromDouble(double x) => (long)x ^ unchecked((long)(ulong)(x * 2));
        [Kernel] public static float ToFloat(long x, ulong y) => x + (float)y;
        [Kernel] public static double ToDouble(long x, ulong y) => x - (double)y;
        [Kernel] public static long Widened(int x, uint y) => x * (long)y + (x - y);
        [Kernel] public static ulong WidenedUnsigned(int x, uint y) => unchecked((ulong)x * y + (ulong)(x ^ 5L));
        [Kernel] public static int Narrowed(long x, ulong y, out byte b, out uint u) { b = unchecked((byte)x); u = unchecked((uint)y); return unchecked((int)(x >> 7)); }
        [Kernel] public static double Bits(double x, ulong u) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) ^ long.MinValue) * BitConverter.UInt64BitsToDouble(u >> 12);
        [Kernel] public static long Constants(long x) => unchecked(x * long.MaxValue + (long.MinValue + 1) - (x & -2L) + (long)(0xFFFFFFFFFFFFFFFF / 3));
        [Kernel] public static long Selected(long x, bool b, [Uniform] long n) => b ? Math.Clamp(x, -5, n < 0 ? 0 : n) : unchecked(Math.Abs(x | 1) - n);
        [Kernel] public static void Memory(ref long x, ReadOnlySpan<long> s, ReadOnlySpan<ulong> t, Span<ulong> o, [ElementIndex] int i)
        {
            Span<long> w = stackalloc long[3];
            for (var k = 0; k < 3; k++) w[k] = unchecked(s[(i + k) % s.Length] * k);
            while (x > 1 && w[(int)(x & 1)] != 0) x >>= 3;
            o[i] = t[(int)((ulong)x % (uint)t.Length)] + unchecked((ulong)w[2]);
        }
        """);

    [Fact]
    public void Functions_stay_within_their_stated_error() => Check(6, """
        [Kernel] public static float Exponentials(float x) => MathF.Exp(x);
        [Kernel] public static float Logarithm(float x) => MathF.Log(x);
        [Kernel] public static float HyperbolicTangent(float x) => MathF.Tanh(x);
        [Kernel] public static float Logarithm2(float x) => MathF.Log2(x);
        [Kernel] public static float Logarithm10(float x) => MathF.Log10(x);
        [Kernel] public static float CubeRoot(float x) => MathF.Cbrt(x);
        [Kernel] public static float ErrorFunction(float x) => PicoMath.Erf(x);
        [Kernel] public static float Minus1(float x) => PicoMath.ExpM1(x);
        [Kernel] public static float Plus1(float x) => PicoMath.LogP1(x);
        [Kernel] public static float Tangents(float x) => MathF.Atan(x);
        [Kernel] public static float Arcs(float x) => MathF.Asin(x);
        [Kernel] public static float ArcCosine(float x) => MathF.Acos(x);
        [Kernel] public static float Hyperbolic(float x) => MathF.Sinh(x);
        [Kernel] public static float HyperbolicCosine(float x) => MathF.Cosh(x);
        [Kernel] public static float Quadrant(float x, float y) => MathF.Atan2(x, y);
        [Kernel] public static double DoubleExponential(double x) => Math.Exp(x);
        [Kernel] public static double DoubleLogarithm(double x) => Math.Log(x);
        [Kernel] public static double DoubleTangent(double x) => Math.Tanh(x);
        """);

    [Fact]
    public void Streams_by_reference_uniform_values_and_helpers() => Check(0, """
        [Kernel] public static void Sgd(ref float weight, float gradient, ref float velocity, out bool small, [Uniform] float rate)
        {
            velocity = 0.9f * velocity + gradient;
            weight -= rate * velocity;
            small = weight < 0.5f;
        }

        [Kernel] public static float Helped(float x, float y) { var s = Square(x); Swap(ref x, ref y); Halve(s, out var h); return x - Square(y) * h + Extended(s); }
        [Kernel] public static uint Counted(uint x, [Uniform] uint n, [Uniform] bool up) => up ? x + n : x - n;
        static float Square(float x) => x * x;
        static void Swap(ref float a, ref float b) { var t = a; a = b; b = t; }
        static void Halve(float x, out float half) => half = x / 2;
        static float Extended(this float x, float by = 3) => x + by;
        """.Replace("out var h", "out h", StringComparison.Ordinal).Replace("var s = Square(x);", "var s = Square(x); float h;", StringComparison.Ordinal));

    [Fact]
    public void A_divisor_of_zero_gives_zero_in_its_lane()
    {
        var kernel = KernelDriver.Compile("public static partial class Ops { [Kernel] public static int Divide(int x, int y) => x / y + x % y; }").Single();
        foreach (var width in KernelDriver.Widths)
        {
            using var limit = SimdWidth.Limit(width);
            Array[] streams = [new[] { 7, 7, int.MinValue }, new[] { 0, 2, -1 }, new int[3]];
            kernel.RunLanes(streams, 3);
            Assert.Equal([0, 4, int.MinValue], (int[])streams[2]);
        }
    }

    [Fact]
    public void Kernels_of_another_assembly_are_inlined_from_their_attribute()
    {
        var library = GeneratorHarness.Run(
            GeneratorHarness.Compile("""
                public readonly record struct Affine(float Scale, float Offset);
                public static partial class Library
                {
                    [Kernel] public static float Cube(float x) { var s = Square(x); s *= x > 0 ? x : -x; return s++ + s; }
                    internal static float Square(float x) => x * x;
                    [Kernel] public static float Apply(float x, [Uniform] in Affine a) => x * a.Scale + a.Offset;
                }
                """, name: "Library"), new Pipelines.KernelGenerator());
        library.Load();
        var kernels = KernelDriver.Compile(
            "public static partial class Ops { [Kernel] public static float Twice(float x) => Library.Cube(x) + 2 * Library.Cube(x + 1); }", library.Reference());
        // The scalar oracle calls into the library, which is not on disk: compare with the formula instead.
        foreach (var width in KernelDriver.Widths)
        {
            using var limit = SimdWidth.Limit(width);
            Array[] streams = [new[] { 1f, -2f, 0.5f }, new float[3]];
            kernels.Single().RunLanes(streams, 3);
            Assert.Equal([Twice(1), Twice(-2), Twice(0.5f)], (float[])streams[1]);
        }

        static float Twice(float x) => Cube(x) + 2 * Cube(x + 1);
        static float Cube(float x) => (x * x * Math.Abs(x)) + (x * x * Math.Abs(x) + 1);
    }

    private static void Check(long ulps, string members)
    {
        var kernels = KernelDriver.Compile("public static partial class Ops { " + members + " }");
        Assert.NotEmpty(kernels);
        Assert.All(kernels, kernel => KernelCheck.EqualsScalar(kernel, ulps));
    }
}
