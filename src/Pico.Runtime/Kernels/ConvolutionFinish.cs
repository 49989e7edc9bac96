using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// Where a convolution hands finished sums: an epilogue, known by its address and by the function that was made for its type, so that
/// only this is compiled for each epilogue. Rows are planes (batch times channels), columns their elements; pieces may start at
/// any column.
/// </summary>
internal readonly unsafe struct ConvolutionFinish
{
    private readonly void* epilogue;
    private readonly delegate*<void*, float*, nint, nint, nint, nint, nint, void> store;

    private ConvolutionFinish(void* epilogue, delegate*<void*, float*, nint, nint, nint, nint, nint, void> store)
    {
        this.epilogue = epilogue;
        this.store = store;
    }

    /// <summary>The sums go to an epilogue, which must stay where it is until the convolution is done.</summary>
    public static ConvolutionFinish By<S, F, I, TEpilogue>(TEpilogue* epilogue)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue => new(epilogue, &Store<S, F, I, TEpilogue>);

    /// <summary>Hands sums [rows, columns] over, whose rows lie <paramref name="stride"/> elements apart.</summary>
    public void Store(float* sums, nint stride, nint rows, nint columns, nint row, nint column) => store(epilogue, sums, stride, rows, columns, row, column);

    private static void Store<S, F, I, TEpilogue>(void* epilogue, float* sums, nint stride, nint rows, nint columns, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        var copy = *(TEpilogue*)epilogue; // its pointers then stay in registers
        var whole = columns & ~(nint)15;
        var rest = (int)(columns - whole);
        for (nint i = 0; i < rows; i++, sums += stride)
        {
            for (nint x = 0; x < whole; x += 16)
            {
                copy.Store<S, F, I>(S.Load(sums + x), row + i, column + x);
            }

            if (rest > 0)
            {
                copy.Store<S, F, I>(S.Load(sums + whole), row + i, column + whole, rest);
            }
        }
    }
}
