using Pico.Examples.RayTracer.Images;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The pictures of a scene: each file once, all of them in one memory.</summary>
internal sealed class PictureTable(SceneFiles files)
{
    private readonly Dictionary<string, PicturePlace> textures = new(StringComparer.Ordinal);
    private readonly List<float[]> pictures = [];
    private long length;

    /// <summary>The memory: three floats for each pixel.</summary>
    public float[] Pixels
    {
        get
        {
            var (all, at) = (new float[length], 0);
            foreach (var pixels in pictures)
            {
                pixels.CopyTo(all, at);
                at += pixels.Length;
            }

            return all;
        }
    }

    /// <summary>Where the picture of a surface lies.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read, or holds more than a surface reflects.</exception>
    public PicturePlace FindTexture(string file)
    {
        if (textures.TryGetValue(file, out var place)) return place;
        var picture = files.ReadPicture(file);
        var bad = picture.Light.AsSpan().IndexOfAnyExceptInRange(0, 1);
        if (bad >= 0) throw new InvalidDataException($"{file}: a surface reflects at most 1, but not in column {(bad / 3 % picture.Width) + 1} of row {(bad / 3 / picture.Width) + 1}");
        place = Add(picture, file);
        textures.Add(file, place);
        return place;
    }

    /// <summary>Adds a picture.</summary>
    /// <exception cref="InvalidDataException">There are too many.</exception>
    public PicturePlace Add(Picture picture, string file)
    {
        if (length + picture.Light.Length > Array.MaxLength) throw new InvalidDataException($"{file}: all pictures together are too large");
        var place = new PicturePlace((int)length, picture.Width, picture.Height);
        pictures.Add(picture.Light);
        length += picture.Light.Length;
        return place;
    }
}

/// <summary>Where a picture lies in the memory of all.</summary>
/// <param name="Offset">Its first float.</param>
/// <param name="Width">Pixels of a row; 0 if there is none.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct PicturePlace(int Offset, int Width, int Height);
