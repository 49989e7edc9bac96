namespace Pico.Examples.Tests;

/// <summary>
/// For tests that count allocations: a garbage collection that another test causes meanwhile charges the rest of the
/// thread's allocation buffer to it.
/// </summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public class MeasuredAlone;
