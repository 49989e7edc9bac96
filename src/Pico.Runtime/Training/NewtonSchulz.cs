namespace Pico.Training;

/// <summary>
/// A matrix near the orthogonal one nearest to a given matrix: five rounds of a polynomial that draws all singular values towards one (Jordan et al. 2024,
/// https://kellerjordan.github.io/posts/muon/; after Schulz 1933). They end up between about 0.7 and 1.2.
/// </summary>
[Model]
internal sealed partial class NewtonSchulz
{
    /// <summary>Of a matrix that is not higher than wide.</summary>
    public Tensor Wide([Shape("rows columns")] Tensor gradient)
    {
        var x = Unit(gradient);
        for (var i = 0; i < 5; i++)
        {
#pragma warning disable PICO4001 // no larger than the matrix: it is not higher than wide
            var a = x.MatMul(x.Transpose()); // [rows, rows]
#pragma warning restore PICO4001
            x = 3.4445f * x + (2.0315f * a.MatMul(a) - 4.7750f * a).MatMul(x);
        }

        return x;
    }

    /// <summary>Of a matrix that is higher than wide: the same on the side of the columns.</summary>
    public Tensor High([Shape("rows columns")] Tensor gradient)
    {
        var x = Unit(gradient);
        for (var i = 0; i < 5; i++)
        {
#pragma warning disable PICO4001 // smaller than the matrix
            var a = x.Transpose().MatMul(x); // [columns, columns]
#pragma warning restore PICO4001
            x = 3.4445f * x + x.MatMul(2.0315f * a.MatMul(a) - 4.7750f * a);
        }

        return x;
    }

    // The Frobenius norm bounds the largest singular value.
    private Tensor Unit(Tensor x) => x / (x * x).Sum([0, 1], keepDim: true).Map(Root);

    // torch's least norm.
    [Kernel, Differentiable]
    private static float Root(float square) => MathF.Max(MathF.Sqrt(square), 1e-7f);
}
