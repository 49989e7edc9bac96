namespace Pico.Tests;

/// <summary>Measures what a call allocates on the managed heap.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least that any of several calls allocated on this thread. The runtime itself allocates once in a while (a type that
    /// is loaded, a lock that is inflated); what the call allocated, every call would.
    /// </summary>
    public static long Least(Action call)
    {
        call();
        var least = long.MaxValue;
        for (var round = 0; round < 10 && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
