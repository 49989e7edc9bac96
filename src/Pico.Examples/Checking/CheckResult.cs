namespace Pico.Examples.Checking;

/// <summary>All comparisons of one kind: an entry point at one width, its bits at all widths, or its slopes.</summary>
/// <param name="EntryPoint">The compiled method.</param>
/// <param name="Kind">"512 bits", "scalar", "equal bits" or "slopes".</param>
/// <param name="Comparisons">At least one.</param>
internal sealed record CheckResult(string EntryPoint, string Kind, IReadOnlyList<Comparison> Comparisons)
{
    public bool Passed => Comparisons.All(comparison => comparison.Passed);

    public IEnumerable<Comparison> Failures => Comparisons.Where(comparison => !comparison.Passed);

    /// <summary>The comparison that comes nearest to what is allowed, or exceeds it most.</summary>
    public Comparison Worst => Comparisons.MaxBy(comparison => comparison.Allowed > 0 ? comparison.Error / comparison.Allowed : comparison.Error)!;
}
