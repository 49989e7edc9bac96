using System.Buffers.Binary;
using System.Security.Cryptography;
using Pico.Examples.Kernels;

namespace Pico.Examples.Tests.Kernels;

/// <summary>Against the base library's SHA-256.</summary>
public class Sha256Tests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 3)]
    [InlineData(16, 55)]
    [InlineData(37, 56)]
    [InlineData(100, 200)]
    public void Many_messages_have_the_digests_of_the_base_library(int count, int bytes)
    {
        var messages = new byte[count][];
        for (var m = 0; m < count; m++)
        {
            messages[m] = new byte[bytes];
            new Random(m).NextBytes(messages[m]);
        }

        var (lanes, scalar) = (Digests(messages, bytes, byLanes: true), Digests(messages, bytes, byLanes: false));
        for (var m = 0; m < count; m++)
        {
            var expected = Convert.ToHexStringLower(SHA256.HashData(messages[m]));
            Assert.Equal(expected, lanes[m]);
            Assert.Equal(expected, scalar[m]);
        }
    }

    private static string[] Digests(byte[][] messages, int bytes, bool byLanes)
    {
        var count = messages.Length;
        var blocks = (bytes + 1 + 8 + 63) / 64;
        var constants = Sha256.RoundConstants.ToArray();
        var state = new uint[8][];
        for (var k = 0; k < 8; k++) state[k] = [.. Enumerable.Repeat(Sha256.InitialState[k], count)];
        for (var block = 0; block < blocks; block++)
        {
            var words = new uint[Sha256.BlockWords * count];
            for (var m = 0; m < count; m++)
            {
                var padded = new byte[64 * blocks]; // a 1 bit behind the message, its length in bits at the end
                messages[m].CopyTo(padded, 0);
                padded[bytes] = 0x80;
                BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - 8), 8UL * (ulong)bytes);
                for (var t = 0; t < Sha256.BlockWords; t++) words[t * count + m] = BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(64 * block + 4 * t));
            }

            if (byLanes)
            {
                Sha256.Compress(words, constants, state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
                continue;
            }

            for (var m = 0; m < count; m++)
            {
                Sha256.Compress(
                    m, words, constants, ref state[0][m], ref state[1][m], ref state[2][m], ref state[3][m], ref state[4][m], ref state[5][m], ref state[6][m], ref state[7][m]);
            }
        }

        return [.. Enumerable.Range(0, count).Select(m => string.Concat(state.Select(word => word[m].ToString("x8"))))];
    }
}
