using System.ComponentModel;

namespace Pico.Simd;

/// <summary>
/// How a loop stores a result that it does not read again. A generated loop is written once, generic over it, and run as the one or the other:
/// <see cref="CachedStore"/>, or <see cref="NonTemporalStore"/> where no cache could hold the result. The bits are the same.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe interface IResultStore
{
    /// <summary>Stores sixteen lanes.</summary>
    /// <param name="destination">Where to; what is not cached demands an address that is a multiple of 64.</param>
    /// <param name="lanes">The lanes.</param>
    /// <typeparam name="S">The instruction set.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    static abstract void Store<S, F, I>(float* destination, F lanes)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct;

    /// <summary>Asks for a line of memory to be brought into the cache where a pass has the time for it: not while lines that are stored to are brought there.</summary>
    /// <param name="address">Any address within the line.</param>
    static abstract void Prefetch(void* address);

    /// <summary>Where elements of a row wait in the cache until what is made of them is stored: the row of the result itself, if it comes into the cache.</summary>
    /// <param name="row">The row of the result.</param>
    /// <param name="columns">Its elements.</param>
    static abstract float* Waiting(float* row, nint columns);
}
