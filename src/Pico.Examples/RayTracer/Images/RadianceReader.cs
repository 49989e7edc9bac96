using System.Globalization;
using System.Text;

namespace Pico.Examples.RayTracer.Images;

/// <summary>
/// Reads Radiance HDR (Ward, "Real pixels", Graphics Gems II, 1991): three bytes and a common power of two for each pixel, in runs. Rows must come from above and from the left,
/// as programs write them.
/// </summary>
internal ref struct RadianceReader
{
    private const int LeastRunWidth = 8, MostRunWidth = 32_767, LongestCopy = 128;

    private readonly ReadOnlySpan<byte> file;
    private int at;

    private RadianceReader(ReadOnlySpan<byte> file) => this.file = file;

    /// <summary>Reads a picture.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not read.</exception>
    public static Picture Read(ReadOnlySpan<byte> file) => new RadianceReader(file).Read();

    private Picture Read()
    {
        var exposure = 1.0;
        while (true)
        {
            var line = Line();
            if (line.Length == 0) break;
            if (line.StartsWith("FORMAT=", StringComparison.Ordinal) && line != "FORMAT=32-bit_rle_rgbe") throw new InvalidDataException($"only FORMAT=32-bit_rle_rgbe is read, not {line}");
            if (line.StartsWith("EXPOSURE=", StringComparison.Ordinal) && double.TryParse(line["EXPOSURE=".Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor > 0)
            {
                exposure *= factor; // by which pixels were multiplied
            }
        }

        var size = Line().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (size.Length != 4 || size[0] != "-Y" || size[2] != "+X" || !int.TryParse(size[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            || !int.TryParse(size[3], NumberStyles.None, CultureInfo.InvariantCulture, out var width))
        {
            throw new InvalidDataException("only rows from above and from the left are read: -Y HEIGHT +X WIDTH");
        }

        PictureReader.CheckSides(width, height, file.Length);
        var light = new float[width * height * 3];
        var row = new byte[width * 4];
        for (var y = 0; y < height; y++)
        {
            ReadRow(row, width);
            for (var x = 0; x < width; x++)
            {
                var scale = row[(4 * x) + 3] == 0 ? 0 : Math.ScaleB(1, row[(4 * x) + 3] - 136) / exposure;
                for (var i = 0; i < 3; i++) light[(((y * width) + x) * 3) + i] = (float)(row[(4 * x) + i] * scale);
            }
        }

        return new Picture(width, height, light);
    }

    private void ReadRow(byte[] row, int width)
    {
        var hasRuns = width is >= LeastRunWidth and <= MostRunWidth && file.Length - at >= 4 && file[at] == 2 && file[at + 1] == 2 && file[at + 2] < 128;
        if (!hasRuns)
        {
            ReadPixels(row, width);
            return;
        }

        at += 2;
        if (((Byte() << 8) | Byte()) != width) throw new InvalidDataException("it is damaged: a row has another width");
        for (var part = 0; part < 4; part++)
        {
            for (var x = 0; x < width;)
            {
                int count = Byte();
                var isRun = count > LongestCopy;
                if (isRun) count -= LongestCopy;
                if (count == 0 || count > width - x) throw new InvalidDataException("it is damaged: a run does not end with its row");
                var value = isRun ? Byte() : (byte)0;
                for (; count > 0; count--, x++) row[(4 * x) + part] = isRun ? value : Byte();
            }
        }
    }

    // Pixel by pixel, where (1, 1, 1, n) repeats the last one n times, and 256 n times if it follows another such.
    private void ReadPixels(byte[] row, int width)
    {
        var shift = 0;
        for (var x = 0; x < width;)
        {
            byte red = Byte(), green = Byte(), blue = Byte(), power = Byte();
            if (red == 1 && green == 1 && blue == 1)
            {
                var count = shift < 24 ? power << shift : int.MaxValue;
                if (x == 0 || count > width - x) throw new InvalidDataException("it is damaged: a run does not end with its row");
                for (; count > 0; count--, x++) row.AsSpan(4 * (x - 1), 4).CopyTo(row.AsSpan(4 * x));
                shift += 8;
            }
            else
            {
                (row[4 * x], row[(4 * x) + 1], row[(4 * x) + 2], row[(4 * x) + 3]) = (red, green, blue, power);
                x++;
                shift = 0;
            }
        }
    }

    private byte Byte() => at < file.Length ? file[at++] : throw new InvalidDataException("it is damaged: it ends too early");

    private string Line()
    {
        var end = file[at..].IndexOf((byte)'\n');
        if (end < 0) throw new InvalidDataException("it is damaged: its head does not end");
        var line = Encoding.ASCII.GetString(file.Slice(at, end)).TrimEnd('\r');
        at += end + 1;
        return line;
    }
}
