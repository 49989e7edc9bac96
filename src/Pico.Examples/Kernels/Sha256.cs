using System.Numerics;

namespace Pico.Examples.Kernels;

/// <summary>
/// SHA-256 (FIPS 180-4, 2015) of many messages at once. One message is a chain in which every step waits for the last one; sixteen messages
/// side by side have nothing to wait for. Words with the same number lie together, so that sixteen messages are one load.
/// </summary>
public static partial class Sha256
{
    /// <summary>The words of a block.</summary>
    public const int BlockWords = 16;

    /// <summary>The first 32 bits of the fractional parts of the cube roots of the first 64 primes.</summary>
    public static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>What the state of every message begins with: the square roots of the first eight primes.</summary>
    public static ReadOnlySpan<uint> InitialState =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Takes the next block of a message into its state.</summary>
    /// <param name="message">The number of the message.</param>
    /// <param name="words">One block of every message: word t of message m, in the machine's order of bytes, at t · messages + m.</param>
    /// <param name="constants">The <see cref="RoundConstants"/>.</param>
    /// <param name="s0">The state's first word.</param>
    /// <param name="s1">The second.</param>
    /// <param name="s2">The third.</param>
    /// <param name="s3">The fourth.</param>
    /// <param name="s4">The fifth.</param>
    /// <param name="s5">The sixth.</param>
    /// <param name="s6">The seventh.</param>
    /// <param name="s7">The eighth.</param>
    [Kernel]
    public static void Compress(
        [ElementIndex] int message, ReadOnlySpan<uint> words, ReadOnlySpan<uint> constants,
        ref uint s0, ref uint s1, ref uint s2, ref uint s3, ref uint s4, ref uint s5, ref uint s6, ref uint s7)
    {
        var messages = words.Length / BlockWords;
        Span<uint> w = stackalloc uint[64];
        for (var t = 0; t < BlockWords; t++) w[t] = words[t * messages + message];
        for (var t = BlockWords; t < 64; t++) w[t] = Mix1(w[t - 2]) + w[t - 7] + Mix0(w[t - 15]) + w[t - 16];

        uint a = s0, b = s1, c = s2, d = s3, e = s4, f = s5, g = s6, h = s7;
        for (var t = 0; t < 64; t++)
        {
            var next = h + Sum1(e) + Choose(e, f, g) + constants[t] + w[t];
            var other = Sum0(a) + Majority(a, b, c);
            h = g;
            g = f;
            f = e;
            e = d + next;
            d = c;
            c = b;
            b = a;
            a = next + other;
        }

        s0 += a;
        s1 += b;
        s2 += c;
        s3 += d;
        s4 += e;
        s5 += f;
        s6 += g;
        s7 += h;
    }

    private static uint Choose(uint x, uint y, uint z) => (x & y) ^ (~x & z);

    private static uint Majority(uint x, uint y, uint z) => (x & y) ^ (x & z) ^ (y & z);

    private static uint Sum0(uint x) => BitOperations.RotateRight(x, 2) ^ BitOperations.RotateRight(x, 13) ^ BitOperations.RotateRight(x, 22);

    private static uint Sum1(uint x) => BitOperations.RotateRight(x, 6) ^ BitOperations.RotateRight(x, 11) ^ BitOperations.RotateRight(x, 25);

    private static uint Mix0(uint x) => BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);

    private static uint Mix1(uint x) => BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);
}
