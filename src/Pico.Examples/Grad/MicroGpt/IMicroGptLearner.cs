namespace Pico.Examples.Grad.MicroGpt;

/// <summary>One way to train the model: a name forward, backward, and a step of Adam.</summary>
internal interface IMicroGptLearner
{
    /// <summary>Learns one name.</summary>
    /// <param name="ids">The mark and the characters.</param>
    /// <param name="targets">The characters and the mark.</param>
    /// <param name="learningRate">The step size.</param>
    /// <returns>The loss before the step.</returns>
    double Learn(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, double learningRate);
}
