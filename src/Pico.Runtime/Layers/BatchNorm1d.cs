using static Pico.Functional;

namespace Pico.Layers;

/// <summary>
/// Gives every feature mean 0 and variance 1 over the batch, then scales and shifts it (Ioffe and Szegedy 2015, arXiv:1502.03167). Training
/// normalises by the batch and follows its statistics; evaluation normalises by what it followed.
/// </summary>
/// <param name="numFeatures">The features.</param>
/// <param name="eps">Added to the variance; keeps the division away from zero.</param>
/// <param name="momentum">The share of the batch in the running statistics.</param>
[Layer]
public sealed partial class BatchNorm1d(int numFeatures, float eps = 1e-5f, float momentum = 0.1f)
{
    [Parameter] readonly Tensor weight = Ones([numFeatures]);
    [Parameter] readonly Tensor bias = Zeros([numFeatures]);
    [Buffer("running_mean")] readonly Tensor runningMean = Zeros([numFeatures]);
    [Buffer("running_var")] readonly Tensor runningVar = Ones([numFeatures]);
    [Buffer("num_batches_tracked")] readonly Tensor batches = Zeros([]);

    /// <summary>Normalises every feature.</summary>
    /// <param name="x">[batch, numFeatures].</param>
    /// <returns>The shape of x.</returns>
    /// <exception cref="ArgumentException">In training, the batch is one: the variance is not known.</exception>
    public Tensor Forward([Shape("batch numFeatures")] Tensor x)
    {
        var mean = runningMean;
        var variance = runningVar;
        if (IsTraining)
        {
            var values = AtLeast(x.Shape[0], 2);
            mean = x.Mean(0); // [numFeatures]
            var deviations = x - mean;
            variance = (deviations * deviations).Mean(0);
            var unbiased = variance * ((float)values / (values - 1));
            runningMean.Update(runningMean * (1f - momentum) + mean * momentum);
            runningVar.Update(runningVar * (1f - momentum) + unbiased * momentum);
            batches.Update(batches + 1f);
        }

        return (x - mean) * (variance + eps).Map(Functional.Rsqrt) * weight + bias;
    }
}
