using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Benchmarking;

/// <summary>
/// Operations along the rows of a matrix, each compiled alone: what they cost where memory sets the pace. The matrix of the way back is a
/// parameter, because the gradient of a parameter is what a model forms.
/// </summary>
/// <param name="rows">Rows of the matrix.</param>
/// <param name="width">Its columns.</param>
[Model]
public sealed partial class RowOperations(int rows, int width)
{
    [Parameter] readonly Tensor matrix = Uniform([rows, width], 3f);
    readonly LayerNorm norm = new(width);

    public Tensor Exp([Shape("rows width")] Tensor x) => x.Map(Functional.Exp);

    public Tensor Tanh([Shape("rows width")] Tensor x) => x.Map(Functional.Tanh);

    public Tensor Gelu([Shape("rows width")] Tensor x) => x.Map(Functional.Gelu);

    public Tensor GeluTanh([Shape("rows width")] Tensor x) => x.Map(Functional.GeluTanh);

    public Tensor Softmax([Shape("rows width")] Tensor x) => Functional.Softmax(x);

    public Tensor LayerNorm([Shape("rows width")] Tensor x) => norm.Forward(x);

    public Tensor ResidualNorm([Shape("rows width")] Tensor x, [Shape("rows width")] Tensor residual) => norm.Forward(x + residual);

    public Tensor CrossEntropy([Shape("rows width")] Tensor logits, [Shape("rows", DType.Int32)] Tensor targets) => Functional.CrossEntropy(logits, targets);

    [Loss]
    public Tensor ExpLoss([Shape("rows width")] Tensor upstream) => (matrix.Map(Functional.Exp) * upstream).Sum([0, 1]);

    [Loss]
    public Tensor TanhLoss([Shape("rows width")] Tensor upstream) => (matrix.Map(Functional.Tanh) * upstream).Sum([0, 1]);

    [Loss]
    public Tensor GeluLoss([Shape("rows width")] Tensor upstream) => (matrix.Map(Functional.Gelu) * upstream).Sum([0, 1]);

    [Loss]
    public Tensor GeluTanhLoss([Shape("rows width")] Tensor upstream) => (matrix.Map(Functional.GeluTanh) * upstream).Sum([0, 1]);

    [Loss]
    public Tensor SoftmaxLoss([Shape("rows width")] Tensor upstream) => (Functional.Softmax(matrix) * upstream).Sum([0, 1]);

    [Loss]
    public Tensor LayerNormLoss([Shape("rows width")] Tensor upstream) => (norm.Forward(matrix) * upstream).Sum([0, 1]);

    [Loss]
    public Tensor ResidualNormLoss([Shape("rows width")] Tensor residual, [Shape("rows width")] Tensor upstream) =>
        (norm.Forward(matrix + residual) * upstream).Sum([0, 1]);

    [Loss]
    public Tensor CrossEntropyLoss([Shape("rows", DType.Int32)] Tensor targets) => Functional.CrossEntropy(matrix, targets);
}
