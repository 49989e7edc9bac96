using Pico.Models;
using Pico.Simd;
using Pico.Threading;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>Weights in bfloat16 are trained as float32 weights are, to the bit.</summary>
[Collection("SimdWidth")]
public class NarrowWeightsTests
{
    private const int Steps = 30;

    [Fact]
    public void A_weight_and_its_rest_are_all_bits_of_the_float()
    {
        int[] uppers = [0, 1, 0x3F80, 0x3F81, 0x7F7F, 0x8000, 0x8001, 0xBF80, 0xBF7F, 0xFF7F, 0x0080];
        foreach (var upper in uppers)
        {
            for (var lower = 0; lower < 0x10000; lower++)
            {
                var weight = BitConverter.Int32BitsToSingle((upper << 16) | lower);
                int narrow = (ushort)SplitWeight.Narrow(weight), rest = (short)SplitWeight.Rest(weight);
                Assert.Equal(BitConverter.SingleToInt32Bits(weight), BitConverter.SingleToInt32Bits(SplitWeight.Join(narrow, rest)));

                // The nearest, as a store rounds, but for ties, which go away from zero.
                if (lower != 0x8000) Assert.Equal(((BFloat16)weight).Bits, narrow);
                else Assert.Equal(upper + 1, narrow);
            }
        }
    }

    [Theory]
    [InlineData("AdamW", 1)]
    [InlineData("AdamW", 2)]
    [InlineData("SGD", 1)]
    [InlineData("SGD with momentum", 1)]
    public void Optimizers_move_the_bits_of_float32(string name, int threads)
    {
        using var pool = new WorkerPool(threads);
        foreach (var width in new[] { 512, 256, 128, 0 }.Where(width => width <= SimdWidth.Best))
        {
            using var limit = SimdWidth.Limit(width);
            ParameterSet wide = new WideLayers { Seed = 7 }.Parameters, narrow = new NarrowLayers { Seed = 7 }.Parameters;
            var values = narrow.NarrowValues.ToArray();
            for (var i = 0; i < wide.Length; i++)
            {
                Assert.Equal(((BFloat16)wide.Values[i]).Bits, values[i].Bits); // the initial weights, rounded
                wide.Values[i] = values[i];
            }

            var momentum = name == "SGD with momentum" ? 0.9 : 0;
            AdamW adam = new(wide, 0.01, weightDecay: 0.1), narrowAdam = new(narrow, 0.01, weightDecay: 0.1);
            Sgd sgd = new(wide, 0.05, momentum, 0.01), narrowSgd = new(narrow, 0.05, momentum, 0.01);
            var random = new Random(3);
            var gradients = new float[wide.Length];
            for (var step = 0; step < Steps; step++)
            {
                for (var i = 0; i < gradients.Length; i++) gradients[i] = (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-6, 2));
                if (name == "AdamW")
                {
                    adam.Step(wide, gradients, 0.5, pool);
                    narrowAdam.Step(narrow, gradients, 0.5, pool);
                }
                else
                {
                    sgd.Step(wide, gradients);
                    narrowSgd.Step(narrow, gradients);
                }

                var remainders = name == "AdamW" ? narrowAdam.Remainders : narrowSgd.Remainders;
                for (var i = 0; i < gradients.Length; i++)
                {
                    Assert.Equal(
                        BitConverter.SingleToInt32Bits(wide.Values[i]),
                        BitConverter.SingleToInt32Bits(SplitWeight.Join(narrow.NarrowValues[i].Bits, remainders[i])));
                }
            }

            Assert.Equal(name == "AdamW" ? adam.FirstMoments.ToArray() : sgd.Velocities.ToArray(), name == "AdamW" ? narrowAdam.FirstMoments.ToArray() : narrowSgd.Velocities.ToArray());
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var parameters = new NarrowLayers().Parameters;
        var (adamW, sgd) = (new AdamW(parameters), new Sgd(parameters, momentum: 0.9));
        var gradients = Enumerable.Repeat(1f, parameters.Length).ToArray();
        Assert.Equal(0, Allocations.Least(() =>
        {
            adamW.Step(parameters, gradients);
            sgd.Step(parameters, gradients);
        }));
    }

    [Fact]
    public void What_does_not_fit_is_told()
    {
        ParameterSet wide = new WideLayers().Parameters, narrow = new NarrowLayers().Parameters;
        var gradients = new float[narrow.Length];
        Assert.Contains("AdamW was made for float32", Assert.Throws<ArgumentException>(() => new AdamW(narrow.Length).Step(narrow, gradients)).Message, StringComparison.Ordinal);
        Assert.Contains("SGD was made for float32", Assert.Throws<ArgumentException>(() => new Sgd(narrow.Length).Step(narrow, gradients)).Message, StringComparison.Ordinal);
        Assert.Contains("was given", Assert.Throws<ArgumentException>(() => new AdamW(narrow).Step(narrow, [1f])).Message, StringComparison.Ordinal);
        Assert.Contains("stored as bfloat16", Assert.Throws<InvalidOperationException>(() => narrow.Values.Length).Message, StringComparison.Ordinal);
        Assert.Contains("stored as bfloat16", Assert.Throws<InvalidOperationException>(() => narrow.Segment(0).Length).Message, StringComparison.Ordinal);
        Assert.Contains("stored as float32", Assert.Throws<InvalidOperationException>(() => wide.NarrowValues.Length).Message, StringComparison.Ordinal);
        Assert.Contains("'0.weight' has 703 values, not 2", Assert.Throws<ArgumentException>(() => narrow.Read(0, new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_are_read_and_written_as_floats()
    {
        foreach (var parameters in new[] { new WideLayers().Parameters, new NarrowLayers().Parameters })
        {
            float[] bias = [1.0009765f, -2, 0.1f, 1e-20f, 3e38f], read = new float[5];
            parameters.Write(3, bias);
            parameters.Read(3, read);
            Assert.Equal(parameters.Storage == Storage.Float32 ? bias : Array.ConvertAll(bias, value => (float)(BFloat16)value), read);
        }
    }
}
