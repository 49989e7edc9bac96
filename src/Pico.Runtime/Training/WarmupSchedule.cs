namespace Pico.Training;

/// <summary>A learning rate that rises along a line to where another schedule begins, which then takes over.</summary>
/// <param name="Then">The schedule that follows, from its step 0.</param>
/// <param name="Steps">The steps that lead up to it; the first has 1 / (Steps + 1) of its first rate.</param>
public sealed record WarmupSchedule(Schedule Then, long Steps) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => step < Steps ? Then.At(0) * (step + 1) / (Steps + 1) : Then.At(step - Steps);
}
