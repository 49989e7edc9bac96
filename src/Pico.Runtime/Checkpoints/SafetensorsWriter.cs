using System.Buffers.Binary;
using System.Text.Json;

namespace Pico.Checkpoints;

/// <summary>Gives the numbers of a tensor when they are written, so that nothing is copied before.</summary>
/// <typeparam name="T">The element type.</typeparam>
public delegate ReadOnlySpan<T> TensorSource<T>();

/// <summary>
/// Writes a safetensors file. Tensors lie in the order in which they were added, larger elements first so that all are aligned;
/// the bytes depend on what was added alone.
/// </summary>
public sealed class SafetensorsWriter
{
    private const int Alignment = 8;

    private readonly List<Entry> entries = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };

    /// <summary>Text that the file carries, by key; written in the order of the keys.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Adds a tensor of F32.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<float> values) => Add(name, SafetensorsType.F32, shape, values);

    /// <summary>Adds a tensor of F64.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<double> values) => Add(name, SafetensorsType.F64, shape, values);

    /// <summary>Adds a tensor of F16.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<Half> values) => Add(name, SafetensorsType.F16, shape, values);

    /// <summary>Adds a tensor of BF16.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<BFloat16> values) => Add(name, SafetensorsType.BF16, shape, values);

    /// <summary>Adds a tensor of I8.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<sbyte> values) => Add(name, SafetensorsType.I8, shape, values);

    /// <summary>Adds a tensor of U8.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<byte> values) => Add(name, SafetensorsType.U8, shape, values);

    /// <summary>Adds a tensor of I16.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<short> values) => Add(name, SafetensorsType.I16, shape, values);

    /// <summary>Adds a tensor of I32.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<int> values) => Add(name, SafetensorsType.I32, shape, values);

    /// <summary>Adds a tensor of I64.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape, outermost dimension first.</param>
    /// <param name="values">Its elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, IReadOnlyList<int> shape, TensorSource<long> values) => Add(name, SafetensorsType.I64, shape, values);

    /// <summary>Writes the file atomically: see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    public void Save(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the file's bytes.</summary>
    /// <param name="stream">Receives them.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        List<Entry> ordered = [.. entries.OrderByDescending(entry => SafetensorsEntry.SizeOf(entry.Type))]; // stable
        var header = Header(ordered);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var entry in ordered) entry.Write(stream, entry.Count);
    }

    private void Add<T>(string name, SafetensorsType type, IReadOnlyList<int> shape, TensorSource<T> values)
        where T : unmanaged
    {
        if (!names.Add(name)) throw new ArgumentException($"a safetensors file cannot hold '{name}' twice.", nameof(name));
        entries.Add(new Entry(
            name, type, shape, shape.Aggregate(1L, (count, dimension) => checked(count * dimension)), (stream, count) => LittleEndian.Write(stream, Checked(name, values(), count))));
    }

    private byte[] Header(List<Entry> ordered)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach (var (key, value) in Metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }

            var offset = 0L;
            foreach (var entry in ordered) offset = WriteEntry(json, entry, offset);
            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' '); // so that the data begins aligned
        return buffer.Length <= SafetensorsHeader.MaximumBytes
            ? buffer.ToArray()
            : throw new CheckpointException($"the header would take {buffer.Length} bytes, more than the format's {SafetensorsHeader.MaximumBytes}; store fewer tensors or less metadata");
    }

    private static long WriteEntry(Utf8JsonWriter json, Entry entry, long offset)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type.ToString());
        json.WriteStartArray("shape");
        foreach (var dimension in entry.Shape) json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        offset += entry.Count * SafetensorsEntry.SizeOf(entry.Type);
        json.WriteNumberValue(offset);
        json.WriteEndArray();
        json.WriteEndObject();
        return offset;
    }

    private static ReadOnlySpan<T> Checked<T>(string name, ReadOnlySpan<T> values, long count) => values.Length == count
        ? values
        : throw new ArgumentException($"the tensor '{name}' has {values.Length} elements, but its shape has {count}.");

    private sealed record Entry(string Name, SafetensorsType Type, IReadOnlyList<int> Shape, long Count, Action<Stream, long> Write);
}
