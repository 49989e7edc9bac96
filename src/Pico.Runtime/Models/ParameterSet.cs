using System.Collections;
using System.ComponentModel;
using Pico.Memory;

namespace Pico.Models;

/// <summary>
/// The parameters of a model in flat, 64-byte aligned segments: what is trained, what is frozen, and buffers. Gradients and the state
/// of optimizers have the layout of the first alone, so that an optimizer is one loop and cannot touch a frozen parameter.
/// Within a segment parameters start at multiples of 16 elements; the gaps stay zero.
/// </summary>
/// <remarks>
/// Elements are float, or bfloat16 where the model says so (<see cref="Storage"/>). Then an optimizer keeps what these lack of its
/// float32 weights, and <see cref="NarrowValues"/> takes the place of <see cref="Values"/>.
/// </remarks>
public sealed unsafe class ParameterSet : IReadOnlyList<ParameterInfo>
{
    private readonly ParameterInfo[] parameters;
    private readonly AlignedBuffer trained;
    private readonly AlignedBuffer frozen;
    private readonly AlignedBuffer buffers;

    /// <summary>Walks a model, allocates its parameters, binds them to their segments and initialises them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">The seed of the initial values.</param>
    /// <param name="storage">What the elements are; initial values are rounded to it.</param>
    public ParameterSet(ILayer model, ulong seed, Storage storage = Storage.Float32)
    {
        ArgumentNullException.ThrowIfNull(model);
        Storage = storage;
        var collector = new ParameterCollector();
        model.Visit(string.Empty, collector);
        parameters = new ParameterInfo[collector.Found.Count];
        long trainedLength = 0, frozenLength = 0, bufferLength = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var (name, tensor, isFrozen, group, isBuffer) = collector.Found[i];
            ref var end = ref isBuffer ? ref bufferLength : ref isFrozen ? ref frozenLength : ref trainedLength;
            parameters[i] = new ParameterInfo(name, tensor.Shape.ToArray(), checked((int)end), tensor.Size, isFrozen, group, isBuffer);
            end += (tensor.Size + 15L) / 16 * 16;
        }

