namespace Pico.Checkpoints;

/// <summary>
/// Replaces a file as a whole: whoever reads it, at any moment and after any crash, finds the old content or the new one.
/// </summary>
public static class AtomicFile
{
    /// <summary>What is added to a file's name while its new content is being written; left behind only by a killed process.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes the new content beside the file, flushes it to the disk, and renames it over the file.</summary>
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
        }
        catch
        {
            Discard(temporary);
            throw;
        }
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
