using System.Collections;
using System.ComponentModel;
using Pico.Memory;

namespace Pico.Models;

/// <summary>
/// The parameters of a model in two flat, 64-byte aligned segments: what is trained, and what is frozen. Gradients and the state
/// of optimizers have the layout of the first alone, so that an optimizer is one loop and cannot touch a frozen parameter.
/// Within a segment parameters start at multiples of 16 floats; the gaps stay zero.
/// </summary>
public sealed unsafe class ParameterSet : IReadOnlyList<ParameterInfo>
{
    private readonly ParameterInfo[] parameters;
    private readonly AlignedBuffer trained;
    private readonly AlignedBuffer frozen;

    /// <summary>Walks a model, allocates its parameters, binds them to their segments and initialises them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">The seed of the initial values.</param>
    public ParameterSet(ILayer model, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        var collector = new Collector();
        model.Visit(string.Empty, collector);
        parameters = new ParameterInfo[collector.Found.Count];
        var (trainedLength, frozenLength) = (0L, 0L);
        for (var i = 0; i < parameters.Length; i++)
        {
            var (name, tensor, isFrozen) = collector.Found[i];
            ref var end = ref isFrozen ? ref frozenLength : ref trainedLength;
            parameters[i] = new ParameterInfo(name, tensor.Shape.ToArray(), checked((int)end), tensor.Size, isFrozen);
            end += (tensor.Size + 15L) / 16 * 16;
        }

        Length = checked((int)trainedLength);
        FrozenLength = checked((int)frozenLength);
        Trained = [.. parameters.Where(parameter => !parameter.IsFrozen)];
        Frozen = [.. parameters.Where(parameter => parameter.IsFrozen)];
        trained = new AlignedBuffer(Math.Max(trainedLength, 16) * sizeof(float));
        frozen = new AlignedBuffer(Math.Max(frozenLength, 16) * sizeof(float));
        for (var i = 0; i < parameters.Length; i++)
        {
            var (name, tensor, isFrozen) = collector.Found[i];
            tensor.Initialize(seed, name, Segment(i));
            tensor.Bind(isFrozen ? frozen : trained, parameters[i].Offset * (long)sizeof(float), isFrozen);
        }
    }

    /// <summary>The number of parameters, each a tensor.</summary>
    public int Count => parameters.Length;

    /// <summary>The floats of the trained segment, gaps included.</summary>
    public int Length { get; }

    /// <summary>The floats of the frozen segment, gaps included.</summary>
    public int FrozenLength { get; }

    /// <summary>The number of trained numbers.</summary>
    public long ElementCount => Trained.Sum(parameter => (long)parameter.Length);

    /// <summary>The bytes of both segments.</summary>
    public long Bytes => trained.Length + frozen.Length;

    /// <summary>The number of frozen numbers.</summary>
    public long FrozenElementCount => Frozen.Sum(parameter => (long)parameter.Length);

    /// <summary>The parameters that are trained, in the order of their declaration.</summary>
    public IReadOnlyList<ParameterInfo> Trained { get; }

    /// <summary>The parameters that are frozen, in the order of their declaration.</summary>
    public IReadOnlyList<ParameterInfo> Frozen { get; }

    /// <summary>All trained values as one flat buffer.</summary>
    public Span<float> Values => trained.AsSpan(0, Length);

    /// <summary>All frozen values as one flat buffer.</summary>
    public Span<float> FrozenValues => frozen.AsSpan(0, FrozenLength);

    /// <summary>A parameter by its position.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    public ParameterInfo this[int index] => parameters[index];

    /// <summary>The values of one parameter.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    public Span<float> Segment(int index) =>
        (parameters[index].IsFrozen ? FrozenValues : Values).Slice(parameters[index].Offset, parameters[index].Length);

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

    /// <summary>The address of a parameter, for generated code.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public float* Pointer(int index) => (parameters[index].IsFrozen ? frozen : trained).Floats + parameters[index].Offset;

    /// <inheritdoc/>
    public IEnumerator<ParameterInfo> GetEnumerator() => ((IEnumerable<ParameterInfo>)parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Collector : IParameterVisitor
    {
        public List<(string Name, Tensor Tensor, bool IsFrozen)> Found { get; } = [];

        public void Parameter(string name, Tensor parameter, bool isFrozen)
        {
            // A tied parameter is one field seen on two paths: it keeps its first name.
            if (!Found.Exists(found => ReferenceEquals(found.Tensor, parameter)))
            {
                Found.Add((name, parameter, isFrozen));
            }
        }
    }
}
