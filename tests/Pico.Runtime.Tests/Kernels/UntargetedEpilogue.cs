using Pico.Kernels;
using Pico.Simd;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>Another epilogue that does not say where products go, so that it gets all of them.</summary>
internal readonly struct UntargetedEpilogue<TEpilogue>(TEpilogue epilogue) : IGemmEpilogue
    where TEpilogue : unmanaged, IGemmEpilogue
{
    public static bool Prefetches => false;

    public GemmTarget Target => default;

    public void Store<S, F, I>(F value, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => epilogue.Store<S, F, I>(value, row, column);

    public void Store<S, F, I>(F value, nint row, nint column, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => epilogue.Store<S, F, I>(value, row, column, count);
}
