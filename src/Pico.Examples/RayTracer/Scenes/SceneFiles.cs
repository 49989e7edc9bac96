using Pico.Examples.RayTracer.Images;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The files that a scene names, and what is said when they cannot be read.</summary>
internal sealed class SceneFiles(SceneSource source)
{
    /// <summary>The bytes of a file.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; the message says why, in one line that begins with its name.</exception>
    public byte[] Read(string file)
    {
        try
        {
            return source.ReadFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"{file} cannot be read: {(e is FileNotFoundException or DirectoryNotFoundException ? "it does not exist" : e.Message)}", e);
        }
    }

    /// <summary>A picture of a file.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, or holds what is no light.</exception>
    public Picture ReadPicture(string file)
    {
        if (PictureReader.Read(Read(file), out var picture) is { } mistake) throw new InvalidDataException($"{file} cannot be read: {mistake}");
        var bad = picture!.Light.AsSpan().IndexOfAnyExceptInRange(0, float.MaxValue);
        if (bad >= 0) throw new InvalidDataException($"{file}: light is a number and not below 0, but not in column {(bad / 3 % picture.Width) + 1} of row {(bad / 3 / picture.Width) + 1}");
        return picture;
    }

    /// <summary>A file that another one names: it is looked for beside that one.</summary>
    public static string Beside(string file, string name) => Path.Combine(Path.GetDirectoryName(file) ?? "", name);
}
