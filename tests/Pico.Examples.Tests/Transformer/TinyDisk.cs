using System.Diagnostics;

namespace Pico.Examples.Tests.Transformer;

/// <summary>A file system of one megabyte in memory, where mounting is allowed; elsewhere the test is skipped.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly string folder;

    private TinyDisk(string folder) => this.folder = folder;

    public static TinyDisk Mount(string folder)
    {
        Directory.CreateDirectory(folder);
        Skip.IfNot(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder), "mounting a file system of one megabyte is refused here");
        return new TinyDisk(folder);
    }

    public void Dispose() => Run("umount", folder);

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
