using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

public unsafe class PhiloxTests
{
    // The known answers of the Random123 distribution.
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0xff1dae59u, 0x6cd10df2u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0x2c3f628bu, 0xab4fd7adu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0xdd7ce038u, 0xf62a4c12u)]
    public void Known_answers(uint low, uint high, uint key, uint first, uint second) =>
        Assert.Equal((first, second), Philox.Next(low, high, key));

    [Fact]
    public void Lanes_equal_scalar_code_at_every_width()
    {
        Check<Simd512, System.Runtime.Intrinsics.Vector512<float>, System.Runtime.Intrinsics.Vector512<int>>();
        Check<Simd256, FloatLanes256, IntLanes256>();
        Check<Simd128, FloatLanes128, IntLanes128>();
        Check<SimdScalar, FloatLanesScalar, IntLanesScalar>();
    }

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        var counts = new int[16];
        double sum = 0;
        for (var i = 0u; i < 160000; i++)
        {
            var x = Philox.Uniform(i, 3, 42);
            Assert.InRange(x, 0f, 0.99999994f);
            counts[(int)(x * 16)]++;
            sum += x;
        }

        Assert.InRange(sum / 160000, 0.497, 0.503);
        Assert.All(counts, count => Assert.InRange(count, 9600, 10400));
    }

    private static void Check<S, F, I>()
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var random = new Random(1);
        for (var trial = 0; trial < 100; trial++)
        {
            int[] low = new int[16], high = new int[16], word = new int[16];
            var uniform = new float[16];
            for (var i = 0; i < 16; i++) (low[i], high[i]) = (SimdCases.NextInt(random), SimdCases.NextInt(random));
            var key = (uint)SimdCases.NextInt(random);
            fixed (int* pl = low, ph = high, pw = word)
            fixed (float* pu = uniform)
            {
                S.Store(pw, SimdRandom.Philox<S, F, I>(S.Load(pl), S.Load(ph), key));
                S.Store(pu, SimdRandom.Uniform<S, F, I>(S.Load(pl), S.Load(ph), key));
            }

            for (var i = 0; i < 16; i++)
            {
                Assert.Equal(Philox.Next((uint)low[i], (uint)high[i], key).First, (uint)word[i]);
                Assert.Equal(Philox.Uniform((uint)low[i], (uint)high[i], key), uniform[i]);
            }
        }
    }
}
