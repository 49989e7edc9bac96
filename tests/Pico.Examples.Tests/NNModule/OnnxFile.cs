using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Pico.Examples.Tests.NNModule;

/// <summary>An ONNX file read back, by the field numbers of onnx.proto.</summary>
internal sealed record OnnxFile(
    long IrVersion, string Producer, string Domain, long OperatorSet, string Name, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Initializers,
    IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, string> Metadata)
{
    public static OnnxFile Parse(byte[] bytes)
    {
        var model = Fields(bytes);
        var graph = Fields(Bytes(model[7].Single()));
        var operators = Fields(Bytes(model[8].Single()));
        return new OnnxFile(
            (long)model[1].Single(), Text(model[2].Single()), Text(operators[1].Single()), (long)operators[2].Single(), Text(graph[2].Single()),
            [.. graph[1].Select(node => Node(Fields(Bytes(node))))],
            [.. graph[5].Select(tensor => Tensor(Fields(Bytes(tensor))))],
            [.. graph[11].Select(value => Value(Fields(Bytes(value))))],
            [.. graph[12].Select(value => Value(Fields(Bytes(value))))],
            model[14].Select(entry => Fields(Bytes(entry))).ToDictionary(entry => Text(entry[1].Single()), entry => Text(entry[2].Single())));
    }

    private static OnnxNode Node(ILookup<int, object> node)
    {
        // Attributes have a name, a kind, and the value that the kind announces.
        foreach (var attribute in node[5].Select(attribute => Fields(Bytes(attribute))))
        {
            Assert.NotEmpty(Text(attribute[1].Single()));
            Assert.Equal((long)attribute[20].Single() == 2, attribute[3].Any());
        }

        return new OnnxNode(Text(node[4].Single()), [.. node[1].Select(Text)], [.. node[2].Select(Text)]);
    }

    private static OnnxTensor Tensor(ILookup<int, object> tensor)
    {
        var result = new OnnxTensor(Text(tensor[8].Single()), (long)tensor[2].Single(), [.. tensor[1].Select(size => (long)size)], Bytes(tensor[9].Single()));
        var size = result.Type switch { 1 or 6 => 4, 7 => 8, _ => 1 };
        Assert.Equal(result.Shape.Aggregate(1L, (count, dimension) => count * dimension) * size, result.Raw.Length);
        return result;
    }

    private static string Value(ILookup<int, object> value)
    {
        var tensor = Fields(Bytes(Fields(Bytes(value[2].Single()))[1].Single()));
        var sizes = Fields(Bytes(tensor[2].Single()))[1].Select(size => Fields(Bytes(size))).Select(size => size[1].Any() ? $"{size[1].Single()}" : Text(size[2].Single()));
        return $"{Text(value[1].Single())}: {tensor[1].Single()} [{string.Join(", ", sizes)}]";
    }

    private static ILookup<int, object> Fields(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        var fields = new List<(int Number, object Value)>();
        while (input.ReadTag() is not 0 and var tag)
        {
            fields.Add((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadInt64(),
                WireFormat.WireType.Fixed32 => input.ReadFloat(),
                _ => input.ReadBytes(),
            }));
        }

        return fields.ToLookup(field => field.Number, field => field.Value);
    }

    private static byte[] Bytes(object field) => ((ByteString)field).ToByteArray();

    private static string Text(object field) => ((ByteString)field).ToStringUtf8();
}

/// <summary>A node of the file.</summary>
internal sealed record OnnxNode(string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);

/// <summary>A constant of the file.</summary>
internal sealed record OnnxTensor(string Name, long Type, IReadOnlyList<long> Shape, byte[] Raw)
{
    public float[] Floats() => MemoryMarshal.Cast<byte, float>(Raw).ToArray();
}
