namespace Pico.Checkpoints;

/// <summary>The element types of .npy files that are read and written.</summary>
public enum NumpyType
{
    /// <summary>Half precision, <c>&lt;f2</c>.</summary>
    Float16,

    /// <summary>Single precision, <c>&lt;f4</c>.</summary>
    Float32,

    /// <summary>Double precision, <c>&lt;f8</c>.</summary>
    Float64,

    /// <summary>Signed bytes, <c>|i1</c>.</summary>
    Int8,

    /// <summary>32-bit integers, <c>&lt;i4</c>.</summary>
    Int32,

    /// <summary>64-bit integers, <c>&lt;i8</c>.</summary>
    Int64,
}
