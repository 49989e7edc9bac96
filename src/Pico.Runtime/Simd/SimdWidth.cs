using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

/// <summary>The vector width that generated code dispatches on, in bits: 512, 256, 128, or 0 for scalar code.</summary>
public static class SimdWidth
{
    /// <summary>The widest the processor has.</summary>
    /// <remarks>
    /// AVX-512 is asked for directly: <see cref="Vector512.IsHardwareAccelerated"/> is false on processors that lower
    /// their clock for it, though the instructions exist and pay off.
    /// </remarks>
    public static int Best { get; } =
        Avx512F.IsSupported ? 512 :
        Vector256.IsHardwareAccelerated ? 256 :
        Vector128.IsHardwareAccelerated ? 128 : 0;

    private static int current = Best; // below Best: initialisers run in the order of the text

    /// <summary>The width in use: <see cref="Best"/>, unless a <see cref="Limit"/> is in force.</summary>
    public static int Current => current;

    /// <summary>Lowers the width until the result is disposed, so that a check can compare widths.</summary>
    /// <remarks>The limit holds for the whole process, not only for the calling thread.</remarks>
    /// <param name="width">512, 256, 128, or 0 for scalar code.</param>
    /// <exception cref="ArgumentException">The width is none of these, or above <see cref="Best"/>.</exception>
    public static IDisposable Limit(int width)
    {
        if (width is not (0 or 128 or 256 or 512))
            throw new ArgumentException($"SIMD width {width} does not exist: use 512, 256, 128, or 0 for scalar code.", nameof(width));
        if (width > Best)
            throw new ArgumentException($"SIMD width {width} is above this processor's {Best}: use {Best} or less.", nameof(width));

        return new Scope(width);
    }

    private sealed class Scope : IDisposable
    {
        private readonly int previous = current;
        private bool disposed;

        internal Scope(int width) => current = width;

        public void Dispose()
        {
            if (disposed) return;

            disposed = true;
            current = previous;
        }
    }
}
