namespace Pico;

/// <summary>The element type of a <see cref="Tensor"/>.</summary>
public enum DType
{
    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary64 (eager only: the oracle's precision).</summary>
    Float64,

    /// <summary>32-bit signed integer (indices, targets).</summary>
    Int32,
}
