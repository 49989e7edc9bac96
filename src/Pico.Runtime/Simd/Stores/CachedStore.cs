using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>Results go into the cache, where the next step finds them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct CachedStore : IResultStore
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(float* destination, F lanes)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.Store(destination, lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        // what is stored to keeps memory busy as it is
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float* Waiting(float* row, nint columns) => row;
}
