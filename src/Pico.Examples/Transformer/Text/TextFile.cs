using System.Text;
using Pico.Examples.Commands;

namespace Pico.Examples.Transformer.Text;

/// <summary>Reads a text to train on, and says in one line what is wrong with it.</summary>
internal static class TextFile
{
    private const long LargestBytes = 1L << 30; // each character becomes a number of four bytes
    private const int PieceBytes = 1 << 20;

    /// <exception cref="UserErrorException">It is missing, empty, too large or not UTF-8 text.</exception>
    public static string Read(string path)
    {
        if (Directory.Exists(path)) throw new UserErrorException($"--data {path} is a folder; name a text file");
        if (!File.Exists(path)) throw new UserErrorException($"--data {path} does not exist; name a text file, or leave --data out to train on PicoLib's own source");
        ReadOnlySpan<byte> content = ReadBytes(path);
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[Encoding.UTF8.Preamble.Length..];
        if (content.IsEmpty) throw new UserErrorException($"--data {path} is empty; name a file with text in it");
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            throw Binary(path, $"it is not valid UTF-8 at offset {e.Index}");
        }
    }

    // Piece by piece: a pipe or a device does not tell its length, and a binary file shows itself early.
    private static byte[] ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var piece = new byte[PieceBytes];
        var bytes = new MemoryStream();
        for (int count; (count = file.Read(piece)) > 0;)
        {
            if (piece.AsSpan(0, count).IndexOf((byte)0) is >= 0 and var zero) throw Binary(path, $"it has a zero byte at offset {bytes.Length + zero}");
            if (bytes.Length + count > LargestBytes) throw new UserErrorException($"--data {path} is larger than 1 GB; use a part of it");
            bytes.Write(piece, 0, count);
        }

        return bytes.ToArray();
    }

    private static UserErrorException Binary(string path, string reason) =>
        new($"--data {path} is not text: {reason}; name a text file in UTF-8");
}
