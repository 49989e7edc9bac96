using Pico.Examples.Kernels;

#pragma warning disable PICO4002, PICO4003 // which paths go on is known only when they do

namespace Pico.Examples.RayTracer.Rendering;

/// <summary>Moves what belongs to paths. A place outside of memory has 0 and takes nothing, so that made-up places too can be held against the scalar methods.</summary>
public static partial class PathMoves
{
    /// <summary>Takes one number of a path to its new place.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="from">The numbers of all paths.</param>
    [Kernel]
    public static float Take(int place, ReadOnlySpan<float> from) => place >= 0 && place < from.Length ? from[place] : 0;

    /// <summary>Takes one number of a path to its new place.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="from">The numbers of all paths.</param>
    [Kernel]
    public static uint TakeBits(int place, ReadOnlySpan<uint> from) => place >= 0 && place < from.Length ? from[place] : 0;

    /// <summary>Takes one number of a path to its new place.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="from">The numbers of all paths.</param>
    [Kernel]
    public static int TakeNumber(int place, ReadOnlySpan<int> from) => place >= 0 && place < from.Length ? from[place] : 0;

    /// <summary>Adds light to what a path has found. No two paths may have one slot.</summary>
    /// <param name="slot">The slot of the path.</param>
    /// <param name="light">The light.</param>
    /// <param name="isDark">Whether it does not arrive.</param>
    /// <param name="red">What each path has found.</param>
    /// <param name="green">What each path has found.</param>
    /// <param name="blue">What each path has found.</param>
    [Kernel]
    public static void Add(int slot, Vec3 light, bool isDark, Span<float> red, Span<float> green, Span<float> blue)
    {
        if (isDark || slot < 0 || slot >= red.Length) return;
        red[slot] += light.X;
        green[slot] += light.Y;
        blue[slot] += light.Z;
    }
}
