using static Pico.Functional;

namespace Pico.Layers;

/// <summary>
/// Gives every channel mean 0 and variance 1 over the batch and the places, then scales and shifts it (Ioffe and Szegedy 2015,
/// arXiv:1502.03167). Training normalises by the batch and follows its statistics; evaluation normalises by what it followed.
/// </summary>
/// <param name="numFeatures">The channels.</param>
/// <param name="eps">Added to the variance; keeps the division away from zero.</param>
/// <param name="momentum">The share of the batch in the running statistics.</param>
[Layer]
public sealed partial class BatchNorm2d(int numFeatures, float eps = 1e-5f, float momentum = 0.1f)
{
    [Parameter] readonly Tensor weight = Ones([numFeatures]);
    [Parameter] readonly Tensor bias = Zeros([numFeatures]);
    [Buffer("running_mean")] readonly Tensor runningMean = Zeros([numFeatures]);
    [Buffer("running_var")] readonly Tensor runningVar = Ones([numFeatures]);
    [Buffer("num_batches_tracked")] readonly Tensor batches = Zeros([]);

    /// <summary>Normalises every channel.</summary>
    /// <param name="x">[batch, numFeatures, height, width].</param>
    /// <returns>The shape of x.</returns>
    /// <exception cref="ArgumentException">In training, a channel has only one value: its variance is not known.</exception>
    public Tensor Forward([Shape("batch numFeatures height width")] Tensor x)
    {
        var planes = x.Flatten(2, 3); // [batch, numFeatures, height·width]
        var mean = runningMean.Reshape(-1, 1);
        var variance = runningVar.Reshape(-1, 1);
        if (IsTraining)
        {
            var values = AtLeast(x.Size / numFeatures, 2);
            mean = planes.Mean([0, 2], keepDim: true); // [1, numFeatures, 1]
            var deviations = planes - mean;
            variance = (deviations * deviations).Mean([0, 2], keepDim: true);
            var unbiased = variance.Reshape(-1) * ((float)values / (values - 1));
            runningMean.Update(runningMean * (1f - momentum) + mean.Reshape(-1) * momentum);
            runningVar.Update(runningVar * (1f - momentum) + unbiased * momentum);
            batches.Update(batches + 1f);
        }

        var y = (planes - mean) * (variance + eps).Map(Functional.Rsqrt) * weight.Reshape(-1, 1) + bias.Reshape(-1, 1);
        return y.Reshape(x.Shape[0], numFeatures, x.Shape[2], x.Shape[3]);
    }
}
