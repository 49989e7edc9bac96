namespace Pico.Checkpoints;

/// <summary>Writes .npy files as numpy.save does (numpy.lib.format, version 1.0): little-endian, C order. The bytes depend on shape and values alone.</summary>
public static class NumpyWriter
{
    /// <summary>Writes an array of float32, atomically: see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The shape, outermost dimension first.</param>
    /// <param name="values">The elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    public static void Save(string path, IReadOnlyList<int> shape, TensorSource<float> values) => Save(path, NumpyType.Float32, shape, values);

    /// <summary>Writes an array of float64.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyList{int}, TensorSource{float})"/>
    public static void Save(string path, IReadOnlyList<int> shape, TensorSource<double> values) => Save(path, NumpyType.Float64, shape, values);

    /// <summary>Writes an array of float16.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyList{int}, TensorSource{float})"/>
    public static void Save(string path, IReadOnlyList<int> shape, TensorSource<Half> values) => Save(path, NumpyType.Float16, shape, values);

    /// <summary>Writes an array of int8.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyList{int}, TensorSource{float})"/>
    public static void Save(string path, IReadOnlyList<int> shape, TensorSource<sbyte> values) => Save(path, NumpyType.Int8, shape, values);

    /// <summary>Writes an array of int32.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyList{int}, TensorSource{float})"/>
    public static void Save(string path, IReadOnlyList<int> shape, TensorSource<int> values) => Save(path, NumpyType.Int32, shape, values);

    /// <summary>Writes an array of int64.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyList{int}, TensorSource{float})"/>
    public static void Save(string path, IReadOnlyList<int> shape, TensorSource<long> values) => Save(path, NumpyType.Int64, shape, values);

    private static void Save<T>(string path, NumpyType type, IReadOnlyList<int> shape, TensorSource<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        var count = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (values().Length != count) throw new ArgumentException($"the array has {values().Length} elements, but its shape has {count}.", nameof(values));
        AtomicFile.Write(path, stream =>
        {
            NumpyHeader.Write(stream, type, shape);
            LittleEndian.Write(stream, values());
        });
    }
}
