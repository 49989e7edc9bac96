using System.Buffers.Binary;
using System.Text;
using Pico.Checkpoints;

namespace Pico.Tests.Checkpoints;

/// <summary>
/// Valid files with a few random changes, in their bytes and in their header's words: read, or refused by the reader's own
/// exception, and never with more memory than a small multiple of the file.
/// </summary>
public class SafetensorsFuzzTests
{
    static readonly string[] Words =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\ud800", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "\"F32\"", "\"F16\"", "\"F64\"", "\"BOOL\"",
        "0", "1", "4", "-1", "1.5", "1e9", "1e999", "9223372036854775807", "9223372036854775808", "4294967296", "null", "true", "\"0.weight\"", " ", "\n", "\u00ff",
        "[[[[[[[[", "{\"a\":{\"a\":", new string('[', 5000), new string('9', 400), "\"" + new string('x', 3000) + "\"",
    ];

    [Fact]
    public void Twenty_thousand_changed_files_are_read_or_refused() => Fuzz(20_000, seed: 1);

    /// <summary>The same for a million, when the environment variable <c>PICO_LONG_TESTS</c> is 1.</summary>
    [SkippableFact]
    [Trait("Duration", "Long")]
    public void A_million_changed_files_are_read_or_refused()
    {
        Skip.If(Environment.GetEnvironmentVariable("PICO_LONG_TESTS") is not { } wanted || wanted == "0", "set PICO_LONG_TESTS=1 to run this");
        Fuzz(1_000_000, seed: 2);
    }

    static void Fuzz(int rounds, int seed)
    {
        var model = new TwoLayers();
        var seeds = Seeds(model);
        var random = new Random(seed);
        var (read, refused) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var bytes = seeds[random.Next(seeds.Count)];
            for (var changes = random.Next(1, 5); changes > 0; changes--) bytes = Changed(bytes, seeds, random);
            if (Reads(bytes, model, round)) read++; else refused++;
        }

        // Both happen often, or the changes would be too wild or too tame to find anything.
        Assert.InRange(read, rounds / 100, rounds / 2);
        Assert.InRange(refused, rounds / 4, rounds);
    }

    static bool Reads(byte[] bytes, TwoLayers model, int round)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var reader = new SafetensorsReader(new MemoryStream(bytes), "fuzzed");
            foreach (var entry in reader.Entries)
            {
                Assert.InRange(entry.End, 0, bytes.Length);
                if (SafetensorsReader.IsReadable(entry.Type)) reader.Read(entry, new float[entry.Count]);
            }

            try
            {
                Checkpoint.Read(reader, "fuzzed", [new CheckpointSection("", model.Parameters, () => model.Parameters.Values)]);
            }
            catch (CheckpointException e)
            {
                OneLine(e);
            }

            return true;
        }
        catch (CheckpointException e)
        {
            OneLine(e);
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

    static void OneLine(CheckpointException e)
    {
        Assert.DoesNotContain('\n', e.Message);
        Assert.InRange(e.Message.Length, 1, 3_000);
    }

    static List<byte[]> Seeds(TwoLayers model)
    {
        var writer = new SafetensorsWriter();
        writer.Metadata["step"] = "20";
        Checkpoint.Add(writer, new CheckpointSection("", model.Parameters, () => model.Parameters.Values));
        var mixed = new SafetensorsWriter();
        mixed.Metadata["ä\n"] = "";
        mixed.Add("curve", [2, 3], () => new double[6].AsSpan());
        mixed.Add("", [], () => new float[1].AsSpan());
        mixed.Add("none", [4, 0], () => new float[0].AsSpan());
        return [.. new[] { writer, mixed, new SafetensorsWriter() }.Select(Bytes)];

        static byte[] Bytes(SafetensorsWriter writer)
        {
            var stream = new MemoryStream();
            writer.Write(stream);
            return stream.ToArray();
        }
    }

    static byte[] Changed(byte[] bytes, List<byte[]> seeds, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        switch (random.Next(9))
        {
            case 0 when bytes.Length > 0: // a bit
                var flipped = (byte[])bytes.Clone();
                flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1 when bytes.Length > 0: // a byte
                var set = (byte[])bytes.Clone();
                set[random.Next(bytes.Length)] = (byte)random.Next(256);
                return set;
            case 2: // cut off
                return bytes[..at];
            case 3: // a piece missing
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 20))..]];
            case 4: // a piece of another
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + random.Next(1, 60))], .. bytes[at..]];
            case 5 when bytes.Length >= 8: // another length of the header
                var length = (byte[])bytes.Clone();
                ulong[] lengths = [0, 1, (ulong)random.Next(bytes.Length + 2), 100_000_000, 100_000_001, uint.MaxValue, long.MaxValue, ulong.MaxValue];
                BinaryPrimitives.WriteUInt64LittleEndian(length, lengths[random.Next(lengths.Length)]);
                return length;
            default: // a word of the header, which keeps its length
                return Reworded(bytes, random);
        }
    }

    static byte[] Reworded(byte[] bytes, Random random)
    {
        var length = bytes.Length < 8 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length == 0 || length > (ulong)(bytes.Length - 8)) return bytes;
        var (header, data) = (bytes.AsSpan(8, (int)length).ToArray(), bytes[(8 + (int)length)..]);
        var at = random.Next(header.Length);
        var word = Encoding.Latin1.GetBytes(Words[random.Next(Words.Length)]);
        if (random.Next(3) == 0)
        {
            // In place of a number.
            var number = Array.FindIndex(header, at, value => value is >= (byte)'0' and <= (byte)'9');
            at = number < 0 ? at : number;
        }

        header = [.. header[..at], .. word, .. header[Math.Min(header.Length, at + random.Next(3))..]];
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. data];
    }
}
