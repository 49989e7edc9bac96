namespace Pico.Training;

/// <summary>A learning rate that stays.</summary>
/// <param name="Rate">The rate.</param>
public sealed record ConstantSchedule(double Rate) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Rate;
}
