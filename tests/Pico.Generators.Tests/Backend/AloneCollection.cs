namespace Pico.Generators.Tests.Backend;

/// <summary>Tests that measure allocations or lower the SIMD width of the whole process: nothing else may run beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
