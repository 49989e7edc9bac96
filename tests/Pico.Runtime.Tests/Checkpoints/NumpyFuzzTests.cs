using System.Buffers.Binary;
using System.Text;
using Pico.Checkpoints;

namespace Pico.Tests.Checkpoints;

/// <summary>
/// Arrays that numpy wrote with a few random changes: read, or refused by the reader's own exception in one line, and never with more memory
/// than a small multiple of the file.
/// </summary>
public class NumpyFuzzTests
{
    static readonly string[] Words =
    [
        "{", "}", "(", ")", "()", "(,)", "(3)", "[", "'", "\"", ",", ":", "True", "False", "'descr'", "'shape'", "'fortran_order'", "'<f4'", "'|i1'", "'<i1'", "'>i4'", "'|O'", "''",
        "0", "1", "6", "-1", "1.5", "1e9", "3L", "9223372036854775807", "9223372036854775808", "4294967296", "None", " ", "\n", "\u00ff", "\\", "[('x', '<f4')]",
        new string('(', 5000), new string('9', 400), "(" + string.Concat(Enumerable.Repeat("1, ", 500)) + ")",
    ];

    [Fact]
    public void Forty_thousand_changed_files_are_read_or_refused() => Fuzz(40_000, seed: 1);

    /// <summary>The same for a million, when the environment variable <c>PICO_LONG_TESTS</c> is 1.</summary>
    [SkippableFact]
    [Trait("Duration", "Long")]
    public void A_million_changed_files_are_read_or_refused()
    {
        Skip.If(Environment.GetEnvironmentVariable("PICO_LONG_TESTS") is not { } wanted || wanted == "0", "set PICO_LONG_TESTS=1 to run this");
        Fuzz(1_000_000, seed: 2);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", true)]
    [InlineData("{'shape':(2L,),\"descr\":\"<f4\",'fortran_order':False}   \n", true)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ( 1 , 2 , ) }", true)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2), }", false)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (,), }", false)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,,), }", false)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", false)]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", false)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1 }", false)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", false)]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", false)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x", false)]
    [InlineData("{'descr': '<f4' 'fortran_order': False, 'shape': (2,), }", false)]
    public void Heads_are_python_dictionaries_of_three_keys(string head, bool isValid)
    {
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, 0, .. Encoding.Latin1.GetBytes(head), .. new byte[8]];
        if (isValid)
        {
            using var reader = new NumpyReader(new MemoryStream(bytes), "test");
            Assert.Equal(2, reader.Count);
            return;
        }

        Assert.Equal(
            "test is not a valid .npy file: its head is not the dictionary of the format; save it again",
            Assert.Throws<CheckpointException>(() => new NumpyReader(new MemoryStream(bytes), "test")).Message);
    }

    static void Fuzz(int rounds, int seed)
    {
        string[] names = ["f4", "f8", "f2", "i1", "i4", "i8", "empty", "version2", "version3", "fortran", "big", "records"];
        byte[][] seeds = [.. names.Select(name => File.ReadAllBytes(NumpyGoldenTests.PathOf(name)))];
        var random = new Random(seed);
        var (read, refused) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var bytes = seeds[random.Next(seeds.Length)];
            for (var changes = random.Next(1, 4); changes > 0; changes--) bytes = Changed(bytes, random);
            if (Reads(bytes, round)) read++; else refused++;
        }

        // Both happen often, or the changes would be too wild or too tame to find anything.
        Assert.InRange(read, rounds / 50, rounds / 2);
        Assert.InRange(refused, rounds / 4, rounds);
    }

    static bool Reads(byte[] bytes, int round)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var reader = new NumpyReader(new MemoryStream(bytes), "fuzzed");
            Assert.InRange(reader.Count, 0, bytes.Length);
            switch (reader.Type)
            {
                case NumpyType.Int8:
                    reader.Read(new sbyte[reader.Count]);
                    break;
                case NumpyType.Int32:
                    reader.Read(new int[reader.Count]);
                    break;
                case NumpyType.Int64:
                    reader.Read(new long[reader.Count]);
                    break;
                default:
                    reader.Read(new float[reader.Count]);
                    break;
            }

            return true;
        }
        catch (CheckpointException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            Assert.InRange(e.Message.Length, 1, 500);
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"round {round}: {e.GetType().Name} for {Convert.ToHexString(bytes)}", e);
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000 + (60L * bytes.Length));
        }
    }

    static byte[] Changed(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var changed = (byte[])bytes.Clone();
        switch (random.Next(6))
        {
            case 0 when bytes.Length > 0: // a bit
                changed[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1: // cut off
                return bytes[..at];
            case 2: // a piece missing
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 20))..]];
            case 3 when bytes.Length >= 12: // another length of the head
                uint[] lengths = [0, 1, (uint)random.Next(bytes.Length + 2), 65_535, 65_536, 65_537, int.MaxValue, uint.MaxValue];
                BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(8), lengths[random.Next(lengths.Length)]);
                return changed;
            case 4 when bytes.Length >= 8: // another version
                changed[6] = (byte)random.Next(5);
                return changed;
            default: // a word in place of as many bytes, so that the length of the head still holds
                var word = Encoding.Latin1.GetBytes(Words[random.Next(Words.Length)]);
                if (random.Next(2) == 0) at = Math.Max(0, Array.FindIndex(bytes, Math.Min(at, bytes.Length), value => value is >= (byte)'0' and <= (byte)'9'));
                return at + word.Length <= bytes.Length ? [.. bytes[..at], .. word, .. bytes[(at + word.Length)..]] : [.. bytes[..at], .. word];
        }
    }
}
