using System.Buffers.Binary;
using System.IO.Compression;
using Pico.Examples.Commands;

namespace Pico.Examples.Digits;

/// <summary>
/// Reads the IDX format of the MNIST files: two zero bytes, a type byte, the number of dimensions, the dimensions as
/// big-endian 32-bit integers, then the elements in row-major order. Plain or gzip, told apart by their first bytes.
/// </summary>
/// <remarks>
/// The header is never trusted with memory: the buffer grows with what the file really delivers, and no further than
/// <see cref="MaximumBytes"/>.
/// </remarks>
/// <param name="dimensions">The dimensions, outermost first.</param>
/// <param name="elements">All elements, row-major.</param>
internal sealed class IdxFile(IReadOnlyList<int> dimensions, byte[] elements)
{
    /// <summary>Ten times MNIST's training images; more is taken for a broken or hostile header.</summary>
    public const int MaximumBytes = 512 << 20;

    private const byte UnsignedByte = 0x08;
    private const int FirstChunk = 1 << 16;

    public IReadOnlyList<int> Dimensions { get; } = dimensions;

    public byte[] Elements { get; } = elements;

    /// <summary>Reads a file of unsigned bytes with the given number of dimensions.</summary>
    /// <exception cref="UserErrorException">The file is missing, empty, truncated, too big, or not such a file.</exception>
    public static IdxFile Read(string path, int rank)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(file, path, rank);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException($"{path} does not exist; name a folder that holds the MNIST files", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserErrorException($"{path} cannot be read; it must be a file that you may read", e);
        }
        catch (InvalidDataException e)
        {
            throw new UserErrorException($"{path} is damaged: its gzip data does not unpack; fetch it again", e);
        }
    }

    /// <summary>Reads from a stream that can seek; <paramref name="path"/> is what messages call it.</summary>
    internal static IdxFile Read(Stream file, string path, int rank)
    {
        Span<byte> start = stackalloc byte[2];
        var length = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        if (length == 0) throw new UserErrorException($"{path} is empty; fetch it again");
        file.Position = 0;
        if (length == 2 && start[0] == 0x1F && start[1] == 0x8B)
        {
            using var unpacked = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            return ReadContent(unpacked, path, rank, available: null);
        }

        return ReadContent(file, path, rank, available: file.Length);
    }

    private static IdxFile ReadContent(Stream content, string path, int rank, long? available)
    {
        var dimensions = ReadHeader(content, path, rank);
        var count = ElementCount(dimensions, path);
        var header = 4 + (4 * rank);
        if (available is { } bytes && bytes - header < count)
        {
            throw Truncated(path, dimensions, count, bytes - header);
        }

        var elements = new byte[Math.Min(count, FirstChunk)];
        var filled = 0;
        while (true)
        {
            filled += content.ReadAtLeast(elements.AsSpan(filled), elements.Length - filled, throwOnEndOfStream: false);
            if (filled < elements.Length) throw Truncated(path, dimensions, count, filled);
            if (filled == count) break;
            Array.Resize(ref elements, (int)Math.Min(count, 2L * elements.Length));
        }

        if (content.ReadByte() >= 0)
        {
            throw new UserErrorException($"{path} holds more than the {count:N0} elements of its header ({Shape(dimensions)}); it is damaged or not an IDX file");
        }

        return new IdxFile(dimensions, elements);
    }

    private static int[] ReadHeader(Stream content, string path, int rank)
    {
        var header = new byte[4 + (4 * rank)];
        var length = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var expected = (UnsignedByte << 8) | rank;
        if (length == 0) throw new UserErrorException($"{path} is empty inside its gzip wrapping; fetch it again");
        if (length >= 4 && BinaryPrimitives.ReadInt32BigEndian(header) is var magic && magic != expected)
        {
            throw new UserErrorException($"{path} is not an IDX file of bytes with {rank} dimension{(rank == 1 ? "" : "s")}: it starts with {magic:x8}, expected {expected:x8}");
        }

        if (length < header.Length) throw new UserErrorException($"{path} is truncated: it ends inside its header of {header.Length} bytes; fetch it again");
        var dimensions = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            var dimension = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 + (4 * i)));
            if (dimension == 0) throw new UserErrorException($"{path} holds nothing: dimension {i} of its header is 0");
            if (dimension > MaximumBytes) throw Oversize(path, $"dimension {i} of its header is {dimension:N0}");
            dimensions[i] = (int)dimension;
        }

        return dimensions;
    }

    private static long ElementCount(int[] dimensions, string path)
    {
        long count = 1;
        foreach (var dimension in dimensions)
        {
            count *= dimension; // below 2^58: both factors are at most MaximumBytes
            if (count > MaximumBytes) throw Oversize(path, $"its header claims {Shape(dimensions)} bytes");
        }

        return count;
    }

    private static UserErrorException Oversize(string path, string claim) =>
        new($"{path} is too big: {claim}, the limit is {MaximumBytes:N0} bytes");

    private static UserErrorException Truncated(string path, int[] dimensions, long count, long held) =>
        new($"{path} is truncated: its header promises {count:N0} elements ({Shape(dimensions)}), it holds {held:N0}; fetch it again");

    private static string Shape(int[] dimensions) => string.Join("x", dimensions);
}
