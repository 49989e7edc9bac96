using System.Runtime.InteropServices;

namespace Pico.Benchmarks;

/// <summary>
/// The processor time of the calling thread: unlike a clock on the wall it does not count what other programs take, nor what the runtime
/// compiles again in the background.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>Milliseconds since some beginning.</summary>
    public static double Now => GetTime(ThreadTime, out var time) == 0 ? time.Seconds * 1e3 + time.Nanoseconds * 1e-6 : throw new PlatformNotSupportedException();

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
