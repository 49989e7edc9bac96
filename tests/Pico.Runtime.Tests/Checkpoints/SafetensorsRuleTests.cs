using System.Buffers.Binary;
using System.Text;
using Pico.Checkpoints;

namespace Pico.Tests.Checkpoints;

/// <summary>The rules of the format, one by one: hostile files are refused for the reason that applies.</summary>
public class SafetensorsRuleTests
{
    [Theory]
    // Structure.
    [InlineData("", 0, "does not begin with '{'")]
    [InlineData(" {}", 0, "does not begin with '{'")]
    [InlineData("[]", 0, "does not begin with '{'")]
    [InlineData("{", 0, "not the JSON of the format")]
    [InlineData("{}x", 0, "not the JSON of the format")]
    [InlineData("{} {}", 0, "not the JSON of the format")]
    [InlineData("{\"a\":1}", 0, "'a' holds a Number where a StartObject belongs")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "lacks one of dtype, shape and data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":0}}", 4, "the unknown key 'x'")]
    [InlineData("{\"a\\uD800\":{}}", 0, "not the JSON of the format")]
    // Duplicates.
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, "holds the tensor 'a' twice")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, "holds dtype twice")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "holds __metadata__ twice")]
    [InlineData("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, "its metadata holds 'k' twice")]
    [InlineData("{\"__metadata__\":{\"k\":1}}", 0, "holds a Number where a String belongs")]
    [InlineData("{\"__metadata__\":null}", 0, "holds a Null where a StartObject belongs")]
    // Types and shapes.
    [InlineData("{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "the unknown dtype 'F33'")]
    [InlineData("{\"a\":{\"dtype\":\"1\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "the unknown dtype '1'")]
    [InlineData("{\"a\":{\"dtype\":\"f32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "the unknown dtype 'f32'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "is F32 [2], but its data_offsets span 4 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "not a whole number from 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", 4, "not a whole number from 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,4]}}", 4, "not a whole number from 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", 0, "data_offsets span 0 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905],\"data_offsets\":[0,4]}}", 4, "data_offsets span 4 bytes")]
    // Offsets.
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "not a begin and an end")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}", 4, "not a begin and an end")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 3, "it is cut off: its tensors take 4 bytes, but 3 are there")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 6, "2 bytes at its end belong to no tensor")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "4 bytes before the tensor 'a' belong to no tensor")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[3,7]}}", 7, "'b' overlap others")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[5,6]}}", 6, "1 bytes before the tensor 'b'")]
    public void A_broken_rule_is_named(string header, int dataBytes, string problem)
    {
        var error = Assert.Throws<CheckpointException>(() => Read(header, dataBytes));
        Assert.StartsWith("test.safetensors is not a valid safetensors file: ", error.Message);
        Assert.Contains(problem, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("{}   ", 0)]
    [InlineData("{\"a\":{\"data_offsets\":[0,4],\"shape\":[],\"dtype\":\"F32\"}}", 4)]
    [InlineData("{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[4,5]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"c\":{\"dtype\":\"F64\",\"shape\":[3,0],\"data_offsets\":[4,4]}}", 5)]
    public void What_the_rules_allow_is_read(string header, int dataBytes) => Read(header, dataBytes);

    [Theory]
    [InlineData(0UL, 3, "it has 3 bytes")]
    [InlineData(100_000_001UL, 16, "a header of 100000001 bytes, more than the format's 100000000")]
    [InlineData(ulong.MaxValue, 16, "a header of 18446744073709551615 bytes")]
    [InlineData(100_000_000UL, 16, "a header of 100000000 bytes, but has only 16")]
    [InlineData(9UL, 16, "a header of 9 bytes, but has only 16")]
    public void The_headers_length_is_held_against_the_file_before_memory_is_taken(ulong claimed, int length, string problem)
    {
        var bytes = new byte[Math.Max(length, 8)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<CheckpointException>(() => new SafetensorsReader(new MemoryStream(bytes, 0, length), "test.safetensors"));
        Assert.Contains(problem, error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    static void Read(string header, int dataBytes)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)text.Length);
        text.CopyTo(bytes, 8);
        using var reader = new SafetensorsReader(new MemoryStream(bytes), "test.safetensors");
    }
}
