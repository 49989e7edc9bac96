namespace Pico.Checkpoints;

/// <summary>Adds floats to a file in a floating type that may be narrower, rounded to nearest, ties to even.</summary>
internal static class RoundedTensor
{
    public const string WritableTypes = "F32, F16, BF16 or F64";

    /// <param name="writer">The file.</param>
    /// <param name="type">The type in the file.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its elements.</param>
    /// <exception cref="CheckpointException">The type is no floating type; or, when the file is written, a value is too large for it.</exception>
    public static void Add(SafetensorsWriter writer, SafetensorsType type, string name, IReadOnlyList<int> shape, TensorSource<float> values)
    {
        switch (type)
        {
            case SafetensorsType.F32:
                writer.Add(name, shape, values);
                break;
            case SafetensorsType.F64:
                writer.Add(name, shape, () => Convert(values(), value => (double)value));
                break;
            case SafetensorsType.BF16:
                writer.Add(name, shape, () => Convert(values(), value => (BFloat16)value));
                break;
            case SafetensorsType.F16:
                writer.Add(name, shape, () => Convert(values(), value => Half(value, name)));
                break;
            default:
                throw new CheckpointException($"weights cannot be stored as {type}; store them as {WritableTypes}");
        }
    }

    // A weight that became infinite without a word would be found much later, in the outputs.
    private static Half Half(float value, string name) => (Half)value is var half && System.Half.IsInfinity(half) && float.IsFinite(value)
        ? throw new CheckpointException(FormattableString.Invariant($"the tensor '{name}' holds {value:G9}, which is too large for F16 (at most 65504); store it as BF16 or F32"))
        : half;

    private static ReadOnlySpan<T> Convert<T>(ReadOnlySpan<float> values, Func<float, T> convert)
    {
        var converted = new T[values.Length];
        for (var i = 0; i < converted.Length; i++) converted[i] = convert(values[i]);
        return converted;
    }
}
