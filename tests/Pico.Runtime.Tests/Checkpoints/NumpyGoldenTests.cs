using Pico.Checkpoints;

namespace Pico.Tests.Checkpoints;

/// <summary>Files that numpy wrote: tests/goldens/make_numpy.py.</summary>
public class NumpyGoldenTests
{
    static readonly float[] Floats = [0.5f, -1.25f, 3e38f, float.Epsilon, 0f, -0f];
    static readonly double[] Doubles = [1 / 3.0, -1e300];
    static readonly Half[] Halves = [(Half)1.5f, (Half)(-65504f), (Half)0.0009765625f];
    static readonly sbyte[] Bytes = [1, -2, 127, -128];
    static readonly int[] Ints = [int.MaxValue, int.MinValue];
    static readonly long[] Longs = [long.MinValue];

    [Fact]
    public void Every_type_reads_as_what_numpy_wrote()
    {
        Assert.Equal(Floats, ReadFloats("f4", [2, 3], NumpyType.Float32));
        Assert.True(float.IsNegative(ReadFloats("f4", [2, 3], NumpyType.Float32)[5]));
        Assert.Equal([1 / 3f, float.NegativeInfinity], ReadFloats("f8", [2], NumpyType.Float64));
        Assert.Equal(Halves.Select(value => (float)value), ReadFloats("f2", [3], NumpyType.Float16));
        Assert.Empty(ReadFloats("empty", [0, 4], NumpyType.Float32));
        Assert.Equal([0, 1, 2, 3, 4, 5], ReadFloats("version2", [1, 2, 3], NumpyType.Float32));

        var (doubles, bytes, ints, longs, more) = (new double[2], new sbyte[4], new int[2], new long[1], new long[6]);
        Open("f8", [2], NumpyType.Float64, reader => reader.Read(doubles));
        Open("i1", [4], NumpyType.Int8, reader => reader.Read(bytes));
        Open("i4", [2, 1], NumpyType.Int32, reader => reader.Read(ints));
        Open("i8", [], NumpyType.Int64, reader => reader.Read(longs));
        Open("version3", [6], NumpyType.Int64, reader => reader.Read(more));
        Assert.Equal(Doubles, doubles);
        Assert.Equal(Bytes, bytes);
        Assert.Equal(Ints, ints);
        Assert.Equal(Longs, longs);
        Assert.Equal([0, 1, 2, 3, 4, 5], more);
    }

    [Fact]
    public void What_is_written_is_numpys_file_byte_for_byte()
    {
        using var folder = new TestFolder();
        var path = folder.PathOf("array.npy");
        Same("f4", () => NumpyWriter.Save(path, [2, 3], () => Floats));
        Same("f8", () => NumpyWriter.Save(path, [2], () => Doubles));
        Same("f2", () => NumpyWriter.Save(path, [3], () => Halves));
        Same("i1", () => NumpyWriter.Save(path, [4], () => Bytes));
        Same("i4", () => NumpyWriter.Save(path, [2, 1], () => Ints));
        Same("i8", () => NumpyWriter.Save(path, [], () => Longs));
        Same("empty", () => NumpyWriter.Save(path, [0, 4], () => Array.Empty<float>()));
        Assert.Throws<ArgumentException>(() => NumpyWriter.Save(path, [2, 2], () => Floats));

        void Same(string name, Action write)
        {
            write();
            Assert.Equal(File.ReadAllBytes(PathOf(name)), File.ReadAllBytes(path));
        }
    }

    [Theory]
    [InlineData("fortran", "the array of {0} lies in Fortran order, columns first; save numpy.ascontiguousarray of it")]
    [InlineData("big", "the array of {0} has the dtype '>f4', which is big-endian; convert it to one of <f2, <f4, <f8, |i1, <i4, <i8 with astype")]
    [InlineData("complex", "the array of {0} has the dtype '<c8', which is none of the types that are read here; convert it to one of <f2, <f4, <f8, |i1, <i4, <i8 with astype")]
    [InlineData("records", "{0} is not a valid .npy file: its head is not the dictionary of the format; save it again")]
    public void Other_kinds_are_refused_in_one_line(string name, string message)
    {
        var error = Assert.Throws<CheckpointException>(() => NumpyReader.Open(PathOf(name)));
        Assert.Equal(message.Replace("{0}", PathOf(name), StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void Another_type_or_size_than_asked_for_is_refused()
    {
        using var reader = NumpyReader.Open(PathOf("i4"));
        Assert.Equal($"the array of {PathOf("i4")} is Int32, where Float32 is expected; convert it with astype", Assert.Throws<CheckpointException>(() => reader.Read(new float[2])).Message);
        Assert.Equal($"the array of {PathOf("i4")} has 2 elements where 3 are expected", Assert.Throws<CheckpointException>(() => reader.Read(new int[3])).Message);
    }

    static float[] ReadFloats(string name, long[] shape, NumpyType type)
    {
        var values = new float[shape.Aggregate(1L, (count, size) => count * size)];
        Open(name, shape, type, reader => reader.Read(values));
        return values;
    }

    static void Open(string name, long[] shape, NumpyType type, Action<NumpyReader> read)
    {
        using var reader = NumpyReader.Open(PathOf(name));
        Assert.Equal(type, reader.Type);
        Assert.Equal(shape, reader.Shape);
        read(reader);
    }

    internal static string PathOf(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PicoLib.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "goldens", "numpy", name + ".npy");
    }
}
