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

    /// <summary>Adds light to what paths have found.</summary>
    /// <param name="found">What a path has found.</param>
    /// <param name="light">The light.</param>
    /// <param name="isDark">Whether it does not arrive.</param>
    [Kernel]
    public static void Add(ref Vec3 found, Vec3 light, bool isDark)
    {
        if (!isDark) found += light;
    }

    /// <summary>Puts what a path has found into its slot. Reading, adding and putting are three kernels because elements of one may not read what others write.</summary>
    /// <param name="slot">The slot of the path.</param>
    /// <param name="found">What it has found.</param>
    /// <param name="red">What all paths have found.</param>
    /// <param name="green">What all paths have found.</param>
    /// <param name="blue">What all paths have found.</param>
    [Kernel]
    public static void Put(int slot, Vec3 found, Span<float> red, Span<float> green, Span<float> blue)
    {
        if (slot < 0 || slot >= red.Length) return;
        red[slot] = found.X;
        green[slot] = found.Y;
        blue[slot] = found.Z;
    }
}
