namespace Pico.Training;

/// <summary>A learning rate for each step.</summary>
public abstract record Schedule
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    public abstract double At(long step);
}
