namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    [Fact]
    public void Conversions_equal_the_casts_of_scalar_code()
    {
        CheckFloatToInt((a, _) => S.ToInt(a), (a, _) => (int)a);
        CheckFloatToInt((a, _) => S.ToUInt(a), (a, _) => (int)(uint)a);
        CheckFloatToInt((a, _) => S.AsInt(a), (a, _) => BitConverter.SingleToInt32Bits(a));
        CheckDoubleToInt((a, _) => S.ToInt(a), (a, _) => (int)a);
        CheckDoubleToInt((a, _) => S.ToUInt(a), (a, _) => (int)(uint)a);

        for (var i = 0; i < ints.A.Length; i += 16)
        {
            var a = LoadI(ints.C, i);
            float[] f = Lanes(S.ToFloat(a)), u = Lanes(S.ToFloatUnsigned(a)), bits = Lanes(S.AsFloat(a));
            double[] d = Lanes(S.ToDouble(a)), du = Lanes(S.ToDoubleUnsigned(a));
            for (var k = 0; k < 16; k++)
            {
                var x = ints.C[i + k];
                Same((float)x, f[k], x);
                Same((float)(uint)x, u[k], x);
                Same(BitConverter.Int32BitsToSingle(x), bits[k], x);
                Same((double)x, d[k], x);
                Same((double)(uint)x, du[k], x);
            }
        }

        for (var i = 0; i < floats.A.Length; i += 16)
        {
            var d = Lanes(S.ToDouble(LoadF(floats.A, i)));
            for (var k = 0; k < 16; k++) Same((double)floats.A[i + k], d[k], floats.A[i + k]);
        }

        for (var i = 0; i < doubles.A.Length; i += 16)
        {
            var f = Lanes(S.ToFloat(LoadD(doubles.A, i)));
            for (var k = 0; k < 16; k++) Same((float)doubles.A[i + k], f[k], doubles.A[i + k]);
        }
    }

    [Fact]
    public void Reductions_combine_lanes_in_the_fixed_tree()
    {
        for (var i = 0; i < floats.C.Length; i += 16)
        {
            Same(Tree(floats.C[i..(i + 16)], (a, b) => a + b), S.Sum(LoadF(floats.C, i)), i);
            Same(Tree(floats.C[i..(i + 16)], MathF.Max), S.Max(LoadF(floats.C, i)), i);
            Same(Tree(floats.C[i..(i + 16)], MathF.Min), S.Min(LoadF(floats.C, i)), i);
        }

        for (var i = 0; i < doubles.C.Length; i += 16)
        {
            Same(Tree(doubles.C[i..(i + 16)], (a, b) => a + b), S.Sum(LoadD(doubles.C, i)), i);
            Same(Tree(doubles.C[i..(i + 16)], Math.Max), S.Max(LoadD(doubles.C, i)), i);
            Same(Tree(doubles.C[i..(i + 16)], Math.Min), S.Min(LoadD(doubles.C, i)), i);
        }

        for (var i = 0; i < ints.C.Length; i += 16)
        {
            var lanes = ints.C[i..(i + 16)];
            Same(Tree(lanes, (a, b) => a + b), S.Sum(LoadI(ints.C, i)), i);
            Same(lanes.Max(), S.Max(LoadI(ints.C, i)), i);
            Same(lanes.Min(), S.Min(LoadI(ints.C, i)), i);
            Same((int)lanes.Max(x => (uint)x), (int)S.MaxUnsigned(LoadI(ints.C, i)), i);
            Same((int)lanes.Min(x => (uint)x), (int)S.MinUnsigned(LoadI(ints.C, i)), i);
        }

        var random = new Random(3);
        for (var trial = 0; trial < 200; trial++)
        {
            var lanes = new float[16];
            for (var k = 0; k < 16; k++) lanes[k] = (float)random.NextDouble();
            Same(Tree(lanes, (a, b) => a + b), S.Sum(LoadF(lanes, 0)), trial);
        }
    }

    [Fact]
    public void Any_and_All_see_every_lane()
    {
        Assert.False(S.Any(S.BroadcastMask(false)));
        Assert.True(S.All(S.BroadcastMask(true)));
        for (var lane = 0; lane < 16; lane++)
        {
            var one = S.Equal(S.LaneIndex, S.Broadcast(lane));
            Assert.True(S.Any(one));
            Assert.False(S.All(one));
            Assert.False(S.All(S.Not(one)));
            Assert.Equal(1u << lane, S.MaskBits(one));
            Assert.Equal(0xFFFFu ^ (1u << lane), S.MaskBits(S.Not(one)));
            Assert.Equal((1, 15), (S.Count(one), S.Count(S.Not(one))));
        }
    }

    [Fact]
    public void An_int_or_float_argument_broadcasts_to_its_own_type()
    {
        Assert.IsType<I>(S.Broadcast(7));
        Assert.IsType<F>(S.Broadcast(7f));
        Assert.All(Lanes(S.Broadcast(7)), lane => Assert.Equal(7, lane));
        Assert.All(Lanes(S.Broadcast(7.5f)), lane => Assert.Equal(7.5f, lane));
        Assert.All(Lanes(S.Broadcast(7.25)), lane => Assert.Equal(7.25, lane));
    }

    private static T Tree<T>(T[] lanes, Func<T, T, T> combine)
    {
        while (lanes.Length > 1)
        {
            var half = lanes.Length / 2;
            lanes = [.. Enumerable.Range(0, half).Select(i => combine(lanes[i], lanes[i + half]))];
        }

        return lanes[0];
    }
}
