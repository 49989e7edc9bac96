using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pico.Checkpoints;

/// <summary>
/// Reads a .npy file of numpy (numpy.lib.format, versions 1.0 to 3.0): little-endian numbers in C order, last dimension fastest. Opening reads
/// and checks the head alone.
/// </summary>
public sealed class NumpyReader : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly Stream stream;
    private readonly string source;
    private readonly NumpyHeader header;

    /// <summary>Reads the head.</summary>
    /// <param name="stream">The file, from its first byte; the reader disposes it.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="CheckpointException">It is not a valid .npy file, or one of the kinds that are not read.</exception>
    public NumpyReader(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (this.stream, this.source) = (stream, source);
        header = NumpyHeader.Read(stream, stream.Length, source);
    }

    /// <summary>The element type.</summary>
    public NumpyType Type => header.Type;

    /// <summary>The shape, outermost dimension first; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => header.Shape;

    /// <summary>The number of elements.</summary>
    public long Count => header.Count;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="CheckpointException">It is not a valid .npy file, or one of the kinds that are not read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NumpyReader Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        try
        {
            return new NumpyReader(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads an array of float32, or of float16 or float64, which are converted.</summary>
    /// <param name="values">Receives all elements.</param>
    /// <exception cref="CheckpointException">The type is another, or the number of elements.</exception>
    public void Read(Span<float> values)
    {
        switch (Type)
        {
            case NumpyType.Float16:
                Convert<Half>(values, value => (float)value);
                break;
            case NumpyType.Float64:
                Convert<double>(values, value => (float)value);
                break;
            default:
                Read(NumpyType.Float32, values);
                break;
        }
    }

    /// <summary>Reads an array of float64.</summary>
    /// <inheritdoc cref="Read(Span{float})"/>
    public void Read(Span<double> values) => Read(NumpyType.Float64, values);

    /// <summary>Reads an array of int8.</summary>
    /// <inheritdoc cref="Read(Span{float})"/>
    public void Read(Span<sbyte> values) => Read(NumpyType.Int8, values);

    /// <summary>Reads an array of int32.</summary>
    /// <inheritdoc cref="Read(Span{float})"/>
    public void Read(Span<int> values) => Read(NumpyType.Int32, values);

    /// <summary>Reads an array of int64.</summary>
    /// <inheritdoc cref="Read(Span{float})"/>
    public void Read(Span<long> values) => Read(NumpyType.Int64, values);

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    private void Read<T>(NumpyType type, Span<T> values)
        where T : unmanaged
    {
        if (Type != type) throw new CheckpointException($"the array of {source} is {Type}, where {type} is expected; convert it with astype");
        RequireCount(values.Length);
        ReadNumbers(0, values);
    }

    private void Convert<T>(Span<float> values, Func<T, float> convert)
        where T : unmanaged
    {
        RequireCount(values.Length);
        var piece = new T[Math.Min(values.Length, PieceBytes / Unsafe.SizeOf<T>())];
        for (var done = 0; done < values.Length;)
        {
            var part = piece.AsSpan(0, Math.Min(piece.Length, values.Length - done));
            ReadNumbers(done, part);
            for (var i = 0; i < part.Length; i++) values[done + i] = convert(part[i]);
            done += part.Length;
        }
    }

    private void ReadNumbers<T>(long first, Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        stream.Position = header.DataStart + (first * Unsafe.SizeOf<T>());
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new CheckpointException($"{source} is not a valid .npy file: it became shorter while it was read; use another copy of it");
        LittleEndian.ToNative(bytes, Unsafe.SizeOf<T>());
    }

    private void RequireCount(int count)
    {
        if (Count != count) throw new CheckpointException($"the array of {source} has {Count} elements where {count} are expected");
    }
}
