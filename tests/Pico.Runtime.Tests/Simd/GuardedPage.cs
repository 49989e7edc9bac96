using System.Runtime.InteropServices;

namespace Pico.Runtime.Tests.Simd;

/// <summary>
/// A page of memory whose neighbours may not be touched: reading a byte before <see cref="Start"/> or at
/// <see cref="End"/> ends the process.
/// </summary>
internal sealed unsafe partial class GuardedPage : IDisposable
{
    private const int Read = 1, Write = 2, Private = 2, Anonymous = 0x20;
    private readonly nint pages;
    private readonly nint size = Environment.SystemPageSize;

    internal GuardedPage()
    {
        pages = Map(0, 3 * size, Read | Write, Private | Anonymous, -1, 0);
        Assert.NotEqual(-1, pages);
        Assert.Equal(0, Protect(pages, size, 0));
        Assert.Equal(0, Protect(pages + (2 * size), size, 0));
    }

    internal byte* Start => (byte*)(pages + size);

    internal byte* End => (byte*)(pages + (2 * size));

    public void Dispose() => Assert.Equal(0, Unmap(pages, 3 * size));

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nint length);
}
