using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>How a parameter of a kernel meets memory.</summary>
internal enum LaneDirection
{
    /// <summary>A stream that is read.</summary>
    In,

    /// <summary>A stream that is read and written (<c>ref</c>).</summary>
    InOut,

    /// <summary>A stream that is written (<c>out</c>).</summary>
    Out,

    /// <summary>One value for all lanes.</summary>
    Uniform,

    /// <summary>A span that all elements read by index.</summary>
    Memory,

    /// <summary>A span that all elements read and write by index.</summary>
    WritableMemory,

    /// <summary>The number of the element; the span form counts it itself.</summary>
    ElementIndex,

    /// <summary>Room for what a gradient saves, from the span form itself.</summary>
    Scratch,

    /// <summary>A span to which the gradient of shared memory is added. The loop gets room for sixteen sums of each element in its place.</summary>
    SharedGradient,
}

/// <summary>
/// A parameter of the span form. Of a struct that differs from element to element each scalar is a stream of its own; of a uniform one
/// <see cref="StructType"/> is the C# name and <see cref="Fields"/> what is read of it.
/// </summary>
internal sealed record LaneParameter(
    string Name,
    ScalarType Type,
    LaneDirection Direction,
    bool IsIn = false,
    string? StructType = null,
    EquatableArray<LaneField> Fields = default)
{
    /// <summary>What it is in memory.</summary>
    public MemoryElement Element { get; init; } = Type.Memory();

    /// <summary>Of an index, whether it is that of the lane.</summary>
    public bool IsLaneIndex { get; init; }

    /// <summary>Of a shared gradient, the span to which it belongs.</summary>
    public string? GradientOf { get; init; }

    /// <summary>Of what is provided, the number of its memory in the program.</summary>
    public int Memory { get; init; } = -1;

    /// <summary>Whether it is a span marked <c>[Uniform]</c>.</summary>
    public bool IsUniformSpan { get; init; }

    /// <summary>Whether there are derivatives with respect to it.</summary>
    public bool HasDerivative => Type.IsFloat() && (IsStream || (IsMemory && !IsUniformSpan));

    public bool IsStream => Direction is LaneDirection.In or LaneDirection.InOut or LaneDirection.Out;

    public bool IsRead => Direction != LaneDirection.Out && !IsProvided;

    public bool IsMemory => Direction is LaneDirection.Memory or LaneDirection.WritableMemory || IsProvided;

    /// <summary>Whether the loop gets room from the span form itself, of each lane's own.</summary>
    public bool IsProvided => Direction is LaneDirection.Scratch or LaneDirection.SharedGradient;

    public bool IsWritten => Direction is LaneDirection.InOut or LaneDirection.Out or LaneDirection.WritableMemory or LaneDirection.SharedGradient;

    public string Identifier => NameScope.Identifier(Name);

    /// <summary>The name in the loop over lanes.</summary>
    public string LoopIdentifier => NameScope.Local(Name);

    /// <summary>The type in a scalar signature.</summary>
    public string ScalarTypeName => StructType ?? (IsMemory ? SpanTypeName : Element.Keyword());

    /// <summary>The span of a stream, or of memory.</summary>
    public string SpanTypeName => (IsWritten ? "Span<" : "ReadOnlySpan<") + Element.Keyword() + ">";

    /// <summary>The declaration in a scalar signature.</summary>
    public string ScalarDeclaration => Direction switch
    {
        LaneDirection.InOut => "ref ",
        LaneDirection.Out => "out ",
        _ => IsIn ? "in " : "",
    } + ScalarTypeName + " " + Identifier;
}

/// <summary>A scalar in a struct, by the path that leads to it.</summary>
internal sealed record LaneField(string Name, ScalarType Type);

/// <summary>
/// A parameter of the scalar method itself; those of the span form that stand for it begin with <see cref="First"/>. A struct has a
/// <see cref="Layout"/> if that is known.
/// </summary>
internal sealed record MethodParameter(string Name, string Modifier, string TypeName, int First, bool IsStruct, EquatableArray<StructScalar> Layout);

/// <summary>A scalar of a struct in memory: how it is named, what it is and at which byte it begins.</summary>
internal sealed record StructScalar(string Path, MemoryElement Element, int Offset);

