using System.Numerics;
using System.Runtime.Intrinsics;

namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    [Fact]
    public void Float_arithmetic_equals_scalar_code()
    {
        Check(S.Add, (float a, float b) => a + b);
        Check(S.Subtract, (float a, float b) => a - b);
        Check(S.Multiply, (float a, float b) => a * b);
        Check(S.Divide, (float a, float b) => a / b);
        Check(S.Remainder, (float a, float b) => a % b);
        Check(S.Negate, (float a) => -a);
        Check(S.FusedMultiplyAdd, MathF.FusedMultiplyAdd);
        Check(S.Abs, (Func<float, float>)MathF.Abs);
        Check(S.Sqrt, (Func<float, float>)MathF.Sqrt);
        Check(S.Min, (Func<float, float, float>)MathF.Min);
        Check(S.Max, (Func<float, float, float>)MathF.Max);
        Check(S.Floor, (Func<float, float>)MathF.Floor);
        Check(S.Ceiling, (Func<float, float>)MathF.Ceiling);
        Check(S.Round, (Func<float, float>)MathF.Round);
        Check(S.Truncate, (Func<float, float>)MathF.Truncate);
    }

    [Fact]
    public void Double_arithmetic_equals_scalar_code()
    {
        Check(S.Add, (double a, double b) => a + b);
        Check(S.Subtract, (double a, double b) => a - b);
        Check(S.Multiply, (double a, double b) => a * b);
        Check(S.Divide, (double a, double b) => a / b);
        Check(S.Remainder, (double a, double b) => a % b);
        Check(S.Negate, (double a) => -a);
        Check(S.FusedMultiplyAdd, Math.FusedMultiplyAdd);
        Check(S.Abs, (Func<double, double>)Math.Abs);
        Check(S.Sqrt, (Func<double, double>)Math.Sqrt);
        Check(S.Min, (Func<double, double, double>)Math.Min);
        Check(S.Max, (Func<double, double, double>)Math.Max);
        Check(S.Floor, (Func<double, double>)Math.Floor);
        Check(S.Ceiling, (Func<double, double>)Math.Ceiling);
        Check(S.Round, (Func<double, double>)Math.Round);
        Check(S.Truncate, (Func<double, double>)Math.Truncate);
        Check(S.And, (double a, double b) => Bits(a, b, (x, y) => x & y));
        Check(S.Or, (double a, double b) => Bits(a, b, (x, y) => x | y));
        Check(S.Xor, (double a, double b) => Bits(a, b, (x, y) => x ^ y));
    }

    [Fact]
    public void Integer_arithmetic_equals_scalar_code()
    {
        Check(S.Add, (int a, int b) => a + b);
        Check(S.Subtract, (int a, int b) => a - b);
        Check(S.Multiply, (int a, int b) => a * b);
        Check(S.MultiplyHighUnsigned, (int a, int b) => (int)(((ulong)(uint)a * (uint)b) >> 32));
        Check(S.Divide, (int a, int b) => b == 0 ? 0 : (int)((long)a / b));
        Check(S.DivideUnsigned, (int a, int b) => b == 0 ? 0 : (int)((uint)a / (uint)b));
        Check(S.Remainder, (int a, int b) => b == 0 ? 0 : (int)((long)a % b));
        Check(S.RemainderUnsigned, (int a, int b) => b == 0 ? 0 : (int)((uint)a % (uint)b));
        Check(S.Negate, (int a) => -a);
        Check(S.Abs, (int a) => (int)Math.Abs((long)a));
        Check(S.Min, (Func<int, int, int>)Math.Min);
        Check(S.Max, (Func<int, int, int>)Math.Max);
        Check(S.MinUnsigned, (int a, int b) => (int)Math.Min((uint)a, (uint)b));
        Check(S.MaxUnsigned, (int a, int b) => (int)Math.Max((uint)a, (uint)b));
    }

    [Fact]
    public void Integer_bits_and_shifts_equal_scalar_code()
    {
        Check(S.And, (int a, int b) => a & b);
        Check(S.Or, (int a, int b) => a | b);
        Check(S.Xor, (int a, int b) => a ^ b);
        Check(S.Not, (int a) => ~a);
        Check(S.AndNot, (int a, int b) => a & ~b);
        Check((I a, I b) => S.ShiftLeft(a, b), (int a, int b) => a << b);
        Check((I a, I b) => S.ShiftRight(a, b), (int a, int b) => a >> b);
        Check((I a, I b) => S.ShiftRightUnsigned(a, b), (int a, int b) => a >>> b);
        Check((I a, I b) => S.RotateLeft(a, b), (int a, int b) => (int)BitOperations.RotateLeft((uint)a, b));
        Check((I a, I b) => S.RotateRight(a, b), (int a, int b) => (int)BitOperations.RotateRight((uint)a, b));
        foreach (var count in (int[])[0, 1, 7, 31, 32, 33, -1])
        {
            Check((I a) => S.RotateLeft(a, count), (int a) => (int)BitOperations.RotateLeft((uint)a, count));
            Check((I a) => S.RotateRight(a, count), (int a) => (int)BitOperations.RotateRight((uint)a, count));
            Check((I a) => S.ShiftLeft(a, count), (int a) => a << count);
            Check((I a) => S.ShiftRight(a, count), (int a) => a >> count);
            Check((I a) => S.ShiftRightUnsigned(a, count), (int a) => a >>> count);
        }
    }

    [Fact]
    public void Comparisons_equal_scalar_code()
    {
        CheckFloatToInt(S.Equal, (a, b) => Mask(a == b));
        CheckFloatToInt(S.NotEqual, (a, b) => Mask(a != b));
        CheckFloatToInt(S.LessThan, (a, b) => Mask(a < b));
        CheckFloatToInt(S.LessThanOrEqual, (a, b) => Mask(a <= b));
        CheckDoubleToInt(S.Equal, (a, b) => Mask(a == b));
        CheckDoubleToInt(S.NotEqual, (a, b) => Mask(a != b));
        CheckDoubleToInt(S.LessThan, (a, b) => Mask(a < b));
        CheckDoubleToInt(S.LessThanOrEqual, (a, b) => Mask(a <= b));
        Check(S.Equal, (int a, int b) => Mask(a == b));
        Check(S.NotEqual, (int a, int b) => Mask(a != b));
        Check(S.LessThan, (int a, int b) => Mask(a < b));
        Check(S.LessThanOrEqual, (int a, int b) => Mask(a <= b));
        Check(S.LessThanUnsigned, (int a, int b) => Mask((uint)a < (uint)b));
        Check(S.LessThanOrEqualUnsigned, (int a, int b) => Mask((uint)a <= (uint)b));
        Check((F a, F b, F c) => S.Select(S.LessThan(a, b), b, c), (float a, float b, float c) => a < b ? b : c);
        Check((D a, D b, D c) => S.Select(S.LessThan(a, b), b, c), (double a, double b, double c) => a < b ? b : c);
        Check((I a, I b, I c) => S.Select(S.LessThan(a, b), b, c), (int a, int b, int c) => a < b ? b : c);
    }

    [Fact]
    public void Powers_of_two_scale_with_one_rounding()
    {
        for (var exponent = -252; exponent <= 252; exponent++)
            foreach (var a in (float[])[0.50000006f, 1f, -1.3333334f, 1.9999999f, 3.9999998f])
                foreach (var fraction in (float[])[0, 0.0625f, 0.5f, 0.9375f])
                    Same(MathF.ScaleB(a, exponent), Lanes(S.ScaleByPowerOfTwo(S.Broadcast(a), S.Broadcast(exponent + fraction)))[7], a, exponent);

        for (var exponent = -2044; exponent <= 2044; exponent++)
            foreach (var a in (double[])[0.5000000000000001, 1, -1.3333333333333335, 3.9999999999999996])
                Same(Math.ScaleB(a, exponent), Lanes(S.ScaleByPowerOfTwo(S.Broadcast(a), S.Broadcast((double)exponent)))[7], a, exponent);

        for (var exponent = -1022; exponent <= 1023; exponent++)
            Same(exponent, Lanes(S.Exponent(S.Broadcast(Math.ScaleB(-1.7, exponent))))[9], exponent);
    }

    [Fact]
    public void Elements_of_a_table_are_found_by_the_last_four_bits()
    {
        var table = Vector512.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f, 13f, 14f, 15f);
        foreach (var index in (int[])[.. Enumerable.Range(-40, 80), int.MaxValue, int.MinValue, 0x4B400007])
        {
            // lanes in disorder, each with an index of its own
            var places = S.Xor(S.Multiply(S.LaneIndex, S.Broadcast(7)), S.Broadcast(index));
            var found = Lanes(S.Lookup(table, places));
            for (var lane = 0; lane < 16; lane++)
                Same((float)(((lane * 7) ^ index) & 15), found[lane], index, lane);
        }
    }

    private static double Bits(double a, double b, Func<long, long, long> operation) => BitConverter.Int64BitsToDouble(
        operation(BitConverter.DoubleToInt64Bits(a), BitConverter.DoubleToInt64Bits(b)));
}
