namespace Pico.Examples.Digits;

/// <summary>What the training loop needs of a network.</summary>
internal interface IDigitsLearner
{
    /// <summary>One step of training.</summary>
    /// <param name="x">[batch, 784]</param>
    /// <param name="targets">[batch]</param>
    /// <param name="batch">How many images.</param>
    /// <param name="learningRate">The step size of the optimizer.</param>
    /// <returns>The mean loss of the batch before the step.</returns>
    float Learn(ReadOnlySpan<float> x, ReadOnlySpan<int> targets, int batch, float learningRate);

    /// <summary>The network's opinion of each image.</summary>
    /// <param name="x">[batch, 784]</param>
    /// <param name="batch">How many images.</param>
    /// <returns>[batch, 10], valid until the next call.</returns>
    ReadOnlySpan<float> Logits(ReadOnlySpan<float> x, int batch);
}
