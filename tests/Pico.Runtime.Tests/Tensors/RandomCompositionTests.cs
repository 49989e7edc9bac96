using FsCheck;
using FsCheck.Fluent;
using static Pico.Tests.Tensors.GradientCheck;

namespace Pico.Tests.Tensors;

/// <summary>Programs drawn at random: whatever is composed of the operations, the gradient stays right.</summary>
public class RandomCompositionTests
{
    [Fact]
    public void Gradients_of_random_programs_match_differences()
    {
        var programs = from shape in Gen.Elements(new[] { 1 }, [3], [1, 5], [3, 5], [5, 1], [2, 3, 1], [3, 1, 7])
                       from steps in Gen.ListOf(Gen.Choose(0, 11), 6)
                       from seed in Gen.Choose(0, 1000)
                       select (shape, steps: steps.ToArray(), seed);
        Prop.ForAll(Arb.From(programs), program =>
        {
            Tensor x = Input(program.seed, program.shape), y = Input(program.seed + 1, program.shape[^1]);
            Verify(inputs => Run(program.steps, inputs[0], inputs[1]), x, y);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(2026, 11));
    }

    // Each step keeps the values within a few units of zero and away from kinks of second order.
    static Tensor Run(int[] steps, Tensor x, Tensor y)
    {
        var result = x * y;
        foreach (var step in steps)
        {
            result = step switch
            {
                0 => result + x,
                1 => (result - y) / 2,
                2 => result * 0.5f + x * y,
                3 => result / (1 + x * x),
                4 => result - result.Mean(-1, keepDim: true),
                5 => result.Map(MathF.Tanh) + x,
                6 => Functional.Softmax(result) * y,
                7 => (result + MeanOfGram(result)).Map(MathF.Sin),
                8 => result.Reshape(-1).Sum() * 0.1f + x,
                9 => result.Slice(0, 0, 1) + x,
                10 => Functional.LogSoftmax(result, 0) * 0.3f,
                _ => -result.Map(MathF.Atan2, (y * y).Sum() + 1),
            };
        }

        return result;
    }

    static Tensor MeanOfGram(Tensor x)
    {
        var rows = x.Reshape(x.Shape[0], -1);
        return rows.MatMul(rows.Transpose()).Mean();
    }
}
