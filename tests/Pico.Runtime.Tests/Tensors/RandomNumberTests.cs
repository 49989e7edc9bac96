namespace Pico.Tests.Tensors;

public class RandomNumberTests
{
    // The vectors that the generator's authors published (Random123, kat_vectors).
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0xff1dae59u, 0x6cd10df2u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0x2c3f628bu, 0xab4fd7adu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0xdd7ce038u, 0xf62a4c12u)]
    public void Philox_matches_the_published_vectors(uint low, uint high, uint key, uint first, uint second) =>
        Assert.Equal((first, second), Philox2x32.Generate(low, high, key));

    // The published vectors of FNV-1a are over bytes; each UTF-16 unit here contributes two.
    [Fact]
    public void Names_hash_by_FNV_1a()
    {
        Assert.Equal(0xCBF29CE484222325UL, RandomKey.Hash(""));
        Assert.Equal(0x85944171F73967E8UL, RandomKey.Hash("\u6F66\u626F\u7261")); // the bytes of "foobar", two to a unit
        Assert.NotEqual(RandomKey.Hash("ab"), RandomKey.Hash("ba"));
    }

    // SplitMix64 from state 1234567: the sequence its authors' reference code prints first.
    [Fact]
    public void Mix_is_one_step_of_SplitMix64() => Assert.Equal(6457827717110365317UL, RandomKey.Mix(1234567));

    [Theory]
    [InlineData(0u, 0f)]
    [InlineData(0xffu, 0f)]
    [InlineData(0x80000000u, 0.5f)]
    [InlineData(0xffffffffu, 1 - 1f / (1 << 24))]
    public void Unit_numbers_are_the_upper_24_bits(uint word, float expected) => Assert.Equal(expected, RandomKey.Unit(word));
}
