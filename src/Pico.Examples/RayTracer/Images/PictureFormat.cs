namespace Pico.Examples.RayTracer.Images;

/// <summary>The files that pictures can be written to, by the end of the file's name.</summary>
public static class PictureFormat
{
    private static readonly Dictionary<string, Action<Picture, Stream>> Writers = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = PngWriter.Write,
        [".ppm"] = PpmWriter.Write,
        [".pfm"] = PfmWriter.Write,
    };

    /// <summary>The ends of names.</summary>
    public static IEnumerable<string> Names => Writers.Keys;

    /// <summary>What writes a file; null if no format has the end of its name.</summary>
    /// <param name="path">The file's name.</param>
    public static Action<Picture, Stream>? Find(string path) => Writers.GetValueOrDefault(Path.GetExtension(path));

    /// <summary>Whether a file holds light as it is, and no tones of a screen.</summary>
    /// <param name="path">The file's name.</param>
    public static bool IsLinear(string path) => Path.GetExtension(path).Equals(".pfm", StringComparison.OrdinalIgnoreCase);
}
