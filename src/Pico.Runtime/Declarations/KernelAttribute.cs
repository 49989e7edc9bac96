namespace Pico;

/// <summary>
/// Marks a static method over scalars as a SIMD kernel. The generator adds an overload that takes spans and computes
/// sixteen lanes at a time; the scalar method stays callable and is the oracle of its own SIMD version.
/// </summary>
/// <remarks>
/// Value parameters become read-only streams, <c>ref</c> and <c>out</c> parameters become writable streams,
/// <see cref="UniformAttribute"/> parameters are the same for all lanes. Of a struct, every field is a stream of its own.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelAttribute : Attribute
{
    /// <summary>How the results of all elements are combined; <see cref="Reduction.None"/> writes one result per element.</summary>
    public Reduction Reduce { get; set; }

    /// <summary>
    /// Whether there is also a form whose last parameter is a <see cref="Threading.WorkerPool"/>, whose threads share the elements. Its results do not depend
    /// on the number of threads; a sum of floats is taken part by part there and so may differ from the other form's in its last bits.
    /// </summary>
    public bool Parallel { get; set; }
}

/// <summary>The monoid with which a kernel combines the results of its elements.</summary>
public enum Reduction
{
    /// <summary>One result per element.</summary>
    None,

    /// <summary>The sum, over sixteen logical lanes in one fixed order at every vector width.</summary>
    Sum,

    /// <summary>The largest result; NaN if any is NaN.</summary>
    Max,

    /// <summary>The smallest result; NaN if any is NaN.</summary>
    Min,

    /// <summary>The index of the largest result, of the first if several are; a NaN counts as the largest, as in numpy.</summary>
    ArgMax,

    /// <summary>The index of the smallest result, of the first if several are; a NaN counts as the smallest, as in numpy.</summary>
    ArgMin,
}
