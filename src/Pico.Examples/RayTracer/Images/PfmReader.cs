using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Pico.Examples.RayTracer.Images;

/// <summary>Reads PFM, in colour ("PF") or grey ("Pf"): see <see cref="PfmWriter"/>. Of the scale only the sign counts, which says the order of bytes.</summary>
internal static class PfmReader
{
    /// <summary>Reads a picture.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static Picture Read(ReadOnlySpan<byte> file)
    {
        var channels = file[1] == (byte)'F' ? 3 : 1;
        var at = 2;
        var isWhole = int.TryParse(Word(file, ref at), NumberStyles.None, CultureInfo.InvariantCulture, out var width);
        isWhole &= int.TryParse(Word(file, ref at), NumberStyles.None, CultureInfo.InvariantCulture, out var height);
        isWhole &= double.TryParse(Word(file, ref at), NumberStyles.Float, CultureInfo.InvariantCulture, out var scale);
        if (!isWhole || scale == 0) throw new InvalidDataException("it is damaged: its head is not width, height and scale");
        PictureReader.CheckSides(width, height, file.Length);
        at++; // the sign that ends the head
        if (file.Length - at < (long)width * height * channels * sizeof(float)) throw new InvalidDataException("it is damaged: it ends too early");
        var light = new float[width * height * 3];
        for (var y = height - 1; y >= 0; y--)
        {
            for (var x = 0; x < width; x++)
            {
                for (var i = 0; i < 3; i++)
                {
                    var value = file[(at + (i < channels ? i * sizeof(float) : 0))..];
                    light[(((y * width) + x) * 3) + i] = scale < 0 ? BinaryPrimitives.ReadSingleLittleEndian(value) : BinaryPrimitives.ReadSingleBigEndian(value);
                }

                at += channels * sizeof(float);
            }
        }

        return new Picture(width, height, light);
    }

    private static string Word(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length && file[at] <= (byte)' ') at++;
        var start = at;
        while (at < file.Length && file[at] > (byte)' ') at++;
        return Encoding.ASCII.GetString(file[start..at]);
    }
}
