using System.Text;
using Pico.Examples.Commands;

namespace Pico.Examples.Transformer.Text;

/// <summary>Reads a text to train on, and says in one line what is wrong with it.</summary>
internal static class TextFile
{
    private const long LargestBytes = 1L << 30; // each character becomes a number of four bytes

    /// <exception cref="UserErrorException">It is missing, empty, too large or not UTF-8 text.</exception>
    public static string Read(string path)
    {
        if (Directory.Exists(path)) throw new UserErrorException($"--data {path} is a folder; name a text file");
        if (!File.Exists(path)) throw new UserErrorException($"--data {path} does not exist; name a text file, or leave --data out to train on PicoLib's own source");
        if (new FileInfo(path).Length > LargestBytes) throw new UserErrorException($"--data {path} is larger than 1 GB; use a part of it");
        var bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> content = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        if (content.IsEmpty) throw new UserErrorException($"--data {path} is empty; name a file with text in it");
        if (content.IndexOf((byte)0) is >= 0 and var zero) throw Binary(path, $"it has a zero byte at offset {zero}");
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            throw Binary(path, $"it is not valid UTF-8 at offset {e.Index}");
        }
    }

    private static UserErrorException Binary(string path, string reason) =>
        new($"--data {path} is not text: {reason}; name a text file in UTF-8");
}
