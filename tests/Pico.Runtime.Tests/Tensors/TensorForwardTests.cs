using static Pico.Functional;

namespace Pico.Tests.Tensors;

/// <summary>Every operation's result against values worked out by hand.</summary>
public class TensorForwardTests
{
    static readonly Tensor Matrix = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], 2, 3);

    static void Check(Tensor actual, int[] shape, params double[] expected)
    {
        Assert.Equal(shape, actual.Shape.ToArray());
        Assert.Equal(expected, actual.ToDoubles());
    }

    [Fact]
    public void Factories_hold_what_they_were_given()
    {
        Check(Matrix, [2, 3], 1, 2, 3, 4, 5, 6);
        Check(Tensor.From([1.5, 2.5], 2), [2], 1.5, 2.5);
        Check(Tensor.From([7], []), [], 7);
        Check(Tensor.Zeros(2, 1), [2, 1], 0, 0);
        Check(Tensor.Full(3f, 2), [2], 3, 3);
        Assert.Equal(DType.Int32, Tensor.From([1, 2], 2).Type);
        Assert.Equal(DType.Float64, Tensor.Full(3.0, 2).Type);
        Assert.Equal(DType.Float32, Tensor.Full(3, 2).Type);
        Assert.Equal([1, 2], Tensor.From([1, 2], 2).ToInts());
        Assert.Equal(2.5f, Tensor.Full(2.5f).Item());
        Assert.Equal(2, Matrix.Rank);
        Assert.Equal(6, Matrix.Size);
        Assert.Equal("Float32 [2, 3]", Matrix.ToString());
    }

    [Fact]
    public void Arithmetic_broadcasts_both_operands()
    {
        var column = Tensor.From([10f, 20f], 2, 1);
        var row = Tensor.From([1f, 2f, 4f], 3);
        Check(Matrix + column, [2, 3], 11, 12, 13, 24, 25, 26);
        Check(row - Matrix, [2, 3], 0, 0, 1, -3, -3, -2);
        Check(column * row, [2, 3], 10, 20, 40, 20, 40, 80);
        Check(column / row, [2, 3], 10, 5, 2.5, 20, 10, 5);
        Check(-row, [3], -1, -2, -4);
        Check(1 + row, [3], 2, 3, 5);
        Check(row + 1, [3], 2, 3, 5);
        Check(1 - row, [3], 0, -1, -3);
        Check(row - 1, [3], 0, 1, 3);
        Check(3 * row, [3], 3, 6, 12);
        Check(row * 3, [3], 3, 6, 12);
        Check(8 / row, [3], 8, 4, 2);
        Check(row / 4, [3], 0.25, 0.5, 1);
    }

    [Fact]
    public void A_scalar_operand_takes_the_type_of_the_tensor()
    {
        var sum = Tensor.From([1.0], 1) + 0.1f;
        Assert.Equal(DType.Float64, sum.Type);
        Assert.Equal(1 + (double)0.1f, sum.ItemDouble());
        Assert.Equal(DType.Float32, (2 * Matrix).Type);
    }

    [Fact]
    public void Reductions_remove_or_keep_the_axis()
    {
        Check(Matrix.Sum(0), [3], 5, 7, 9);
        Check(Matrix.Sum(-1), [2], 6, 15);
        Check(Matrix.Sum(1, keepDim: true), [2, 1], 6, 15);
        Check(Matrix.Sum(), [], 21);
        Check(Matrix.Mean(0), [3], 2.5, 3.5, 4.5);
        Check(Matrix.Mean(-2, keepDim: true), [1, 3], 2.5, 3.5, 4.5);
        Check(Matrix.Mean(), [], 3.5);
        Check(Matrix.Max(0), [3], 4, 5, 6);
        Check(Matrix.Max(1, keepDim: true), [2, 1], 3, 6);
        Check(Tensor.From([-1f, float.NaN], 2).Max(0), [], double.NaN);
        Check(Matrix.Max(), [], 6);
        Check(Matrix.Max([1, 0], keepDim: true), [1, 1], 6);
        Check(Matrix.Reshape(1, 3, 2).Max([0, 2]), [3], 2, 4, 6);
        Check(Tensor.From([-1f, float.NaN], 2, 1).Max([0, 1]), [], double.NaN);
        Check(Tensor.From([-5f, -3f], 2).Max(0), [], -3);
    }

    [Fact]
    public void Sums_do_not_lose_small_terms()
    {
        // 2^24 + 1 + 1 in float, left to right, stays at 2^24.
        Check(Tensor.From([16777216f, 1f, 1f], 3).Sum(), [], 16777218);
        Check(Tensor.From([16777216f, 1f, 1f], 1, 3).MatMul(Tensor.Full(1f, 3, 1)), [1, 1], 16777218);
    }

    [Fact]
    public void MatMul_multiplies_the_last_two_dimensions()
    {
        var other = Tensor.From([1f, 0f, 0f, 1f, 2f, 2f], 3, 2);
        Check(Matrix.MatMul(other), [2, 2], 7, 8, 16, 17);
        var two = Tensor.From([1f, 1f, 1f, 2f, 2f, 2f], 2, 1, 3);
        Check(two.MatMul(other), [2, 1, 2], 3, 3, 6, 6);
        var three = Tensor.From([1f, 0f, 0f, 0f, 1f, 0f], 2, 3, 1);
        Check(Matrix.MatMul(three), [2, 2, 1], 1, 4, 2, 5);
        Check(two.Reshape(2, 1, 1, 3).MatMul(three), [2, 2, 1, 1], 1, 1, 2, 2);
    }

    [Fact]
    public void Structure_moves_elements()
    {
        Check(Matrix.Transpose(), [3, 2], 1, 4, 2, 5, 3, 6);
        var cube = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f], 2, 2, 2);
        Check(cube.Transpose(0, -1), [2, 2, 2], 1, 5, 3, 7, 2, 6, 4, 8);
        Check(Matrix.Reshape(3, -1), [3, 2], 1, 2, 3, 4, 5, 6);
        Check(Matrix.Reshape(-1), [6], 1, 2, 3, 4, 5, 6);
        Check(Matrix.Slice(1, 1, 2), [2, 2], 2, 3, 5, 6);
        Check(Matrix.Slice(-2, 1, 1), [1, 3], 4, 5, 6);
        Check(cube.Slice(1, 1, 1), [2, 1, 2], 3, 4, 7, 8);
        Check(Matrix.Pick(Tensor.From([2, 0], 2)), [2], 3, 4);
        Check(cube.Pick(Tensor.From([0, 1, 1, 0], 2, 2)), [2, 2], 1, 4, 6, 7);
        Assert.Equal([2, 3], Tensor.From([1, 2, 3], 3).Slice(0, 1, 2).ToInts());
    }

    [Fact]
    public void Map_applies_the_kernel_or_its_twin()
    {
        Check(Matrix.Map(x => x * x), [2, 3], 1, 4, 9, 16, 25, 36);
        Check(Matrix.Map((a, b) => a - 2 * b, Tensor.From([1f, 2f, 3f], 3)), [2, 3], -1, -2, -3, 2, 1, 0);
        Assert.Equal(Math.Exp(0.1), Tensor.Full(0.1).Map(MathF.Exp).ItemDouble());
        Assert.Equal(MathF.Exp(0.1f), Tensor.Full(0.1f).Map(MathF.Exp).Item());
        Assert.Equal(Math.Log(3.0), Tensor.Full(3.0).Map(MathF.Log).ItemDouble());
        Assert.Equal(Math.Pow(3.0, 0.3), Tensor.Full(3.0).Map(MathF.Pow, Tensor.Full(0.3)).ItemDouble());
    }

    [Fact]
    public void Softmax_and_losses_are_stable_for_large_values()
    {
        Check(Softmax(Tensor.From([1000f, 1000f], 2)), [2], 0.5, 0.5);
        Check(LogSoftmax(Tensor.From([0f, -2000f], 2)), [2], 0, -2000);
        Check(Softmax(Tensor.From([0f, 9f, 0f, 9f], 2, 2), axis: 0), [2, 2], 0.5, 0.5, 0.5, 0.5);
        Check(CrossEntropy(Tensor.From([3f, 3f, 0f, -2000f], 2, 2), Tensor.From([1, 1], 2)), [], (float)((MathF.Log(2) + 2000.0) / 2));
        Check(MSELoss(Matrix, Matrix.Map(x => x % 2 == 0 ? x + 3 : x)), [], 4.5);
    }
}
