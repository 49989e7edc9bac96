using static Pico.Functional;

namespace Pico.Tests.Tensors;

/// <summary>What a user can get wrong is told in one line that names both sides.</summary>
public class TensorErrorTests
{
    const int Rows = 4;

    static readonly Tensor Matrix = Tensor.Zeros(2, 3);
    static readonly Tensor Double = Tensor.Zeros(DType.Float64, 2, 3);
    static readonly Tensor Ids = Tensor.Zeros(DType.Int32, 2);

    public static TheoryData<string, Func<object?>> Mistakes => new()
    {
        { "3 values do not fill shape [2, 2], which has 4 elements.", () => Tensor.From([1f, 2f, 3f], 2, 2) },
        { "Shape [2, -1] has a negative dimension.", () => Tensor.Zeros(2, -1) },
        { "+: shapes [2, 3] and [4] do not broadcast: axis -1 is 3 on the left and 4 on the right.", () => Matrix + Tensor.Zeros(4) },
        { "*: the operands are Float32 [2, 3] and Float64 [2, 3], but must both be Float32 or both Float64.", () => Matrix * Double },
        { "-: the operands are Int32 [2] and Int32 [2], but must both be Float32 or both Float64.", () => Ids - Ids },
        { "+: the operand is Int32 [2], but must be Float32 or Float64; Int32 serves only as indices.", () => Ids + 1 },
        { "Map: the operand is Int32 [2], but must be Float32 or Float64; Int32 serves only as indices.", () => Ids.Map(MathF.Exp) },
        { "Sum: axis 2 does not exist in a tensor of shape [2, 3].", () => Matrix.Sum(2) },
        { "Mean: axis -3 does not exist in a tensor of shape [2, 3].", () => Matrix.Mean(-3) },
        { "Max: shape [2, 0] is empty along an axis and has no maximum there.", () => Tensor.Zeros(2, 0).Max(1) },
        { "Max: shape [0] is empty along an axis and has no maximum there.", () => Tensor.Zeros(0).Max() },
        { "Max: axis 2 does not exist in a tensor of shape [2, 3].", () => Matrix.Max([0, 2]) },
        { "Uniform: Columns(2, 0) is 0 in the shape [Rows, Columns(2, 0)], but a size must be at least 1. (Parameter 'shape')", () => Uniform([Rows, Columns(2, 0)], 1 / MathF.Sqrt(Columns(2, 0))) },
        { "Normal: dimension 1 is -3 in the shape [4, -3], but a size must be at least 1. (Parameter 'shape')", () => Normal(new[] { 4, -3 }, 1) },
        { "Zeros: Rows - 4 is 0 in the shape [Rows - 4], but a size must be at least 1. (Parameter 'shape')", () => Zeros([Rows - 4]) },
        { "Uniform: inFeatures is 0 in the shape [outFeatures, inFeatures], but a size must be at least 1. (Parameter 'shape')", () => new Pico.Layers.Linear(0, 3) },
        { "Ones: width is -1 in the shape [width], but a size must be at least 1. (Parameter 'shape')", () => new Pico.Layers.LayerNorm(-1) },
        { "Repeat: Rows - 4 is 0, but there must be at least one layer. (Parameter 'count')", () => Repeat(Rows - 4, () => "") },
        { "MatMul: shapes [2, 3] and [2, 3] do not multiply; needed are [..., M, K] and [..., K, N].", () => Matrix.MatMul(Matrix) },
        { "MatMul: shapes [2, 3] and [3] do not multiply; needed are [..., M, K] and [..., K, N].", () => Matrix.MatMul(Tensor.Zeros(3)) },
        { "MatMul: the operands are Float32 [2, 3] and Float64 [2, 3], but must both be Float32 or both Float64.", () => Matrix.MatMul(Double) },
        { "MatMul: shapes [2] and [3] do not broadcast: axis -1 is 2 on the left and 3 on the right.", () => Tensor.Zeros(2, 1, 1).MatMul(Tensor.Zeros(3, 1, 1)) },
        { "Transpose: axis -2 does not exist in a tensor of shape [2].", () => Ids.Transpose() },
        { "Reshape: shape [2, 3] has 6 elements and cannot become [4, -1].", () => Matrix.Reshape(4, -1) },
        { "Reshape: shape [2, 3] has 6 elements and cannot become [-1, -1].", () => Matrix.Reshape(-1, -1) },
        { "Reshape: shape [2, 3] has 6 elements and cannot become [5].", () => Matrix.Reshape(5) },
        { "Slice: 2 elements from 2 do not lie within axis 1 of shape [2, 3].", () => Matrix.Slice(1, 2, 2) },
        { "Pick: the indices are Int32 [2], but a tensor Float32 [3, 2] needs Int32 indices, one for each row of its last axis.", () => Tensor.Zeros(3, 2).Pick(Ids) },
        { "Pick: the indices are Float32 [2], but a tensor Float32 [2, 3] needs Int32 indices, one for each row of its last axis.", () => Matrix.Pick(Tensor.Zeros(2)) },
        { "Pick: index 3 of row 1 is outside 0..2.", () => Matrix.Pick(Tensor.From([0, 3], 2)) },
        { "Pick: index -1 of row 0 is outside 0..2.", () => CrossEntropy(Matrix, Tensor.From([-1, 0], 2)) },
        { "Embedding: index 2 of element 1 is outside 0..1.", () => Embedding(Tensor.From([0, 2], 2), Matrix) },
        { "Embedding: the indices are Float32 [2, 3] and the table is Float32 [2, 3]; needed are Int32 [...] and [V, C].", () => Embedding(Matrix, Matrix) },
        { "Embedding: the indices are Int32 [2] and the table is Float32 [2]; needed are Int32 [...] and [V, C].", () => Embedding(Ids, Tensor.Zeros(2)) },
        { "Where: the condition is Float32 [2, 3], but must be Int32.", () => Where(Matrix, Matrix, Matrix) },
        { "Where: shapes [2] and [2, 3] do not broadcast: axis -1 is 2 on the left and 3 on the right.", () => Where(Ids, Matrix, 0f) },
        { "Less: the operands are Int32 [2] and Float32 [2, 3], but must be of one type.", () => Less(Ids, Matrix) },
        { "Permute: [0, 0] is not an order of the axes of shape [2, 3].", () => Matrix.Permute(0, 0) },
        { "Expand: shape [2, 3] cannot become [4, 3].", () => Matrix.Expand(4, 3) },
        { "Concat: shapes [2, 3] and [4, 2] differ in more than axis 0.", () => Concat(Matrix, Tensor.Zeros(4, 2), 0) },
        { "Positions: a scalar has no dimension to count along.", () => Positions(Tensor.Full(1f)) },
        { "Map: this function has no double twin, which gradients and Float64 tensors need; mark it [Kernel, Differentiable] or call KernelTwins.Register.", () => Double.Map(x => x + 1) },
        { "Dropout: p is 1, but must be from 0 to below 1.", () => Dropout(Matrix, 1) },
        { "Uniform: bound is -1, but must be a finite number >= 0.", () => Uniform([2], -1) },
        { "Normal: std is NaN, but must be a finite number >= 0.", () => Normal([2], float.NaN) },
        { "Item: the tensor of shape [2, 3] has 6 elements, not one.", () => Matrix.Item() },
        { "AsSpan: the tensor is Float32; its elements cannot be read as System.Int32.", () => Matrix.ToInts() },
        { "RequiresGradient: an Int32 tensor has no gradient; use Float32 or Float64.", Ids.RequiresGradient },
        { "Backward: the tensor has shape [2, 3], not one element; pass the upstream gradient of that shape.", () => Backward(Matrix.Detach().RequiresGradient(), null) },
        { "Backward: the tensor depends on nothing differentiable; call RequiresGradient() on an input before using it.", () => Backward(Matrix.Sum(), null) },
        { "Backward: the upstream gradient is Float64 [2, 3], but the tensor is Float32 [2, 3]; type and shape must agree.", () => Backward(Matrix, Double) },
        { "Initialize: Float32 [2, 3] is not a parameter; parameters are made by Uniform, Normal, Constant, Zeros or Ones of Pico.Functional.", () => Initialize(Matrix, 6) },
        { "Initialize: parameter 'up.weight' of shape [2, 3] has 6 elements, the destination 5.", () => Initialize(Uniform([2, 3], 1), 5) },
        { "EagerContext.Begin: a run computes in Float32 or Float64, not in Int32.", () => EagerContext.Begin(dtype: DType.Int32) },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void Mistakes_are_named(string message, Func<object?> mistake)
    {
        var error = Assert.ThrowsAny<Exception>(mistake);
        Assert.True(error is ArgumentException or InvalidOperationException, error.ToString());
        Assert.StartsWith(message, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_kernel_without_twin_fails_only_when_its_gradient_is_needed()
    {
        var x = Tensor.Full(2f).RequiresGradient();
        var y = x.Map(v => v * 3);
        Assert.Equal(6, y.Item());
        Assert.Contains("no double twin", Assert.Throws<ArgumentException>(y.Backward).Message);
    }

    static int Columns(int first, int second) => first * second;

    static object? Backward(Tensor tensor, Tensor? upstream)
    {
        if (upstream is null)
        {
            tensor.Backward();
        }
        else
        {
            tensor.Backward(upstream);
        }

        return null;
    }

    static object? Initialize(Tensor tensor, int size)
    {
        tensor.Initialize(0, "up.weight", new float[size]);
        return null;
    }
}
