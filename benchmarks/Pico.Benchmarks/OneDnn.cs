using System.Runtime.InteropServices;

namespace Pico.Benchmarks;

/// <summary>oneDNN's matrix product, if it is installed (Debian: libdnnl2, with OpenMP): the second peer of products.</summary>
internal static unsafe class OneDnn
{
    private static readonly delegate* unmanaged<byte, byte, long, long, long, float, float*, long, float*, long, float, float*, long, int> Sgemm = Load("libdnnl.so.2", "dnnl_sgemm") is var found and not 0
        ? (delegate* unmanaged<byte, byte, long, long, long, float, float*, long, float*, long, float, float*, long, int>)found
        : null;

    private static readonly delegate* unmanaged<int, void> SetNumThreads = Load("libgomp.so.1", "omp_set_num_threads") is var found and not 0 ? (delegate* unmanaged<int, void>)found : null;

    public static bool IsInstalled => Sgemm is not null && SetNumThreads is not null;

    /// <summary>The threads of products that the calling thread starts.</summary>
    public static void UseThreads(int threads) => SetNumThreads(threads);

    /// <summary>C [m, n] = A·B, row-major.</summary>
    public static void Multiply(int m, int n, int k, float* a, int aStride, bool aTransposed, float* b, int bStride, bool bTransposed, float* c, int cStride)
    {
        var status = Sgemm((byte)(aTransposed ? 'T' : 'N'), (byte)(bTransposed ? 'T' : 'N'), m, n, k, 1f, a, aStride, b, bStride, 0f, c, cStride);
        if (status != 0) throw new InvalidOperationException($"dnnl_sgemm gave status {status} for [{m}, {k}] · [{k}, {n}]");
    }

    private static nint Load(string library, string function) =>
        NativeLibrary.TryLoad(library, out var handle) && NativeLibrary.TryGetExport(handle, function, out var address) ? address : 0;
}
