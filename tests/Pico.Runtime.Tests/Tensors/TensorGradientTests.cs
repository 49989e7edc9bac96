using static Pico.Functional;
using static Pico.Tests.Tensors.GradientCheck;

namespace Pico.Tests.Tensors;

/// <summary>Every operation's gradient against central differences, at odd sizes and with broadcasting.</summary>
public class TensorGradientTests
{
    public static TheoryData<int[], int[]> Broadcasts => new()
    {
        { [], [] },
        { [1], [1] },
        { [7], [7] },
        { [3, 5], [3, 5] },
        { [3, 5], [5] },
        { [5], [3, 5] },
        { [3, 1], [1, 5] },
        { [2, 3, 1], [3, 7] },
        { [1, 17], [] },
        { [], [17, 1] },
        { [3, 1, 5], [2, 1] },
    };

    [Theory, MemberData(nameof(Broadcasts))]
    public void Arithmetic(int[] left, int[] right)
    {
        Tensor a = Input(1, left), b = Input(2, right);
        Verify(x => x[0] + x[1], a, b);
        Verify(x => x[0] - x[1], Input(1, left), Input(2, right));
        Verify(x => x[0] * x[1], Input(1, left), Input(2, right));
        Verify(x => x[0] / (x[1] * x[1] + 1), Input(1, left), Input(2, right));
        Verify(x => x[0].Map(MathF.Atan2, x[1] + 3), Input(1, left), Input(2, right));
    }

    [Fact]
    public void Numbers_as_operands()
    {
        Verify(x => -(2 - 3 * x[0]) / 4 + (1 + x[0] * 5 - 2) + (6 + x[0]), Input(3, 17));
        Verify(x => 3 / (x[0] + 5), Input(3, 17));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Reductions(int axis)
    {
        foreach (var keepDim in new[] { false, true })
        {
            Verify(x => x[0].Sum(axis, keepDim), Input(4, 3, 5, 7));
            Verify(x => x[0].Mean(axis, keepDim), Input(4, 3, 5, 7));
            Verify(x => x[0].Max(axis, keepDim), Input(4, 3, 5, 7));
            Verify(x => x[0].Max(axis, keepDim) * x[0].Sum(axis, keepDim), Input(4, 1, 17, 1));
        }

        Verify(x => x[0].Sum() * x[0].Mean(), Input(4, 3, 5));
    }

    [Fact]
    public void Ties_share_the_gradient_of_a_maximum()
    {
        var x = Tensor.From([4f, 1f, 4f, 4f], 4).RequiresGradient();
        x.Max(0).Backward(Tensor.Full(6f));
        Assert.Equal([2f, 0f, 2f, 2f], x.Gradient!.ToFloats());
        var square = Tensor.From([4f, 1f, 4f, 4f], 2, 2).RequiresGradient(); // over both axes alike, not row by row
        square.Max([0, 1]).Backward(Tensor.Full(6f));
        Assert.Equal([2f, 0f, 2f, 2f], square.Gradient!.ToFloats());
    }

    [Fact]
    public void Matrix_products()
    {
        Verify(x => x[0].MatMul(x[1]), Input(5, 1, 1), Input(6, 1, 1));
        Verify(x => x[0].MatMul(x[1]), Input(5, 3, 5), Input(6, 5, 7));
        Verify(x => x[0].MatMul(x[1]), Input(5, 2, 3, 5), Input(6, 5, 1));
        Verify(x => x[0].MatMul(x[1]), Input(5, 3, 5), Input(6, 2, 5, 3));
        Verify(x => x[0].MatMul(x[1]), Input(5, 3, 1, 1, 5), Input(6, 2, 5, 3));
        Verify(x => x[0].MatMul(x[0].Transpose()), Input(5, 3, 5));
    }

    [Fact]
    public void Structure()
    {
        Verify(x => x[0].Transpose() * x[0].Transpose(0, 1), Input(7, 3, 3));
        Verify(x => x[0].Transpose(0, -1), Input(7, 3, 5, 7));
        Verify(x => x[0].Reshape(5, -1) * 2, Input(7, 3, 5));
        Verify(x => x[0].Slice(1, 2, 3), Input(7, 3, 7, 2));
        Verify(x => x[0].Slice(0, 0, 1) + x[0].Slice(0, 1, 1), Input(7, 2, 5));
        Verify(x => x[0].Pick(Tensor.From([4, 0, 4], 3)), Input(7, 3, 5));
        Verify(x => Embedding(Tensor.From([2, 0, 2, 2, 0, 1], 2, 3), x[0]), Input(7, 3, 5));
        Verify(x => x[0].Permute(2, 0, 1) * x[1], Input(7, 3, 5, 7), Input(8, 5));
        Verify(x => x[0].Expand(2, -1, 3) * x[1], Input(7, 5, 1), Input(8, 2, 5, 3));
        Verify(x => Concat(x[0], x[1], 1), Input(7, 3, 2, 5), Input(8, 3, 1, 5));
        Verify(x => x[0].Sum([0, -1]) + x[0].Mean([2, 0], keepDim: true).Reshape(-1), Input(7, 3, 5, 7));
        Verify(x => Embedding(Positions(x[0]), x[1]) * x[0], Input(7, 5, 1), Input(8, 3, 5));
    }

    [Fact]
    public void Built_in_functions()
    {
        Verify(x => x[0].Map(MathF.Exp), Input(8, 17));
        Verify(x => x[0].Map(MathF.Tanh), Input(8, 17));
        Verify(x => x[0].Map(MathF.Sin) * x[0].Map(MathF.Cos), Input(8, 17));
        Verify(x => x[0].Map(MathF.Abs), Input(8, 17));
        Verify(x => (x[0] * x[0] + 0.5f).Map(MathF.Sqrt).Map(MathF.Log), Input(8, 17));
        Verify(x => x[0].Map(MathF.Max, x[1]), Input(8, 17), Input(9, 17) + 0.01f);
        Verify(x => (x[0] + 3).Map(MathF.Pow, x[1]), Input(8, 3, 5), Input(9, 5));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(7, 17)]
    public void Softmax_and_losses(int rows, int classes)
    {
        Verify(x => Softmax(x[0]), Input(10, rows, classes));
        Verify(x => Softmax(x[0], 0), Input(10, rows, classes));
        Verify(x => LogSoftmax(x[0]), Input(10, rows, classes));
        Verify(x => MSELoss(x[0], x[1]), Input(10, rows, classes), Input(11, rows, classes));
        var targets = Tensor.From([.. Enumerable.Range(0, rows).Select(i => i * 5 % classes)], rows);
        Verify(x => CrossEntropy(x[0], targets), Input(10, rows, classes));
        Verify(x => CrossEntropy(x[0], targets, ignoreIndex: 99, labelSmoothing: 0.2f), Input(10, rows, classes));
        Verify(x => Where(Less(targets, 2).Reshape(-1, 1), x[0], x[1]), Input(10, rows, classes), Input(11, rows, 1));
    }

    [Fact]
    public void Detach_cuts_the_gradient()
    {
        var x = Tensor.From([3f], 1).RequiresGradient();
        (x * x.Detach()).Backward(Tensor.From([5f], 1));
        Assert.Equal(15, x.Gradient!.Item());
    }
}
