namespace Pico.Training;

/// <summary>
/// A learning rate that rises linearly, then falls along half a cosine (Loshchilov and Hutter 2017, arXiv:1608.03983, without
/// restarts), and stays at its floor from there on.
/// </summary>
/// <param name="Peak">The rate at the top.</param>
/// <param name="Floor">The rate at the end.</param>
/// <param name="WarmupSteps">The steps that lead up to the peak; the first has Peak / (WarmupSteps + 1).</param>
/// <param name="Steps">The step at which the floor is reached.</param>
public sealed record CosineSchedule(double Peak, double Floor, long WarmupSteps, long Steps) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step)
    {
        if (step < WarmupSteps) return Peak * (step + 1) / (WarmupSteps + 1);
        if (step >= Steps) return Floor;
        var progress = (double)(step - WarmupSteps) / (Steps - WarmupSteps);
        return Floor + (0.5 * (1 + Math.Cos(Math.PI * progress)) * (Peak - Floor));
    }
}
