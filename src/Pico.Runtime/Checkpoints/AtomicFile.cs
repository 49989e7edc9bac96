namespace Pico.Checkpoints;

/// <summary>
/// Replaces a file as a whole: whoever reads it, at any moment and after any crash, finds the old content or the new one.
/// </summary>
public static class AtomicFile
{
    /// <summary>What is added to a file's name while its new content is being written; left behind only by a killed process.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>
    /// Writes the new content beside the file, flushes it to the disk, and renames it over the file. When it returns, the new
    /// content survives a power cut as well, on file systems that keep a journal.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full, or the file cannot be written; the old content is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = path + TemporarySuffix; // in the same folder: a rename across file systems would be a copy
        var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true); // before the rename, or a power cut could leave the new name with no content
            }

            File.Move(temporary, path, overwrite: true);
            FlushName(path);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    // The folder itself cannot be opened from C#. Flushing the file once more under its new name makes journaling file systems
    // (ext4, xfs, btrfs, NTFS) write the rename that came before.
    private static void FlushName(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }
}
