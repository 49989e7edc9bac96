namespace Pico.Simd;

/// <summary>How a parameter of a kernel meets memory.</summary>
public enum KernelPassing
{
    /// <summary>One value for each element, read.</summary>
    In,

    /// <summary>One value for each element, read and written.</summary>
    InOut,

    /// <summary>One value for each element, written.</summary>
    Out,

    /// <summary>One value for all.</summary>
    Uniform,

    /// <summary>Read by index.</summary>
    Memory,

    /// <summary>Read and written by index.</summary>
    WritableMemory,

    /// <summary>What a reduction returns.</summary>
    Total,
}

/// <summary>A parameter, or the result, of a kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Passing">How it meets memory.</param>
/// <param name="Allocate">Makes an array of its elements.</param>
public sealed record KernelParameter(string Name, KernelPassing Passing, Func<int, Array> Allocate)
{
    /// <summary>A parameter of elements of a type.</summary>
    /// <typeparam name="T">What memory holds.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="passing">How it meets memory.</param>
    public static KernelParameter Of<T>(string name, KernelPassing passing)
        where T : unmanaged => new(name, passing, length => new T[length]);
}