        Length = checked((int)trainedLength);
        FrozenLength = checked((int)frozenLength);
        Trained = [.. parameters.Where(parameter => !parameter.IsFrozen)];
        BufferLength = checked((int)bufferLength);
        Frozen = [.. parameters.Where(parameter => parameter.IsFrozen && !parameter.IsBuffer)];
        Buffers = [.. parameters.Where(parameter => parameter.IsBuffer)];
        trained = new AlignedBuffer(Math.Max(trainedLength, 16) * ElementBytes);
        frozen = new AlignedBuffer(Math.Max(frozenLength, 16) * ElementBytes);
        buffers = new AlignedBuffer(Math.Max(bufferLength, 16) * sizeof(float));
        for (var i = 0; i < parameters.Length; i++)
        {
            var (name, tensor, isFrozen, _, isBuffer) = collector.Found[i];
            var isFloat = isBuffer || storage == Storage.Float32;
            var initial = isFloat ? Segment(i) : new float[tensor.Size];
            tensor.Initialize(seed, name, initial);
            if (!isFloat) Write(i, initial);
            tensor.Bind(SegmentOf(i), parameters[i].Offset * (long)BytesOf(i), isFrozen, isFloat ? Storage.Float32 : storage);
        }
    }

    /// <summary>The number of parameters, each a tensor.</summary>
    public int Count => parameters.Length;

    /// <summary>What the elements are.</summary>
    public Storage Storage { get; }

    /// <summary>The bytes of one element.</summary>
    internal int ElementBytes => Storage == Storage.BFloat16 ? sizeof(BFloat16) : sizeof(float);

    /// <summary>The elements of the trained segment, gaps included.</summary>
    public int Length { get; }

    /// <summary>The elements of the frozen segment, gaps included.</summary>
    public int FrozenLength { get; }

    /// <summary>The number of trained numbers.</summary>
    public long ElementCount => Trained.Sum(parameter => (long)parameter.Length);

    /// <summary>The bytes of both segments.</summary>
    public long Bytes => trained.Length + frozen.Length + (Buffers.Count > 0 ? buffers.Length : 0);

    /// <summary>The number of frozen numbers.</summary>
    public long FrozenElementCount => Frozen.Sum(parameter => (long)parameter.Length);

    /// <summary>The parameters that are trained, in the order of their declaration.</summary>
    public IReadOnlyList<ParameterInfo> Trained { get; }

    /// <summary>The parameters that are frozen, in the order of their declaration.</summary>
    public IReadOnlyList<ParameterInfo> Frozen { get; }

    /// <summary>The elements of the segment of buffers, gaps included.</summary>
    public int BufferLength { get; }

    /// <summary>The buffers, in the order of their declaration.</summary>
    public IReadOnlyList<ParameterInfo> Buffers { get; }

    /// <summary>The values of all buffers, float32 whatever the parameters are stored as.</summary>
    public Span<float> BufferValues => buffers.AsSpan(0, BufferLength);

    /// <summary>All trained values as one flat buffer.</summary>
    /// <exception cref="InvalidOperationException">They are stored as bfloat16.</exception>
    public Span<float> Values => Floats(trained, Length);

    /// <summary>All frozen values as one flat buffer.</summary>
    /// <exception cref="InvalidOperationException">They are stored as bfloat16.</exception>
    public Span<float> FrozenValues => Floats(frozen, FrozenLength);

    /// <summary>All trained values of a model in bfloat16 as one flat buffer.</summary>
    /// <exception cref="InvalidOperationException">They are stored as float32.</exception>
    public Span<BFloat16> NarrowValues => Narrow(trained, Length);

    /// <summary>All frozen values of a model in bfloat16 as one flat buffer.</summary>
    /// <exception cref="InvalidOperationException">They are stored as float32.</exception>
    public Span<BFloat16> NarrowFrozenValues => Narrow(frozen, FrozenLength);

    /// <summary>A parameter by its position.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    public ParameterInfo this[int index] => parameters[index];

    /// <summary>Copies the values of one parameter, whatever they are stored as.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    /// <param name="values">Receives all of them, last dimension fastest.</param>
    /// <exception cref="ArgumentException">There is another number of them.</exception>
    public void Read(int index, Span<float> values)
    {
        RequireLength(index, values.Length);
        if (Storage == Storage.Float32 || parameters[index].IsBuffer)
        {
            Segment(index).CopyTo(values);
            return;
        }

        var source = NarrowSegment(index);
        for (var i = 0; i < values.Length; i++) values[i] = source[i];
    }

    /// <summary>Overwrites the values of one parameter, rounded to what they are stored as.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    /// <param name="values">All of them, last dimension fastest.</param>
    /// <exception cref="ArgumentException">There is another number of them.</exception>
    public void Write(int index, ReadOnlySpan<float> values)
    {
        RequireLength(index, values.Length);
        if (Storage == Storage.Float32 || parameters[index].IsBuffer)
        {
            values.CopyTo(Segment(index));
            return;
        }

        var destination = NarrowSegment(index);
        for (var i = 0; i < values.Length; i++) destination[i] = (BFloat16)values[i];
    }

    /// <summary>The values of one parameter.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    /// <exception cref="InvalidOperationException">They are stored as bfloat16.</exception>
    public Span<float> Segment(int index) =>
        (parameters[index].IsBuffer ? BufferValues : parameters[index].IsFrozen ? FrozenValues : Values).Slice(parameters[index].Offset, parameters[index].Length);

    /// <summary>The values of one parameter.</summary>
    /// <param name="name">The dotted name.</param>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public Span<float> Segment(string name)
    {
        var index = Array.FindIndex(parameters, parameter => parameter.Name == name);
        return index >= 0
            ? Segment(index)
            : throw new KeyNotFoundException($"there is no parameter '{name}'; there are {string.Join(", ", parameters.Select(parameter => parameter.Name))}.");
    }

    /// <summary>The address of a parameter, for generated code, which knows what the elements are.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void* Pointer(int index) => SegmentOf(index).Pointer + ((nint)parameters[index].Offset * BytesOf(index));

    /// <summary>The bytes of one element of a parameter.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    internal int BytesOf(int index) => parameters[index].IsBuffer ? sizeof(float) : ElementBytes;

    /// <inheritdoc/>
    public IEnumerator<ParameterInfo> GetEnumerator() => ((IEnumerable<ParameterInfo>)parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private AlignedBuffer SegmentOf(int index) => parameters[index].IsBuffer ? buffers : parameters[index].IsFrozen ? frozen : trained;

    private Span<BFloat16> NarrowSegment(int index) =>
        (parameters[index].IsFrozen ? NarrowFrozenValues : NarrowValues).Slice(parameters[index].Offset, parameters[index].Length);

    private Span<float> Floats(AlignedBuffer segment, int length) => Storage == Storage.Float32
        ? segment.AsSpan(0, length)
        : throw new InvalidOperationException("the parameters are stored as bfloat16, so there is no span of floats: use Read and Write, or NarrowValues.");

    private Span<BFloat16> Narrow(AlignedBuffer segment, int length) => Storage == Storage.BFloat16
        ? new(segment.Pointer, length)
        : throw new InvalidOperationException("the parameters are stored as float32: use Values.");

    private void RequireLength(int index, int length)
    {
        if (length != parameters[index].Length)
            throw new ArgumentException($"'{parameters[index].Name}' has {parameters[index].Length} values, not {length}.");
    }
}
