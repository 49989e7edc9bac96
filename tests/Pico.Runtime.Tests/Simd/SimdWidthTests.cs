using System.Runtime.Intrinsics.X86;
using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

/// <summary>Tests that limit the width of the whole process join this collection, so that they run one after another.</summary>
[Collection("SimdWidth")]
public class SimdWidthTests
{
    [Fact]
    public void Best_is_512_exactly_where_avx512_exists() => Assert.Equal(Avx512F.IsSupported, SimdWidth.Best == 512);

    [Fact]
    public void A_width_that_does_not_exist_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => SimdWidth.Limit(64));
        Assert.Contains("SIMD width 64 does not exist", error.Message);
    }

    [SkippableFact]
    public void A_width_above_the_processor_is_refused()
    {
        Skip.If(SimdWidth.Best == 512, "This processor has every width.");
        Assert.Contains("above this processor", Assert.Throws<ArgumentException>(() => SimdWidth.Limit(512)).Message);
    }

    [Fact]
    public void The_best_width_is_the_current_one() => Assert.Equal(SimdWidth.Best, SimdWidth.Current);

    [Fact]
    public void Limits_nest_and_end()
    {
        var before = SimdWidth.Current;
        using (SimdWidth.Limit(0))
        {
            Assert.Equal(0, SimdWidth.Current);
            var outer = SimdWidth.Limit(0);
            outer.Dispose();
            outer.Dispose();
            Assert.Equal(0, SimdWidth.Current);
        }

        Assert.Equal(before, SimdWidth.Current);
    }
}
