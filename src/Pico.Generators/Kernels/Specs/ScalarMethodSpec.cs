using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// A static method over scalars: its name, parameters and body. <see cref="Id"/> is its documentation comment id, the
/// name under which calls and other assemblies refer to it.
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

/// <summary>A parameter: a scalar, or a uniform struct of scalars (then <see cref="Struct"/> is set and the type is not read).</summary>
internal sealed record ScalarParameterSpec(
    string Name, ScalarType Type, ParameterPassing Passing, bool IsUniform, UniformStructSpec? Struct);

/// <summary>A struct of scalars, by its full name and the members that a kernel may read.</summary>
internal sealed record UniformStructSpec(string TypeName, EquatableArray<UniformFieldSpec> Fields);

internal sealed record UniformFieldSpec(string Name, ScalarType Type);

/// <summary>A method and all that it calls, ready to be lowered: nothing else is needed, whatever assembly it came from.</summary>
internal sealed record ScalarProgramSpec(ScalarMethodSpec Method, EquatableArray<ScalarMethodSpec> Callees);
