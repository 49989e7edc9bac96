using System.Runtime.Intrinsics;

namespace Pico.Kernels;

/// <summary>How packing reads an element of an operand: as float, one or several side by side.</summary>
internal unsafe interface IGemmElement<E>
    where E : unmanaged
{
    static abstract float Load(E* source);

    static abstract Vector128<float> Load4(E* source);

    static abstract Vector256<float> Load8(E* source);
}
