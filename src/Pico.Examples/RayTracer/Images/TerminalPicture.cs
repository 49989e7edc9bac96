using System.Globalization;
using System.Text;

namespace Pico.Examples.RayTracer.Images;

/// <summary>A small copy of a picture in letters: half blocks in colour at a terminal, shades of grey anywhere else.</summary>
internal static class TerminalPicture
{
    private const int Columns = 78, LetterHeight = 2; // a letter is twice as high as it is wide
    private const string Shades = " .:-=+*#%@";

    /// <summary>Writes it.</summary>
    /// <returns>How many lines it took.</returns>
    public static int Write(Picture picture, TextWriter output, bool isLive)
    {
        var columns = Math.Min(Columns, picture.Width);
        var rows = Math.Max(1, (int)Math.Round((double)picture.Height / picture.Width * columns / LetterHeight));
        var text = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (isLive)
                {
                    var (upper, lower) = (Mean(picture, column, columns, 2 * row, 2 * rows), Mean(picture, column, columns, (2 * row) + 1, 2 * rows));
                    text.Append(CultureInfo.InvariantCulture, $"\u001b[38;2;{upper.R};{upper.G};{upper.B};48;2;{lower.R};{lower.G};{lower.B}m▀");
                }
                else
                {
                    var (r, g, b) = Mean(picture, column, columns, row, rows);
                    text.Append(Shades[((r * 2) + (g * 5) + b) * (Shades.Length - 1) / (8 * 255)]);
                }
            }

            text.Append(isLive ? "\u001b[0m\n" : "\n");
        }

        output.Write(text);
        return rows;
    }

    private static (byte R, byte G, byte B) Mean(Picture picture, int column, int columns, int row, int rows)
    {
        int left = column * picture.Width / columns, right = Math.Max(left + 1, (column + 1) * picture.Width / columns);
        int top = Math.Min(row * picture.Height / rows, picture.Height - 1), bottom = Math.Max(top + 1, (row + 1) * picture.Height / rows);
        Span<float> sum = stackalloc float[3];
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                for (var i = 0; i < 3; i++) sum[i] += picture.Light[(((y * picture.Width) + x) * 3) + i];
            }
        }

        var count = (right - left) * (bottom - top);
        return (ToneMapping.ToByte(sum[0] / count), ToneMapping.ToByte(sum[1] / count), ToneMapping.ToByte(sum[2] / count));
    }
}
