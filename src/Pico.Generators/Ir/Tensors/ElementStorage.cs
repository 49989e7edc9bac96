namespace Pico.Generators.Ir;

/// <summary>How numbers lie in memory between the steps that compute with them.</summary>
internal enum ElementStorage
{
    /// <summary>In the type in which they are computed.</summary>
    AsComputed,

    /// <summary>float32 rounded to its upper sixteen bits.</summary>
    BFloat16,
}
