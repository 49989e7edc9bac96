namespace Pico.Examples.Tests;

/// <summary>
/// Tests that count allocations (a garbage collection caused by another test charges the rest of the thread's allocation
/// buffer to them) or lower the SIMD width of the whole process: nothing else may run beside them.
/// </summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public class AloneCollection;
