using System.Numerics;

namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    private static readonly (long[] A, long[] B, long[] C) longs = SimdCases.Combine(SimdCases.Longs, SimdCases.NextLong);

    private static L LoadL(long[] values, int at)
    {
        fixed (long* p = values) return S.Load(p + at);
    }

    private static long[] Lanes(L value)
    {
        var lanes = new long[16];
        fixed (long* p = lanes) S.Store(p, value);
        return lanes;
    }

    private static void Same(long expected, long actual, params object[] operands)
    {
        if (expected != actual) Assert.Fail($"Expected {expected}, got {actual} for ({string.Join(", ", operands)}).");
    }

    private static void Check(Func<L, L, L> lanes, Func<long, long, long> scalar)
    {
        var (a, b, _) = longs;
        for (var i = 0; i < a.Length; i += 16)
        {
            var actual = Lanes(lanes(LoadL(a, i), LoadL(b, i)));
            for (var k = 0; k < 16; k++) Same(scalar(a[i + k], b[i + k]), actual[k], a[i + k], b[i + k]);
        }
    }

    private static void Check(Func<L, L> lanes, Func<long, long> scalar) => Check((a, _) => lanes(a), (a, _) => scalar(a));

    private static void CheckLongToInt(Func<L, L, I> lanes, Func<long, long, int> scalar)
    {
        var (a, b, _) = longs;
        for (var i = 0; i < a.Length; i += 16)
        {
            var actual = Lanes(lanes(LoadL(a, i), LoadL(b, i)));
            for (var k = 0; k < 16; k++) Same(scalar(a[i + k], b[i + k]), actual[k], a[i + k], b[i + k]);
        }
    }

    [Fact]
    public void Long_arithmetic_equals_scalar_code()
    {
        Check(S.Add, (long a, long b) => a + b);
        Check(S.Subtract, (long a, long b) => a - b);
        Check(S.Multiply, (long a, long b) => a * b);
        Check(S.Divide, (long a, long b) => b == 0 ? 0 : (long)((Int128)a / b));
        Check(S.DivideUnsigned, (long a, long b) => b == 0 ? 0 : (long)((ulong)a / (ulong)b));
        Check(S.Remainder, (long a, long b) => b == 0 ? 0 : (long)((Int128)a % b));
        Check(S.RemainderUnsigned, (long a, long b) => b == 0 ? 0 : (long)((ulong)a % (ulong)b));
        Check(S.Negate, (long a) => -a);
        Check(S.Abs, (long a) => (long)Int128.Abs(a));
        Check(S.Min, (Func<long, long, long>)Math.Min);
        Check(S.Max, (Func<long, long, long>)Math.Max);
        Check(S.MinUnsigned, (long a, long b) => (long)Math.Min((ulong)a, (ulong)b));
        Check(S.MaxUnsigned, (long a, long b) => (long)Math.Max((ulong)a, (ulong)b));
    }

    [Fact]
    public void Long_bits_and_shifts_equal_scalar_code()
    {
        Check(S.And, (long a, long b) => a & b);
        Check(S.Or, (long a, long b) => a | b);
        Check(S.Xor, (long a, long b) => a ^ b);
        Check(S.Not, (long a) => ~a);
        Check(S.AndNot, (long a, long b) => a & ~b);
        Check((L a, L b) => S.ShiftLeft(a, S.ToInt(b)), (long a, long b) => a << (int)b);
        Check((L a, L b) => S.ShiftRight(a, S.ToInt(b)), (long a, long b) => a >> (int)b);
        Check((L a, L b) => S.ShiftRightUnsigned(a, S.ToInt(b)), (long a, long b) => a >>> (int)b);
        Check((L a, L b) => S.RotateLeft(a, S.ToInt(b)), (long a, long b) => (long)BitOperations.RotateLeft((ulong)a, (int)b));
        Check((L a, L b) => S.RotateRight(a, S.ToInt(b)), (long a, long b) => (long)BitOperations.RotateRight((ulong)a, (int)b));
        foreach (var count in (int[])[0, 1, 7, 31, 32, 33, 63, 64, 65, -1])
        {
            Check((L a) => S.RotateLeft(a, count), (long a) => (long)BitOperations.RotateLeft((ulong)a, count));
            Check((L a) => S.RotateRight(a, count), (long a) => (long)BitOperations.RotateRight((ulong)a, count));
            Check((L a) => S.ShiftLeft(a, count), (long a) => a << count);
            Check((L a) => S.ShiftRight(a, count), (long a) => a >> count);
            Check((L a) => S.ShiftRightUnsigned(a, count), (long a) => a >>> count);
        }
    }

    [Fact]
    public void Long_comparisons_equal_scalar_code()
    {
        CheckLongToInt(S.Equal, (a, b) => Mask(a == b));
        CheckLongToInt(S.NotEqual, (a, b) => Mask(a != b));
        CheckLongToInt(S.LessThan, (a, b) => Mask(a < b));
        CheckLongToInt(S.LessThanOrEqual, (a, b) => Mask(a <= b));
        CheckLongToInt(S.LessThanUnsigned, (a, b) => Mask((ulong)a < (ulong)b));
        CheckLongToInt(S.LessThanOrEqualUnsigned, (a, b) => Mask((ulong)a <= (ulong)b));
        Check((L a, L b) => S.Select(S.LessThan(a, b), a, S.Not(b)), (long a, long b) => a < b ? a : ~b);
    }

    [Fact]
    public void Long_conversions_equal_the_casts_of_scalar_code()
    {
        CheckLongToInt((a, _) => S.ToInt(a), (a, _) => (int)a);
        Check((L a) => S.AsLong(S.AsDouble(a)), (long a) => a);
        for (var i = 0; i < longs.A.Length; i += 16)
        {
            var a = LoadL(longs.A, i);
            float[] f = Lanes(S.ToFloat(a)), fu = Lanes(S.ToFloatUnsigned(a));
            double[] d = Lanes(S.ToDouble(a)), du = Lanes(S.ToDoubleUnsigned(a)), bits = Lanes(S.AsDouble(a));
            for (var k = 0; k < 16; k++)
            {
                var x = longs.A[i + k];
                Same((float)x, f[k], x);
                Same((float)(ulong)x, fu[k], x);
                Same((double)x, d[k], x);
                Same((double)(ulong)x, du[k], x);
                Same(BitConverter.Int64BitsToDouble(x), bits[k], x);
            }
        }

        for (var i = 0; i < ints.A.Length; i += 16)
        {
            long[] signed = Lanes(S.ToLong(LoadI(ints.A, i))), unsigned = Lanes(S.ToLongUnsigned(LoadI(ints.A, i)));
            for (var k = 0; k < 16; k++)
            {
                Same((long)ints.A[i + k], signed[k], i, k);
                Same((long)(uint)ints.A[i + k], unsigned[k], i, k);
            }
        }

        for (var i = 0; i < floats.A.Length; i += 16)
        {
            long[] signed = Lanes(S.ToLong(LoadF(floats.A, i))), unsigned = Lanes(S.ToULong(LoadF(floats.A, i)));
            for (var k = 0; k < 16; k++)
            {
                Same((long)floats.A[i + k], signed[k], floats.A[i + k]);
                Same((long)(ulong)floats.A[i + k], unsigned[k], floats.A[i + k]);
            }
        }

        for (var i = 0; i < doubles.A.Length; i += 16)
        {
            long[] signed = Lanes(S.ToLong(LoadD(doubles.A, i))), unsigned = Lanes(S.ToULong(LoadD(doubles.A, i)));
            for (var k = 0; k < 16; k++)
            {
                Same((long)doubles.A[i + k], signed[k], doubles.A[i + k]);
                Same((long)(ulong)doubles.A[i + k], unsigned[k], doubles.A[i + k]);
            }
        }
    }

    [Fact]
    public void Long_reductions_see_every_lane()
    {
        for (var i = 0; i < longs.C.Length; i += 16)
        {
            var lanes = longs.C[i..(i + 16)];
            Same(lanes.Aggregate((a, b) => a + b), S.Sum(LoadL(longs.C, i)), i);
            Same(lanes.Max(), S.Max(LoadL(longs.C, i)), i);
            Same(lanes.Min(), S.Min(LoadL(longs.C, i)), i);
            Same((long)lanes.Max(x => (ulong)x), (long)S.MaxUnsigned(LoadL(longs.C, i)), i);
            Same((long)lanes.Min(x => (ulong)x), (long)S.MinUnsigned(LoadL(longs.C, i)), i);
        }
    }

    [Fact]
    public void Long_tails_touch_nothing_beyond_their_count()
    {
        for (var count = 0; count <= 16; count++)
        {
            var memory = new long[20];
            Array.Fill(memory, -7);
            fixed (long* p = memory)
            {
                S.Store(p + 2, S.ToLong(S.LaneIndex), count);
                var loaded = Lanes(S.Load(p + 2, count));
                for (var i = 0; i < 16; i++) Same(i < count ? (long)i : 0L, loaded[i], count, i);
            }

            for (var i = 0; i < 20; i++) Same(i >= 2 && i < count + 2 ? i - 2L : -7L, memory[i], count, i);
        }
    }

    [Fact]
    public void A_long_argument_broadcasts_to_long()
    {
        Assert.IsType<L>(S.Broadcast(7L));
        Assert.All(Lanes(S.Broadcast(long.MinValue + 7)), lane => Assert.Equal(long.MinValue + 7, lane));
    }
}
