using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Pico.Checkpoints;

/// <summary>
/// The head of a .npy file (numpy.lib.format): a magic string, a version, a length, and a Python dictionary with the element type, the
/// order and the shape. Reading takes nothing on trust.
/// </summary>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The shape, outermost dimension first.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="DataStart">The first byte behind the head.</param>
internal sealed record NumpyHeader(NumpyType Type, IReadOnlyList<long> Shape, long Count, long DataStart)
{
    // numpy itself refuses to evaluate more than 10,000 characters; files with such heads hold records, which are not read here.
    public const int MaximumBytes = 64 * 1024;

    private const int Alignment = 64;
    private const int PrefixBytes = 8;
    private static readonly string[] Descriptions = ["<f2", "<f4", "<f8", "|i1", "<i4", "<i8"];

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The bytes of one element.</summary>
    /// <param name="type">The element type.</param>
    public static int SizeOf(NumpyType type) => type switch
    {
        NumpyType.Float64 or NumpyType.Int64 => 8,
        NumpyType.Float32 or NumpyType.Int32 => 4,
        NumpyType.Float16 => 2,
        _ => 1,
    };

    /// <summary>Reads and checks the head of a file.</summary>
    /// <param name="stream">The file, at its first byte.</param>
    /// <param name="length">The bytes of the file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="CheckpointException">A rule of the format is broken, or it is one of the kinds that are not read.</exception>
    public static NumpyHeader Read(Stream stream, long length, string source)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes + sizeof(uint)];
        var got = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (got < PrefixBytes + sizeof(ushort) || !prefix.StartsWith(Magic)) throw Broken(source, "it does not begin as one");
        var version = prefix[6];
        if (version is 0 or > 3 || prefix[7] != 0) throw Broken(source, $"its version is {version}.{prefix[7]}; 1.0, 2.0 and 3.0 are known");
        var start = PrefixBytes + (version == 1 ? sizeof(ushort) : sizeof(uint));
        if (got < start) throw Broken(source, "it ends in its head");
        var textBytes = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[PrefixBytes..]) : BinaryPrimitives.ReadUInt32LittleEndian(prefix[PrefixBytes..]);
        if (textBytes > MaximumBytes) throw Broken(source, $"it claims a head of {textBytes} bytes, more than {MaximumBytes}");
        if (textBytes > length - start) throw Broken(source, "it ends in its head");
        var text = new byte[(int)textBytes];
        stream.Position = start;
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length) throw Broken(source, "it ends in its head");
        var dictionary = new NumpyDictionary(version == 3 ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text));
        if (!dictionary.IsValid) throw Broken(source, "its head is not the dictionary of the format");
        return Checked(dictionary, length, start + text.Length, source);
    }

    /// <summary>Writes the head of a file, padded so that the data begin aligned; version 1.0, or 2.0 for shapes of thousands of dimensions.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The shape.</param>
    public static void Write(Stream stream, NumpyType type, IReadOnlyList<int> shape)
    {
        var sizes = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + (shape.Count == 1 ? "," : "");
        var text = $"{{'descr': '{Descriptions[(int)type]}', 'fortran_order': False, 'shape': ({sizes}), }}";
        var start = PrefixBytes + sizeof(ushort);
        var isLong = start + text.Length + 1 + Alignment > ushort.MaxValue;
        if (isLong) start = PrefixBytes + sizeof(uint);
        var padded = ((start + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - start;
        Span<byte> prefix = stackalloc byte[PrefixBytes + sizeof(uint)];
        Magic.CopyTo(prefix);
        (prefix[6], prefix[7]) = (isLong ? (byte)2 : (byte)1, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[PrefixBytes..], (uint)padded);
        stream.Write(prefix[..start]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(padded - 1) + "\n"));
    }

    private static NumpyHeader Checked(NumpyDictionary dictionary, long length, long start, string source)
    {
        var description = dictionary.Description;
        var index = Array.IndexOf(Descriptions, description is "<i1" ? "|i1" : description);
        if (index < 0)
        {
            var reason = description.StartsWith('>') ? "is big-endian" : "is none of the types that are read here";
            throw new CheckpointException(
                $"the array of {source} has the dtype {SafetensorsHeader.Quote(description)}, which {reason}; convert it to one of {string.Join(", ", Descriptions)} with astype");
        }

        if (dictionary.IsFortranOrder) throw new CheckpointException($"the array of {source} lies in Fortran order, columns first; save numpy.ascontiguousarray of it");
        var type = (NumpyType)index;
        var bytes = (Int128)SizeOf(type);
        foreach (var size in dictionary.Shape)
        {
            bytes *= dictionary.Shape.Contains(0) ? 0 : size;
            if (bytes > long.MaxValue) throw Broken(source, "its shape has more elements than a file can hold");
        }

        var data = length - start;
        if (bytes > data) throw Broken(source, $"it is cut off: its shape takes {bytes} bytes, but {data} are there");
        if (bytes < data) throw Broken(source, $"{data - (long)bytes} bytes at its end belong to no array");
        return new NumpyHeader(type, dictionary.Shape, data / SizeOf(type), start);
    }

    private static CheckpointException Broken(string source, string problem) => new($"{source} is not a valid .npy file: {problem}; save it again");
}
