namespace Pico.Generators.Tests.Kernels;

/// <summary>Kernels whose lanes part: branches, loops, jumps, early returns, against the scalar method at every width.</summary>
[Collection("SimdWidth")]
public class KernelControlFlowTests
{
    [Fact]
    public void Branches() => Check("""
        [Kernel] public static float Early(float x) { if (x < 0) return -1; if (x > 1) { x *= 2; return x; } return x; }
        [Kernel] public static float Arms(float x, float y) { float z; if (x > y) { z = x * y; y += 1; } else if (x < 0) z = -x; else { z = y; x = 3; } return z + x * y; }
        [Kernel] public static void Written(ref float x, out int n, float y) { n = 0; if (x > y) { n = 1; if (y > 0) return; x = y; } n += 2; }
        [Kernel] public static int Switched(int x, uint u) { switch (x & 7) { case 0: return 5; case 1: case 2: x += 9; break; case 3: if (u > 7) break; x = 1; break; default: x ^= 3; break; } return x; }
        [Kernel] public static int Chosen(int x) => (x & 15) switch { 0 => 3, 1 or 2 => x, > 9 and < 12 when x > 50 => -x, not 5 => 8, _ => 1 };
        [Kernel] public static bool Pattern(float x, int n) => x is > 0 and <= 5 || n is 3 or 4 or < -5;
        [Kernel] public static float Uniform(float x, [Uniform] bool exact, [Uniform] int n) { if (exact) { x = MathF.Sqrt(MathF.Abs(x)); } else if (n > 3) return x; return x * n; }
        """);

    [Fact]
    public void Loops() => Check("""
        [Kernel] public static int Mandelbrot(float cx, float cy, [Uniform] int most)
        {
            float x = 0, y = 0;
            var n = 0;
            for (; n < (most & 63); n++)
            {
                if (x * x + y * y > 4) break;
                (var t, x) = (x * x - y * y + cx, x);
                y = 2 * x * y + cy;
                x = t;
            }
            return n;
        }
        """.Replace("(var t, x) = (x * x - y * y + cx, x);", "var t = x * x - y * y + cx;", StringComparison.Ordinal) + """

        [Kernel] public static int Collatz(uint x) { x &= 1023; var steps = 0; while (x > 1) { x = (x & 1) == 0 ? x >> 1 : 3 * x + 1; steps++; } return steps; }
        [Kernel] public static int Continued(int x) { var sum = 0; for (var i = 0; i < 20; i++) { if (((x >> (i & 15)) & 1) == 0) continue; if (i == (x & 31)) break; sum += i * x; } return sum; }
        [Kernel] public static int Done(int x) { var n = 0; do { x = (int)((uint)x >> 1); n++; if (n > 40) continue; } while (x != 0); return n; }
        [Kernel] public static int Nested(int x, [Uniform] int m) { var r = 0; for (var i = 0; i < (x & 7); i++) for (var j = 0; j < (m & 3); j++) { if (((i ^ j) & 1) == 1) continue; r += i * j + 1; if (r > 20) return -r; } return r; }
        [Kernel] public static int Deep(int x) { var n = 0; while (true) { n++; if (n > (x & 15)) break; var k = 0; while (k < n) { k += 2; if (k == 6) { n += 3; break; } if (k == (x & 31)) return k * 100; } } return n; }
        [Kernel] public static float Newton(float x) { x = MathF.Abs(x); if (!(x < 1e6f)) return 0; var g = x + 1; for (var i = 0; i < 8; i++) { var next = (g + x / g) / 2; if (next == g) break; g = next; } return g; }
        [Kernel] public static int Rotated(int x, int y, int z, [Uniform] int n)
        {
            int a = x, b = y, c = z, d = x ^ y;
            for (var i = 0; i < (n & 63); i++) { var t = unchecked(d + (b ^ c)); var u = unchecked(a * 3 + b); d = c; c = b; b = unchecked(a + t); a = unchecked(t + u); }
            return unchecked(a + b * 5 + c * 7 + d);
        }

        [Kernel] public static uint Bits(uint x) { uint r = 0; for (var i = 0; i < 32; i++) { r = (r << 1) | (x & 1); x >>= 1; } return r; }
        [Kernel] public static int Helped(int x, int y) => Gcd(x & 255, y & 255) + Gcd(y & 63, x & 127);
        static int Gcd(int a, int b) { while (b != 0) { var t = a % b; a = b; b = t; } return a; }
        """);

    [Fact]
    public void Memory() => Check("""
        [Kernel] public static int Shifted([ElementIndex] int i, ReadOnlySpan<int> values) => (i > 0 ? values[i - 1] : 0) ^ (i + 1 < values.Length ? values[i + 1] : 7);
        [Kernel] public static float Gathered(int x, ReadOnlySpan<float> table) => table[(int)((uint)x % (uint)table.Length)] * 2;
        [Kernel] public static void Scattered([ElementIndex] int i, float x, Span<float> there) { if (x > 0) there[there.Length - 1 - i] = x; }
        [Kernel] public static float Summed(float x, ReadOnlySpan<float> table) { foreach (var t in table) { if (t > x) break; x += t; } return x; }
        [Kernel] public static int Bytes(byte b, sbyte s, short h, ushort u, out byte low, ref short back) { low = unchecked((byte)(b + s)); back = unchecked((short)(back + h)); b += 3; return b * 3 + s - h * u; }
        [Kernel] public static byte Narrow(int x, ReadOnlySpan<byte> table) => unchecked((byte)(table[x & 0] + x));
        [Kernel] public static float Window(float x, int n) { Span<float> w = stackalloc float[8]; for (var i = 0; i < w.Length; i++) w[i] = x * i; w[n & 7] = 1; var s = 0f; for (var i = 0; i < 8; i++) s += w[(i + n) & 7] * i; return s; }
        [Kernel] public static double Doubles(double x, int n, ReadOnlySpan<double> d) { Span<double> w = stackalloc double[3]; w[n & 1] = x; return w[0] - w[1] + d[(int)((uint)n % (uint)d.Length)]; }
        [Kernel] public static float Flags([ElementIndex] int i, float x, ReadOnlySpan<bool> s, Span<bool> t) { t[i] = s[i] != x > 0; if (s[0] && t[i]) return i + 1 < s.Length && s[i + 1] ? x : 1; return t[i] ? 2 : 3; }
        [Kernel] public static bool Marked(int x, [ElementIndex] int i, ReadOnlySpan<bool> s, Span<bool> t) { if (x > 0) t[t.Length - 1 - i] = x > 5; var all = true; foreach (var b in s) all &= b; return s[(int)((uint)x % (uint)s.Length)] | all; }
        """, lengths: Enumerable.Range(1, 40));

    private static void Check(string members, IEnumerable<int>? lengths = null)
    {
        var kernels = KernelDriver.Compile("public static partial class Ops { " + members + " }");
        Assert.NotEmpty(kernels);
        Assert.All(kernels, kernel => KernelCheck.EqualsScalar(kernel, 0, lengths));
    }
}
