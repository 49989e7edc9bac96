using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// A method over scalars: its name, parameters and body. <see cref="Id"/> is its documentation comment id, the
/// name under which calls and other assemblies refer to it. Specs know no structs: a struct is a parameter, or a slot, for each of its
/// scalars, and one that is returned is <c>out</c> parameters.
/// </summary>
internal sealed record ScalarMethodSpec(
    string Id,
    string Name,
    EquatableArray<ScalarParameterSpec> Parameters,
    ScalarType? Returns,
    int SlotCount,
    EquatableArray<StatementSpec> Body);

internal enum ParameterPassing
{
    Value,
    In,
    Ref,
    Out,
}

/// <summary>
/// A parameter: a scalar, or a span (then <see cref="Span"/> is set). A scalar can be narrower in memory than as a lane (<see cref="Element"/>).
/// </summary>
internal sealed record ScalarParameterSpec(string Name, ScalarType Type, ParameterPassing Passing, bool IsUniform)
{
    /// <summary>What it holds in memory.</summary>
    public MemoryElement Element { get; init; } = Type.Memory();

    /// <summary>Set for a span: whether it can be written.</summary>
    public SpanSpec? Span { get; init; }

    /// <summary>Whether it is the number of the element, which the span form does not take.</summary>
    public bool IsElementIndex { get; init; }

    /// <summary>Whether it is the number of the lane; then <see cref="IsElementIndex"/> holds too.</summary>
    public bool IsLaneIndex { get; init; }

    /// <summary>Whether its slot holds a scalar.</summary>
    public bool IsScalar => Span is null;
}

/// <summary>A <c>Span</c> or, where it cannot be written, a <c>ReadOnlySpan</c>.</summary>
internal sealed record SpanSpec(bool IsWritable)
{
    /// <summary>Whether it is marked <c>[Uniform]</c>, so that there is no derivative with respect to it; of the outermost method only.</summary>
    public bool IsUniform { get; init; }
}

/// <summary>A method and all that it calls, ready to be lowered: nothing else is needed, whatever assembly it came from.</summary>
internal sealed record ScalarProgramSpec(ScalarMethodSpec Method, EquatableArray<ScalarMethodSpec> Callees);
