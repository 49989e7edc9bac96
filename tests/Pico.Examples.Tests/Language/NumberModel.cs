using Pico.Layers;

namespace Pico.Examples.Tests.Language;

/// <summary>Arithmetic on numbers that only construction knows: sizes, a float and a double.</summary>
[Model]
public sealed partial class NumberModel(int width, int heads, float epsilon, double gain)
{
    readonly Linear inner = new(width, width);
    readonly float rate = epsilon * 3;

    public Tensor Predict([Shape("batch width")] Tensor x)
    {
        var scale = 1 / MathF.Sqrt(width / heads);
        var (scores, count) = Scores(x, scale);
        var rest = width % heads + heads; // width need not be divisible: nothing here is a shape
        var root = (scores * scores + epsilon).Map(MathF.Sqrt);
        return root * (float)(gain / Math.Sqrt(count)) + Half(rest) * rate + x * MathF.Pow(width, -0.5f) + x.Shape[0] * 0.01f;
    }

    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch width")] Tensor target) => Functional.MSELoss(Predict(x), target);

    (Tensor Scores, int Count) Scores(Tensor x, float scale) => (inner.Forward(x) * scale, x.Shape[^1] * x.Rank);

    static float Half(int value) => value / 2 + MathF.Exp(-value);
}
