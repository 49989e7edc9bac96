using System.Collections;
using System.ComponentModel;
using Pico.Memory;

namespace Pico.Models;

/// <summary>
/// The parameters of a model: ordered segments of one flat, 64-byte aligned buffer, so that an optimizer is one loop and a
/// checkpoint one write. Segments start at multiples of 16 floats; the gaps stay zero.
/// </summary>
public sealed unsafe class ParameterSet : IReadOnlyList<ParameterInfo>
{
    private readonly ParameterInfo[] parameters;
    private readonly AlignedBuffer values;

    /// <summary>Walks a model, allocates its parameters, binds them to their segments and initialises them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">The seed of the initial values.</param>
    public ParameterSet(ILayer model, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        var collector = new Collector();
        model.Visit(string.Empty, collector);
        parameters = new ParameterInfo[collector.Found.Count];
        long offset = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var (name, tensor) = collector.Found[i];
            parameters[i] = new ParameterInfo(name, tensor.Shape.ToArray(), checked((int)offset), tensor.Size);
            offset += (tensor.Size + 15L) / 16 * 16;
        }

        Length = checked((int)offset);
        values = new AlignedBuffer(Math.Max(offset, 16) * sizeof(float));
        for (var i = 0; i < parameters.Length; i++)
        {
            var (name, tensor) = collector.Found[i];
            tensor.Initialize(seed, name, Segment(i));
            tensor.Bind(values, parameters[i].Offset * (long)sizeof(float));
        }
    }

    /// <summary>The number of parameters, each a tensor.</summary>
    public int Count => parameters.Length;

    /// <summary>The floats of the flat buffer, gaps included.</summary>
    public int Length { get; }

    /// <summary>The number of trained numbers.</summary>
    public long ElementCount => parameters.Sum(parameter => (long)parameter.Length);

    /// <summary>All values as one flat buffer.</summary>
    public Span<float> Values => values.AsSpan(0, Length);

    /// <summary>A parameter by its position.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    public ParameterInfo this[int index] => parameters[index];

    /// <summary>The values of one parameter.</summary>
    /// <param name="index">The position, in the order of declaration.</param>
    public Span<float> Segment(int index) => Values.Slice(parameters[index].Offset, parameters[index].Length);

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
    public float* Pointer(int index) => values.Floats + parameters[index].Offset;

    /// <inheritdoc/>
    public IEnumerator<ParameterInfo> GetEnumerator() => ((IEnumerable<ParameterInfo>)parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Collector : IParameterVisitor
    {
        public List<(string Name, Tensor Tensor)> Found { get; } = [];

        public void Parameter(string name, Tensor parameter)
        {
            // A tied parameter is one field seen on two paths: it keeps its first name.
            if (!Found.Exists(found => ReferenceEquals(found.Tensor, parameter)))
            {
                Found.Add((name, parameter));
            }
        }
    }
}
