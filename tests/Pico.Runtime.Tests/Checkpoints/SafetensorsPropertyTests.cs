using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pico.Checkpoints;

namespace Pico.Tests.Checkpoints;

/// <summary>Whatever is written reads back, by us and by a second reader; whatever is damaged is refused or read, never more.</summary>
public class SafetensorsPropertyTests
{
    sealed record File(Dictionary<string, (int[] Shape, float[] Values)> Tensors, Dictionary<string, string> Metadata);

    static readonly Gen<File> Files =
        from count in Gen.Choose(0, 5)
        from names in Gen.ListOf(Gen.Elements("w", "blocks.0.weight", "ä\"\\\n", "😀", "", "a.b", "__x__", "\u0001"), count)
        from shapes in Gen.ListOf(Gen.ArrayOf(Gen.Choose(0, 4), 2).Or(Gen.Constant(Array.Empty<int>())).Or(Gen.ArrayOf(Gen.Choose(1, 3), 3)), count)
        from seed in Gen.Choose(0, 1 << 20)
        from metadata in Gen.ListOf(Gen.Elements("", "k", "é", "line\nbreak"), 2)
        select Make([.. names], [.. shapes], seed, [.. metadata]);

    static File Make(string[] names, int[][] shapes, int seed, string[] metadata)
    {
        var random = new Random(seed);
        var tensors = new Dictionary<string, (int[], float[])>();
        for (var i = 0; i < names.Length; i++)
        {
            var values = new float[shapes[i].Aggregate(1, (product, size) => product * size)];
            random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan())); // any bits, NaN among them
            tensors[names[i]] = (shapes[i], values);
        }

        return new File(tensors, metadata.Distinct().ToDictionary(key => key, key => key + seed));
    }

    static byte[] Write(File file)
    {
        var writer = new SafetensorsWriter();
        foreach (var (key, value) in file.Metadata) writer.Metadata[key] = value;
        foreach (var (name, (shape, values)) in file.Tensors) writer.Add(name, shape, () => values.AsSpan());
        var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void What_is_written_reads_back_bit_for_bit() => Prop.ForAll(Arb.From(Files), file =>
    {
        var bytes = Write(file);
        using var reader = new SafetensorsReader(new MemoryStream(bytes), "test");
        Assert.Equal(file.Metadata.OrderBy(pair => pair.Key), reader.Metadata.OrderBy(pair => pair.Key));
        Assert.Equal(file.Tensors.Keys.Order(StringComparer.Ordinal), reader.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        foreach (var (name, (shape, values)) in file.Tensors)
        {
            var entry = reader.Find(name)!;
            Assert.Equal(shape.Select(size => (long)size), entry.Shape);
            var read = new float[values.Length];
            reader.Read(entry, read);
            Assert.Equal(Bits(values), Bits(read));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(2026, 11));

    [Fact]
    public void A_second_reader_finds_the_same() => Prop.ForAll(Arb.From(Files), file =>
    {
        var bytes = Write(file);
        var headerBytes = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, (8 + headerBytes) % 8);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerBytes));
        var tensors = header.RootElement.EnumerateObject().Where(property => property.Name != "__metadata__").ToList();
        Assert.Equal(file.Tensors.Count, tensors.Count);
        foreach (var tensor in tensors)
        {
            var offsets = tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(number => number.GetInt32()).ToArray();
            var (shape, values) = file.Tensors[tensor.Name];
            Assert.Equal("F32", tensor.Value.GetProperty("dtype").GetString());
            Assert.Equal(shape, tensor.Value.GetProperty("shape").EnumerateArray().Select(number => number.GetInt32()));
            Assert.Equal(Bits(values), Bits(MemoryMarshal.Cast<byte, float>(bytes.AsSpan()[(8 + headerBytes + offsets[0])..(8 + headerBytes + offsets[1])]).ToArray()));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(2026, 13));

    /// <summary>Every truncation and every flipped bit of a small checkpoint.</summary>
    [Fact]
    public void Damage_gives_a_clear_error_or_a_valid_file()
    {
        var model = new TwoLayers();
        var writer = new SafetensorsWriter();
        writer.Metadata["step"] = "20";
        foreach (var section in CheckpointSection.Weights("", model.Parameters)) Checkpoint.Add(writer, section);
        var stream = new MemoryStream();
        writer.Write(stream);
        var whole = stream.ToArray();
        var (refused, read) = (0, 0);
        for (var length = 0; length < whole.Length; length++) Assert.False(Loads(whole[..length]), $"cut to {length} bytes, it still loads");
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var damaged = whole.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (Loads(damaged)) read++; else refused++;
        }

        // Flips among the numbers, in the metadata and in a digit of the padding are all that may pass.
        Assert.InRange(read, (whole.Length - 8 - (int)BinaryPrimitives.ReadUInt64LittleEndian(whole)) * 8, whole.Length * 4);
        Assert.InRange(refused, whole.Length * 2, whole.Length * 8);

        bool Loads(byte[] bytes)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var reader = new SafetensorsReader(new MemoryStream(bytes), "damaged");
                Checkpoint.Read(reader, "damaged", CheckpointSection.Weights("", model.Parameters));
                return true;
            }
            catch (CheckpointException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                return false;
            }
            finally
            {
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
            }
        }
    }

    /// <summary>Several bytes at once, anywhere, and headers of random JSON pieces.</summary>
    [Fact]
    public void Noise_gives_a_clear_error_or_a_valid_file()
    {
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"a\"", "\"dtype\"", "\"F32\"", "\"shape\"", "\"data_offsets\"", "0", "4", "-1", "1e9", "null", "\"__metadata__\"", "\"\\ud800\"", " ", "\u00ff"];
        var random = new Random(5);
        for (var round = 0; round < 5_000; round++)
        {
            var text = "{" + string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => pieces[random.Next(pieces.Length)]));
            var header = System.Text.Encoding.Latin1.GetBytes(text);
            var bytes = new byte[8 + header.Length + random.Next(5)];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
            header.CopyTo(bytes, 8);
            try
            {
                using var reader = new SafetensorsReader(new MemoryStream(bytes), "noise");
            }
            catch (CheckpointException)
            {
                // As it should be.
            }
        }
    }

    static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