/// <summary>What a kernel looks like from outside.</summary>
internal sealed record KernelSignature(
    string Name,
    string Id,
    string Accessibility,
    EquatableArray<LaneParameter> Parameters,
    ScalarType? Returns,
    bool IsKernel,
    KernelReduction Reduction,
    bool IsDifferentiable,
    bool IsRegisterable,
    bool WantsTensorForm)
{
    /// <summary>Whether products with the Hessian are asked for.</summary>
    public bool WantsHessian { get; init; }

    /// <summary>The parameters as the user declared them.</summary>
    public EquatableArray<MethodParameter> Declared { get; init; }

    /// <summary>The struct that the method returns; then the last parameters stand for it.</summary>
    public MethodParameter? ReturnsStruct { get; init; }

    /// <summary>What it returns, in memory.</summary>
    public MemoryElement ReturnsElement { get; init; } = Returns?.Memory() ?? MemoryElement.Float32;

    /// <summary>Whether there is a form for several threads.</summary>
    public bool IsParallel { get; init; }

    /// <summary>Whether the span form has a gradient too.</summary>
    public bool HasGradientInLanes => IsKernel && IsDifferentiable && Reduction is KernelReduction.None or KernelReduction.Sum;

    /// <summary>The name as C# writes it.</summary>
    public string Identifier => NameScope.Identifier(Name);

    /// <summary>One or two float values to one: what a tensor can be mapped with.</summary>
    public bool IsMap => Returns == ScalarType.Float32 && Parameters.Count is 1 or 2 && Declared.All(parameter => !parameter.IsStruct) &&
        Parameters.All(parameter => parameter is { Type: ScalarType.Float32, Direction: LaneDirection.In, StructType: null });

    /// <summary>The parameters as arguments.</summary>
    public IEnumerable<string> Arguments => Parameters.Select(parameter => (parameter.IsIn ? "in " : "") + parameter.Identifier);

    /// <summary>What the inputs of the method's program, or of one made of it, are called in C#; inputs that follow are not among them.</summary>
    public Dictionary<int, string> InputsOf(KernelProgram program) => Parameters
        .SelectMany(parameter => parameter.IsMemory ? new[] { parameter.Identifier + ".Length" }
            : parameter.StructType is null ? new[] { parameter.Identifier }
            : parameter.Fields.Select(field => parameter.Identifier + "." + field.Name))
        .Select((text, i) => (text, i))
        .ToDictionary(pair => program.Inputs[pair.i].Variable, pair => pair.text);

    /// <summary>The method for a cref, which writes type arguments in braces.</summary>
    public string Cref => Reference.Replace('<', '{').Replace('>', '}');

    /// <summary>The method as a reader knows it.</summary>
    public string Reference => Identifier + "(" + string.Join(", ", Declared.Select(parameter => parameter.Modifier + parameter.TypeName)) + ")";
}

/// <summary>The type a kernel stands in, outermost first: headers such as <c>partial class Ops</c>.</summary>
internal sealed record KernelContainer(string Namespace, EquatableArray<string> Headers, string Name, string HintName);

/// <summary>
/// A kernel ready to be written. <see cref="Function"/> is what it computes where that is straight-line code; otherwise, or where lanes
/// had better part, <see cref="Program"/> is. Both are null where the user's code is not valid (then only signatures are written).
/// </summary>
internal sealed record KernelPlan(
    KernelSignature Signature, ScalarFunction? Function, LaneProgram? Program, ScalarFunction? Gradient, ScalarFunction? Twin, string? Payload, EquatableArray<HelperPayload> Helpers)
{
    public bool IsValid => Function is not null || Program is not null || ProgramGradient is not null;

    /// <summary>The double twin near a point, where derivatives are given in the method (<c>LinearizeGiven</c>).</summary>
    public ScalarFunction? GivenTwin { get; init; }

    /// <summary>The gradient of a method that is not one function: both sweeps as programs.</summary>
    public ProgramGradient? ProgramGradient { get; init; }

    /// <summary>The gradient of a kernel that is not one function, for sixteen elements.</summary>
    public LaneGradient? LaneGradient { get; init; }

    /// <summary>The value with its tangent.</summary>
    public ProgramTangent? Tangent { get; init; }

    /// <summary>Products with the Hessian, if they are asked for.</summary>
    public HessianProduct? HessianProduct { get; init; }
}

/// <summary>The serialised body of a method that other assemblies may inline.</summary>
internal sealed record HelperPayload(string Id, string Payload);

/// <summary>What the compilation that receives the code offers.</summary>
internal sealed record KernelTarget(bool AllowsUnsafe, bool HasTwins, bool HasTensorMap)
{
    /// <summary>Whether it asks for its kernels to be registered.</summary>
    public bool RegistersKernels { get; init; }
}
