namespace Pico.Training;

/// <summary>
/// One cycle (Smith and Topin 2018, arXiv:1708.07120), as torch's OneCycleLR: a learning rate that rises along half a cosine from a small one to the peak, and falls along another
/// one to nearly nothing at the last step.
/// </summary>
/// <param name="Peak">The largest rate.</param>
/// <param name="Steps">The steps of the whole run; more than one.</param>
/// <param name="Rise">The part of the steps that lead up to the peak, 0 to 1.</param>
/// <param name="StartDivisor">The first rate is Peak over this.</param>
/// <param name="EndDivisor">The last rate is the first one over this.</param>
public sealed record OneCycleSchedule(double Peak, long Steps, double Rise = 0.3, double StartDivisor = 25, double EndDivisor = 1e4) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step)
    {
        var (first, top) = (Peak / StartDivisor, (Rise * Steps) - 1);
        var last = first / EndDivisor;
        if (step <= top) return top > 0 ? Along(first, Peak, step / top) : Peak;
        return step >= Steps - 1 ? last : Along(Peak, last, (step - top) / (Steps - 1 - top));
    }

    private static double Along(double from, double to, double part) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * part)));
}
