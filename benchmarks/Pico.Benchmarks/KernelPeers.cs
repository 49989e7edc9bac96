using System.Runtime.InteropServices;

namespace Pico.Benchmarks;

/// <summary>The kernels as a C++ compiler makes them: <c>benchmarks/peers/kernels.cpp</c>, called in process.</summary>
internal static unsafe class KernelPeers
{
    private static readonly nint Library = Load();

    private static readonly delegate* unmanaged<float*, float*, int, int*, int, void> MandelbrotExport =
        (delegate* unmanaged<float*, float*, int, int*, int, void>)NativeLibrary.GetExport(Library, "mandelbrot");

    private static readonly delegate* unmanaged<float*, float*, float*, float, float, float*, float*, int, void> BlackScholesExport =
        (delegate* unmanaged<float*, float*, float*, float, float, float*, float*, int, void>)NativeLibrary.GetExport(Library, "black_scholes");

    private static readonly delegate* unmanaged<float*, float*, int, float> DotExport = (delegate* unmanaged<float*, float*, int, float>)NativeLibrary.GetExport(Library, "dot");

    private static readonly delegate* unmanaged<float*, int, void> SoftmaxExport = (delegate* unmanaged<float*, int, void>)NativeLibrary.GetExport(Library, "softmax");

    private static readonly delegate* unmanaged<float*, float*, float*, float*, float*, float*, float*, float, float, int, void> KickExport =
        (delegate* unmanaged<float*, float*, float*, float*, float*, float*, float*, float, float, int, void>)NativeLibrary.GetExport(Library, "kick");

    private static readonly delegate* unmanaged<float*, float*, float*, float*, float*, int, float*, int*, int, void> RaySpheresExport =
        (delegate* unmanaged<float*, float*, float*, float*, float*, int, float*, int*, int, void>)NativeLibrary.GetExport(Library, "ray_spheres");

    private static readonly delegate* unmanaged<byte*, byte*, int, int, void> LifeExport = (delegate* unmanaged<byte*, byte*, int, int, void>)NativeLibrary.GetExport(Library, "life");

    private static readonly delegate* unmanaged<uint*, uint*, uint*, int, void> Sha256Export = (delegate* unmanaged<uint*, uint*, uint*, int, void>)NativeLibrary.GetExport(Library, "sha256");

    private static readonly delegate* unmanaged<float*, float*, int, float> ReadExport = (delegate* unmanaged<float*, float*, int, float>)NativeLibrary.GetExport(Library, "read_probe");

    private static readonly delegate* unmanaged<float*, float*, float*, float*, int, void> UpdateExport =
        (delegate* unmanaged<float*, float*, float*, float*, int, void>)NativeLibrary.GetExport(Library, "update_probe");

    public static void Mandelbrot(float[] real, float[] imaginary, int limit, int[] result)
    {
        fixed (float* x = real, y = imaginary)
        fixed (int* rounds = result)
        {
            MandelbrotExport(x, y, limit, rounds, result.Length);
        }
    }

    public static void BlackScholes(float[] spot, float[] strike, float[] years, float rate, float volatility, float[] call, float[] put)
    {
        fixed (float* s = spot, k = strike, t = years, c = call, p = put)
        {
            BlackScholesExport(s, k, t, rate, volatility, c, p, spot.Length);
        }
    }

    public static float Dot(float[] a, float[] b)
    {
        fixed (float* x = a, y = b)
        {
            return DotExport(x, y, a.Length);
        }
    }

    public static void Softmax(float[] row)
    {
        fixed (float* scores = row)
        {
            SoftmaxExport(scores, row.Length);
        }
    }

    public static void Kick(float[] x, float[] y, float[] z, float[] mass, float[] vx, float[] vy, float[] vz, float time, float softening)
    {
        fixed (float* px = x, py = y, pz = z, m = mass, u = vx, v = vy, w = vz)
        {
            KickExport(px, py, pz, m, u, v, w, time, softening, x.Length);
        }
    }

    /// <param name="rays">The six coordinates of all rays, one after the other.</param>
    /// <param name="spheres">The centres and radii, one after the other.</param>
    /// <param name="distance">Receives how far it is.</param>
    /// <param name="hit">Receives which sphere.</param>
    public static void RaySpheres(float[] rays, float[][] spheres, float[] distance, int[] hit)
    {
        fixed (float* r = rays, x = spheres[0], y = spheres[1], z = spheres[2], radius = spheres[3], t = distance)
        fixed (int* which = hit)
        {
            RaySpheresExport(r, x, y, z, radius, spheres[3].Length, t, which, hit.Length);
        }
    }

    public static void Life(byte[] board, byte[] next, int width, int height)
    {
        fixed (byte* from = board, to = next)
        {
            LifeExport(from, to, width, height);
        }
    }

    /// <param name="words">Sixteen words of each message, the first of all first.</param>
    /// <param name="constants">Of the rounds.</param>
    /// <param name="state">Eight words of each message, the first of all first.</param>
    public static void Sha256(uint[] words, uint[] constants, uint[] state)
    {
        fixed (uint* w = words, k = constants, s = state)
        {
            Sha256Export(w, k, s, state.Length / 8);
        }
    }

    /// <summary>Reads two arrays.</summary>
    public static float Read(float[] a, float[] b)
    {
        fixed (float* x = a, y = b)
        {
            return ReadExport(x, y, a.Length);
        }
    }

    /// <summary>Reads four arrays and writes all but the second.</summary>
    public static void Update(float[] weights, float[] gradients, float[] m, float[] v)
    {
        fixed (float* w = weights, g = gradients, first = m, second = v)
        {
            UpdateExport(w, g, first, second, weights.Length);
        }
    }

    private static nint Load()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "benchmarks", "peers", "libkernels.so");
            if (File.Exists(path)) return NativeLibrary.Load(path);
        }

        throw new DllNotFoundException("benchmarks/peers/libkernels.so does not exist: make -C benchmarks/peers libkernels.so");
    }
}
