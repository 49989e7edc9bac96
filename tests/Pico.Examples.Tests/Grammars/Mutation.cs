namespace Pico.Examples.Tests.Grammars;

/// <summary>Makes mistakes in a text.</summary>
internal static class Mutation
{
    /// <summary>The text with one to three mistakes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pieces">What may be put into it.</param>
    /// <param name="random">The source of chance.</param>
    public static byte[] Of(byte[] text, byte[][] pieces, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var start = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, random.Next(2, 12)), text.Length - start);
            var piece = pieces[random.Next(pieces.Length)];
            text = random.Next(6) switch
            {
                0 => [.. text[..start], .. text[(start + length)..]],
                1 => [.. text[..start], .. piece, .. text[(start + length)..]],
                2 => [.. text[..start], .. text.AsSpan(start, length), .. text[start..]],
                3 => text[..start],
                4 => [.. text[..start], (byte)random.Next(256), .. text[Math.Min(start + 1, text.Length)..]],
                _ => [.. text[..start], .. piece, .. text[start..]],
            };
        }

        return text;
    }
}
