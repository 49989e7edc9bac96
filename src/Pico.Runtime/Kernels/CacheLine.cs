using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pico.Kernels;

/// <summary>What a processor can be told about memory that is needed soon.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class CacheLine
{
    /// <summary>The floats of a line.</summary>
    internal const int Floats = 16;

    /// <summary>Asks for a line to be brought into all caches; does nothing where the processor has no such instruction, or no such memory exists.</summary>
    /// <param name="address">Any address within the line.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}
