using System.Globalization;
using System.Runtime.InteropServices;
using Pico.Examples.Commands;
using Pico.Models;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>
/// An ONNX model in the making (onnx/onnx.proto, IR version 8, operator set 17): inputs, constants, nodes in an order in which operands come
/// first, and one output. Values are known by their names.
/// </summary>
/// <param name="name">The graph's name.</param>
internal sealed class OnnxGraph(string name)
{
    public const int OperatorSet = 17;
    private const int IrVersion = 8;
    private const long MostBytes = int.MaxValue - 1024; // protobuf counts a message's bytes in 31 bits

    private readonly List<ProtoMessage> nodes = [];
    private readonly List<ProtoMessage> initializers = [];
    private readonly List<ProtoMessage> inputs = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> constants = new(StringComparer.Ordinal);
    private ProtoMessage? output;
    private long bytes;

    /// <summary>Adds an argument; dimensions that are not known are axes that each call chooses, under their names.</summary>
    public string AddInput(string wanted, OnnxType type, IReadOnlyList<SizeFormula> shape)
    {
        var input = Unique(wanted);
        inputs.Add(ValueInfo(input, type, shape));
        return input;
    }

    /// <summary>Makes a value the result, under a name.</summary>
    public void SetOutput(string wanted, string value, OnnxType type, IReadOnlyList<SizeFormula> shape)
    {
        var result = Unique(wanted);
        Add("Identity", [value], result, []);
        output = ValueInfo(result, type, shape);
    }

    /// <summary>Adds an operator; returns the name of its only output.</summary>
    public string Add(string operation, IReadOnlyList<string> operands, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var result = Unique("%" + nodes.Count.ToString(CultureInfo.InvariantCulture));
        Add(operation, operands, result, attributes);
        return result;
    }

    /// <summary>A constant of numbers, by a name of its own: a parameter.</summary>
    public string AddInitializer(string wanted, IEnumerable<long> shape, ReadOnlySpan<float> values) =>
        AddInitializer(Unique(wanted), OnnxType.Float32, shape, MemoryMarshal.AsBytes(values));

    /// <summary>A single number; equal ones are shared.</summary>
    public string Constant(OnnxType type, double value) => Shared(type, [], [value]);

    /// <summary>A vector of sizes or axes; equal ones are shared.</summary>
    public string Vector(params IReadOnlyList<long> values) => Shared(OnnxType.Int64, [values.Count], [.. values.Select(value => (double)value)]);

    /// <summary>A vector of int32; equal ones are shared.</summary>
    public string IntVector(IReadOnlyList<long> values) => Shared(OnnxType.Int32, [values.Count], [.. values.Select(value => (double)value)]);

    /// <summary>The file: a <c>ModelProto</c>.</summary>
    /// <param name="metadata">Text to store along, by key.</param>
    /// <exception cref="UserErrorException">The parameters need more bytes than protobuf allows.</exception>
    public ReadOnlyMemory<byte> ToBytes(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        if (bytes > MostBytes) throw new UserErrorException($"the parameters take {bytes} bytes, but an ONNX file holds at most 2 GiB; export a smaller model");
        var graph = new ProtoMessage().Add(1, nodes).Add(2, name).Add(5, initializers).Add(11, inputs)
            .Add(12, output ?? throw new InvalidOperationException("the graph has no output"));
        return new ProtoMessage()
            .Add(1, IrVersion)
            .Add(2, "PicoLib")
            .Add(7, graph)
            .Add(8, new ProtoMessage().Add(1, "").Add(2, OperatorSet))
            .Add(14, metadata.Select(entry => new ProtoMessage().Add(1, entry.Key).Add(2, entry.Value)))
            .Bytes();
    }

    private void Add(string operation, IReadOnlyList<string> operands, string result, IReadOnlyList<OnnxAttribute> attributes)
    {
        var node = new ProtoMessage();
        foreach (var operand in operands) node.Add(1, operand);
        nodes.Add(node.Add(2, result).Add(3, result).Add(4, operation).Add(5, attributes.Select(attribute => attribute.ToMessage())));
    }

    private string Shared(OnnxType type, IReadOnlyList<long> shape, IReadOnlyList<double> values)
    {
        // "R" tells 0 from -0.
        var key = $"{type} [{string.Join(",", shape)}] {string.Join(",", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}";
        if (constants.TryGetValue(key, out var known)) return known;
        var raw = type switch
        {
            OnnxType.Float32 => MemoryMarshal.AsBytes<float>([.. values.Select(value => (float)value)]),
            OnnxType.Int32 => MemoryMarshal.AsBytes<int>([.. values.Select(value => (int)value)]),
            OnnxType.Int64 => MemoryMarshal.AsBytes<long>([.. values.Select(value => (long)value)]),
            _ => [.. values.Select(value => value != 0 ? (byte)1 : (byte)0)],
        };
        return constants[key] = AddInitializer(Unique("#" + constants.Count.ToString(CultureInfo.InvariantCulture)), type, shape, raw);
    }

    private string AddInitializer(string unique, OnnxType type, IEnumerable<long> shape, ReadOnlySpan<byte> raw)
    {
        bytes += raw.Length;
        var tensor = new ProtoMessage();
        foreach (var dimension in shape) tensor.Add(1, dimension);
        initializers.Add(tensor.Add(2, (long)type).Add(8, unique).Add(9, bytes > MostBytes ? ReadOnlyMemory<byte>.Empty : raw.ToArray()));
        return unique;
    }

    private static ProtoMessage ValueInfo(string name, OnnxType type, IReadOnlyList<SizeFormula> shape)
    {
        var dimensions = shape.Select(size => size.Value is { } known ? new ProtoMessage().Add(1, known) : new ProtoMessage().Add(2, size.ToString()));
        var tensor = new ProtoMessage().Add(1, (long)type).Add(2, new ProtoMessage().Add(1, dimensions));
        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, tensor));
    }

    private string Unique(string wanted)
    {
        var unique = wanted;
        for (var i = 1; !names.Add(unique); i++) unique = wanted + "_" + i.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
