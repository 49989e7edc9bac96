using Pico.Examples.Digits;

namespace Pico.Examples.Tests.Digits;

/// <summary>A linear classifier trained by plain SGD, in double and by hand: a learner whose gradient is beyond doubt.</summary>
internal sealed class SoftmaxRegression(double rateFactor) : IDigitsLearner
{
    private readonly double[,] weight = new double[10, LabelledImages.Pixels];
    private readonly double[] bias = new double[10];
    private float[] logits = [];

    public List<int> Batches { get; } = [];

    public List<float> Rates { get; } = [];

    public float Learn(ReadOnlySpan<float> x, ReadOnlySpan<int> targets, int batch, float learningRate)
    {
        Batches.Add(batch);
        Rates.Add(learningRate);
        var output = Logits(x, batch);
        var loss = 0.0;
        var step = learningRate * rateFactor / batch;
        Span<double> p = stackalloc double[10];
        for (var i = 0; i < batch; i++)
        {
            var sum = 0.0;
            for (var c = 0; c < 10; c++) sum += p[c] = Math.Exp(output[(i * 10) + c]);
            loss -= Math.Log(p[targets[i]] / sum);
            var image = x.Slice(i * LabelledImages.Pixels, LabelledImages.Pixels);
            for (var c = 0; c < 10; c++)
            {
                var gradient = (p[c] / sum) - (c == targets[i] ? 1 : 0);
                bias[c] -= step * gradient;
                for (var j = 0; j < image.Length; j++) weight[c, j] -= step * gradient * image[j];
            }
        }

        return (float)(loss / batch);
    }

    public ReadOnlySpan<float> Logits(ReadOnlySpan<float> x, int batch)
    {
        if (logits.Length < batch * 10) logits = new float[batch * 10];
        for (var i = 0; i < batch; i++)
        {
            var image = x.Slice(i * LabelledImages.Pixels, LabelledImages.Pixels);
            for (var c = 0; c < 10; c++)
            {
                var sum = bias[c];
                for (var j = 0; j < image.Length; j++) sum += weight[c, j] * image[j];
                logits[(i * 10) + c] = (float)sum;
            }
        }

        return logits.AsSpan(0, batch * 10);
    }
}
