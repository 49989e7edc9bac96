using System.Text.Json;

namespace Pico.Checkpoints;

/// <summary>
/// The JSON header of a safetensors file (github.com/huggingface/safetensors): for each name an element type, a shape and the
/// range of its bytes, and under <c>__metadata__</c> text by key. Parsing takes nothing on trust: keys are unique, the ranges
/// cover the data from its first byte to its last without overlap or hole, and their sizes follow from type and shape.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const int MaximumBytes = 100_000_000;
    public const string MetadataKey = "__metadata__";

    // The longest name that a message repeats in full: a hostile header may hold one of megabytes.
    private const int LongestShown = 80;

    private readonly string source;

    private SafetensorsHeader(string source) => this.source = source;

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; private set; } = [];

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <param name="json">The header without its length.</param>
    /// <param name="dataBytes">The bytes behind the header.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="CheckpointException">A rule of the format is broken.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataBytes, string source)
    {
        var header = new SafetensorsHeader(source);
        try
        {
            header.Entries = header.ParseObject(json, dataBytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: a string that is not Unicode, or a value of another kind than the one asked for.
            throw header.Broken("its header is not the JSON of the format", e);
        }

        return header;
    }

    private SafetensorsEntry[] ParseObject(ReadOnlySpan<byte> json, long dataBytes)
    {
        if (json.IsEmpty || json[0] != (byte)'{') throw Broken("its header does not begin with '{'");
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        var metadataSeen = false;
        while (ReadKey(ref reader, out var name))
        {
            if (name == MetadataKey)
            {
                if (metadataSeen) throw Broken($"its header holds {MetadataKey} twice");
                metadataSeen = true;
                ReadMetadata(ref reader);
            }
            else if (!entries.TryAdd(name, ReadEntry(ref reader, name)))
            {
                throw Broken($"its header holds the tensor {Quote(name)} twice");
            }
        }

        while (reader.Read())
        {
            // Only white space may follow; anything else throws.
        }

        SafetensorsEntry[] ordered = [.. entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        RequireGapless(ordered, dataBytes);
        return ordered;
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject, MetadataKey);
        while (ReadKey(ref reader, out var key))
        {
            Require(ref reader, JsonTokenType.String, MetadataKey);
            if (!Metadata.TryAdd(key, reader.GetString()!)) throw Broken($"its metadata holds {Quote(key)} twice");
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        Require(ref reader, JsonTokenType.StartObject, name);
        SafetensorsType? type = null;
        List<long>? shape = null, range = null;
        while (ReadKey(ref reader, out var key))
        {
            var again = key switch { "dtype" => type is not null, "shape" => shape is not null, "data_offsets" => range is not null, _ => false };
            if (again) throw Broken($"the tensor {Quote(name)} holds {key} twice");
            switch (key)
            {
                case "dtype":
                    Require(ref reader, JsonTokenType.String, name);
                    type = TypeOf(reader.GetString()!, name);
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, name);
                    break;
                case "data_offsets":
                    range = ReadNumbers(ref reader, name);
                    break;
                default:
                    throw Broken($"the tensor {Quote(name)} holds the unknown key {Quote(key)}");
            }
        }

        if (type is not { } known || shape is null || range is null) throw Broken($"the tensor {Quote(name)} lacks one of dtype, shape and data_offsets");
        if (range.Count != 2 || range[1] < range[0]) throw Broken($"the data_offsets of the tensor {Quote(name)} are not a begin and an end");
        if (ByteCount(known, shape) != range[1] - range[0])
        {
            throw Broken($"the tensor {Quote(name)} is {known} [{Dimensions(shape)}], but its data_offsets span {range[1] - range[0]} bytes");
        }

        return new SafetensorsEntry(name, known, shape, range[0], range[1]);
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string name)
    {
        Require(ref reader, JsonTokenType.StartArray, name);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
            {
                throw Broken($"the tensor {Quote(name)} has a size or an offset that is not a whole number from 0 to 2^63 - 1");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private void RequireGapless(SafetensorsEntry[] ordered, long dataBytes)
    {
        var end = 0L;
        foreach (var entry in ordered)
        {
            if (entry.Begin < end) throw Broken($"the bytes of the tensor {Quote(entry.Name)} overlap others");
            if (entry.Begin > end) throw Broken($"{entry.Begin - end} bytes before the tensor {Quote(entry.Name)} belong to no tensor");
            end = entry.End;
        }

        if (end > dataBytes) throw Broken($"it is cut off: its tensors take {end} bytes, but {dataBytes} are there");
        if (end < dataBytes) throw Broken($"{dataBytes - end} bytes at its end belong to no tensor");
    }

    // The bytes of a shape, or -1 where they do not fit 63 bits; a zero dimension makes any other harmless.
    private static long ByteCount(SafetensorsType type, List<long> shape)
    {
        if (shape.Contains(0)) return 0;
        var bytes = (Int128)SafetensorsEntry.SizeOf(type);
        foreach (var dimension in shape)
        {
            bytes *= dimension;
            if (bytes > long.MaxValue) return -1;
        }

        return (long)bytes;
    }

    private SafetensorsType TypeOf(string text, string name) =>
        // Enum.TryParse would also take numbers and lists of names.
        Array.IndexOf(Enum.GetNames<SafetensorsType>(), text) is >= 0 and var index
            ? Enum.GetValues<SafetensorsType>()[index]
            : throw Broken($"the tensor {Quote(name)} has the unknown dtype {Quote(text)}");

    private static bool ReadKey(ref Utf8JsonReader reader, out string key)
    {
        key = "";
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject) return false;
        key = reader.GetString()!;
        return true;
    }

    private void Require(ref Utf8JsonReader reader, JsonTokenType expected, string where)
    {
        reader.Read();
        if (reader.TokenType != expected) throw Broken($"in its header, {Quote(where)} holds a {reader.TokenType} where a {expected} belongs");
    }

    private static string Dimensions(List<long> shape) =>
        string.Join(", ", shape.Take(LongestShown / 8)) + (shape.Count > LongestShown / 8 ? ", …" : "");

    /// <summary>A name from a file as a message may show it: short and on one line.</summary>
    public static string Quote(string name)
    {
        var shown = name.Length > LongestShown ? name[..LongestShown] + "…" : name;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c))}'";
    }

    private CheckpointException Broken(string problem, Exception? cause = null) =>
        new($"{source} is not a valid safetensors file: {problem}; use another copy of it", cause);
}
