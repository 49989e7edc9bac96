namespace Pico.Training;

/// <summary>
/// Warmup, stable, decay (Hu et al. 2024, "MiniCPM", arXiv:2404.06395): a learning rate that rises along a line, stays for most of the run, and falls along a line at its end. A
/// run may go on from the stable part, so its length need not be known beforehand.
/// </summary>
/// <param name="Peak">The rate of the stable part.</param>
/// <param name="Floor">The rate at the end.</param>
/// <param name="WarmupSteps">The steps that lead up to the peak; the first has Peak / (WarmupSteps + 1).</param>
/// <param name="DecaySteps">The steps from the peak to the floor.</param>
/// <param name="Steps">The step at which the floor is reached.</param>
public sealed record WarmupStableDecaySchedule(double Peak, double Floor, long WarmupSteps, long DecaySteps, long Steps) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step)
    {
        if (step < WarmupSteps) return Peak * (step + 1) / (WarmupSteps + 1);
        if (step >= Steps) return Floor;
        var left = Steps - step;
        return left >= DecaySteps ? Peak : Floor + ((Peak - Floor) * left / DecaySteps);
    }
}
