namespace Pico.Training;

/// <summary>A learning rate that goes from one value to another along a line, and stays there, as torch's LinearLR.</summary>
/// <param name="Peak">The rate of step 0.</param>
/// <param name="Floor">The rate at the end.</param>
/// <param name="Steps">The step at which the end is reached.</param>
public sealed record LinearSchedule(double Peak, double Floor, long Steps) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => step >= Steps ? Floor : Peak + ((Floor - Peak) * step / Steps);
}
