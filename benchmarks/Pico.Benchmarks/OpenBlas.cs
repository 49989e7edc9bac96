using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Pico.Benchmarks;

/// <summary>OpenBLAS, loaded from the system: the peer that products are measured against.</summary>
internal static unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int NoTrans = 111;
    private const int Trans = 112;

    private static readonly nint Library = Load();

    private static readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> Sgemm =
        (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(Library, "cblas_sgemm");

    private static readonly delegate* unmanaged<int, void> SetNumThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(Library, "openblas_set_num_threads");

    private static readonly delegate* unmanaged<byte*> GetConfig = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(Library, "openblas_get_config");

    public static string Config => Marshal.PtrToStringUTF8((nint)GetConfig()) ?? "";

    public static void UseThreads(int threads) => SetNumThreads(threads);

    /// <summary>C [m, n] = A·B, row-major.</summary>
    public static void Multiply(int m, int n, int k, float* a, int aStride, bool aTransposed, float* b, int bStride, bool bTransposed, float* c, int cStride) =>
        Sgemm(RowMajor, aTransposed ? Trans : NoTrans, bTransposed ? Trans : NoTrans, m, n, k, 1f, a, aStride, b, bStride, 0f, c, cStride);

    private static void SetEnvironment(string name, string value)
    {
        var set = (delegate* unmanaged<byte*, byte*, int, int>)NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "setenv");
        fixed (byte* key = Encoding.UTF8.GetBytes(name + '\0'), text = Encoding.UTF8.GetBytes(value + '\0'))
        {
            _ = set(key, text, 0); // what the user has set stays
        }
    }

    private static nint Load()
    {
        // Version 0.3.21 takes new processors for old ones, and is then five times slower than it can be. The library reads the C library's
        // environment, of which the managed one is a copy.
        if (Avx512F.IsSupported)
        {
            SetEnvironment("OPENBLAS_CORETYPE", "SkylakeX");
        }

        // The OpenMP build first: the one that PyTorch uses on Debian.
        string[] names = ["/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblas.so.0", "libopenblas.so.0", "libopenblas"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return library;
            }
        }

        throw new DllNotFoundException("OpenBLAS is not installed: apt-get install libopenblas-openmp-dev.");
    }
}
