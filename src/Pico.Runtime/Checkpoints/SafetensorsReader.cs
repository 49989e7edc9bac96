using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pico.Checkpoints;

/// <summary>
/// Reads a safetensors file. Opening reads and checks the header alone; tensors are read one at a time, so that memory never
/// holds more than what was asked for, whatever the file claims.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    internal const string ReadableTypes = "F32, F16, BF16 or F64";

    private const int PieceBytes = 64 * 1024;

    private readonly Stream stream;
    private readonly string source;
    private readonly long dataStart;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The file, from its first byte; the reader disposes it.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="CheckpointException">It is not a valid safetensors file.</exception>
    public SafetensorsReader(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (this.stream, this.source) = (stream, source);
        var length = stream.Length;
        if (length < sizeof(ulong)) throw Broken($"it has {length} bytes, fewer than the {sizeof(ulong)} of the header's length");
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        ReadExactly(0, prefix);
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > SafetensorsHeader.MaximumBytes) throw Broken($"it claims a header of {headerBytes} bytes, more than the format's {SafetensorsHeader.MaximumBytes}");
        if (headerBytes > (ulong)(length - sizeof(ulong))) throw Broken($"it claims a header of {headerBytes} bytes, but has only {length}");
        var json = new byte[(int)headerBytes];
        ReadExactly(sizeof(ulong), json);
        dataStart = sizeof(ulong) + (long)headerBytes;
        var header = SafetensorsHeader.Parse(json, length - dataStart, source);
        (Entries, Metadata) = (header.Entries, header.Metadata);
        byName = Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The text that the file carries, by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="CheckpointException">It is not a valid safetensors file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsReader Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        try
        {
            return new SafetensorsReader(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A tensor by its name, or null.</summary>
    /// <param name="name">The name.</param>
    public SafetensorsEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads a tensor of F32, or of F16, BF16 or F64, which are converted.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Receives all its elements, last dimension fastest.</param>
    /// <exception cref="CheckpointException">The type is another, or the number of elements.</exception>
    public void Read(SafetensorsEntry entry, Span<float> values)
    {
        RequireCount(entry, values.Length);
        if (!IsReadable(entry.Type)) throw WrongType(entry, ReadableTypes);
        Span<byte> piece = new byte[(int)Math.Min(PieceBytes, entry.End - entry.Begin)];
        var size = SafetensorsEntry.SizeOf(entry.Type);
        for (var done = 0; done < values.Length;)
        {
            var count = Math.Min(values.Length - done, piece.Length / size);
            ReadExactly(dataStart + entry.Begin + ((long)done * size), piece[..(count * size)]);
            Convert(entry.Type, piece[..(count * size)], values.Slice(done, count));
            done += count;
        }
    }

    /// <summary>Reads a tensor of F64.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Receives all its elements, last dimension fastest.</param>
    /// <exception cref="CheckpointException">The type is another, or the number of elements.</exception>
    public void Read(SafetensorsEntry entry, Span<double> values) => Read(entry, SafetensorsType.F64, values);

    /// <summary>Reads a tensor of I8.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Receives all its elements, last dimension fastest.</param>
    /// <exception cref="CheckpointException">The type is another, or the number of elements.</exception>
    public void Read(SafetensorsEntry entry, Span<sbyte> values) => Read(entry, SafetensorsType.I8, values);

    /// <summary>Reads a tensor of U8.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Receives all its elements, last dimension fastest.</param>
    /// <exception cref="CheckpointException">The type is another, or the number of elements.</exception>
    public void Read(SafetensorsEntry entry, Span<byte> values) => Read(entry, SafetensorsType.U8, values);

    /// <summary>Reads a tensor of I16.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Receives all its elements, last dimension fastest.</param>
    /// <exception cref="CheckpointException">The type is another, or the number of elements.</exception>
    public void Read(SafetensorsEntry entry, Span<short> values) => Read(entry, SafetensorsType.I16, values);

    /// <summary>Reads a tensor of I32.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Receives all its elements, last dimension fastest.</param>
    /// <exception cref="CheckpointException">The type is another, or the number of elements.</exception>
    public void Read(SafetensorsEntry entry, Span<int> values) => Read(entry, SafetensorsType.I32, values);

    /// <summary>Reads a tensor of I64.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Receives all its elements, last dimension fastest.</param>
    /// <exception cref="CheckpointException">The type is another, or the number of elements.</exception>
    public void Read(SafetensorsEntry entry, Span<long> values) => Read(entry, SafetensorsType.I64, values);

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    internal static bool IsReadable(SafetensorsType type) =>
        type is SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.F64;

    private void Read<T>(SafetensorsEntry entry, SafetensorsType type, Span<T> values)
        where T : unmanaged
    {
        RequireCount(entry, values.Length);
        if (entry.Type != type) throw WrongType(entry, type.ToString());
        var bytes = MemoryMarshal.AsBytes(values);
        ReadExactly(dataStart + entry.Begin, bytes);
        LittleEndian.ToNative(bytes, Unsafe.SizeOf<T>());
    }

    private static void Convert(SafetensorsType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                SafetensorsType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]),
                SafetensorsType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]),
                SafetensorsType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * sizeof(ushort))..]),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]) << 16), // BF16: the upper half of F32
            };
        }
    }

    private void ReadExactly(long position, Span<byte> bytes)
    {
        try
        {
            stream.Position = position;
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw Broken("it became shorter while it was read", e);
        }
    }

    private void RequireCount(SafetensorsEntry entry, int count)
    {
        if (entry.Count != count) throw new CheckpointException($"the tensor {SafetensorsHeader.Quote(entry.Name)} of {source} has {entry.Count} elements where {count} are expected");
    }

    private CheckpointException WrongType(SafetensorsEntry entry, string readable) =>
        new($"the tensor {SafetensorsHeader.Quote(entry.Name)} of {source} is {entry.Type}, which cannot be read here; convert it to {readable}");

    private CheckpointException Broken(string problem, Exception? cause = null) =>
        new($"{source} is not a valid safetensors file: {problem}; use another copy of it", cause);
}
