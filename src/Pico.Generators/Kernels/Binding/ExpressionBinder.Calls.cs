using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Calls: of methods, and of the operators, properties and constructors that are methods too.</summary>
internal sealed partial class ExpressionBinder
{
    private ExpressionSpec? Call(ScalarType type, IInvocationOperation call)
    {
        if (VoteOf(call.TargetMethod) is { } vote)
        {
            return Bind(call.Arguments[0].Value) is { } condition ? new PollSpec(type, vote, condition, Origin(call)) : null;
        }

        if (IntrinsicName(call.TargetMethod) is not { } intrinsic)
        {
            return Invoke(call, made: call.TargetMethod.MethodKind == MethodKind.Constructor ? scope.Receiver : null);
        }

        var operands = call.Arguments
            .OrderBy(argument => argument.Parameter!.Ordinal)
            .Select(argument => Bind(argument.Value))
            .ToArray();
        return operands.Any(operand => operand is null) ? null
            : new IntrinsicSpec(type, intrinsic, operands.OfType<ExpressionSpec>().ToEquatableArray(), Origin(call));
    }

    /// <summary>Which question to all lanes a method is; null if it is none.</summary>
    private static Vote? VoteOf(IMethodSymbol method) =>
        method.ContainingType is { Name: "Lanes", ContainingNamespace: { Name: "Pico", ContainingNamespace.IsGlobalNamespace: true } } &&
        System.Enum.TryParse<Vote>(method.Name, out var vote) ? vote : null;

    private ExpressionSpec? Invoke(IInvocationOperation call, SlotRange? made) =>
        Invoke(call, call.TargetMethod, call.Instance, call.Arguments.ToDictionary(argument => argument.Parameter!.Ordinal, argument => (IOperation)argument), made);

    /// <param name="at">The expression that calls.</param>
    /// <param name="method">What it calls.</param>
    /// <param name="instance">On what, if that is not static.</param>
    /// <param name="arguments">By the ordinals of the parameters.</param>
    /// <param name="made">Where a struct goes that the method returns or constructs.</param>
    private ExpressionSpec? Invoke(IOperation at, IMethodSymbol method, IOperation? instance, IReadOnlyDictionary<int, IOperation> arguments, SlotRange? made)
    {
        var place = at.Syntax switch
        {
            InvocationExpressionSyntax { Expression: { } callee } => callee.GetLocation(),
            ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
            _ => at.Syntax.GetLocation(),
        };
        if (WhyNot(method) is var (name, why))
        {
            session.Report(KernelDiagnostics.UnsupportedCall, place, name, why);
            return null;
        }

        var passed = new List<ArgumentSpec>();
        var references = new HashSet<int>();
        ExpressionSpec? first = null;
        var isValid = true;
        var parameters = ParameterBinder.BindQuietly(session, method);
        foreach (var parameter in parameters ?? System.Array.Empty<BoundParameter>())
        {
            isValid &= parameter.Kind switch
            {
                BoundKind.Declared => Argument(parameter, arguments[parameter.Symbol!.Ordinal], passed, references),
                BoundKind.Receiver when made is null || method.MethodKind != MethodKind.Constructor => Receiver(parameter, instance!, passed, references, out first),
                _ => Pass(passed, made!),
            };
        }

        if (session.Bind(method, place) is not { } bound || !isValid)
        {
            return null;
        }

        if (parameters is null || !bound.Parameters.Select(parameter => (parameter.Type, parameter.Passing)).SequenceEqual(parameters.SelectMany(parameter => parameter.Parts).Select(part => (part.Type, part.Passing))))
        {
            session.Report(KernelDiagnostics.UnsupportedCall, place, method.Name, "its structs were others when its assembly was built; rebuild that");
            return null;
        }

        var id = (method.PartialImplementationPart ?? method).GetDocumentationCommentId() ?? method.Name;
        var type = method.MethodKind == MethodKind.Constructor ? null : ScalarTypes.Of(method.ReturnType);
        return After(first, new CallSpec(type ?? ScalarType.Bool, id, passed.ToEquatableArray(), Origin(at)));
    }

    private static (string Name, string Why)? WhyNot(IMethodSymbol method)
    {
        var isMember = method.ContainingType.TypeKind == TypeKind.Struct && LaneStruct.Of(method.ContainingType) is not null;
        if (!method.IsStatic && !isMember)
        {
            return (method.Name, "only static methods, and methods of structs that lanes can hold, can be inlined");
        }

        var isKnown = method.MethodKind is MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.Constructor;
        return !isKnown ? (method.Name, "it is not an ordinary method")
            : method.IsGenericMethod || method.ContainingType.IsGenericType ? (method.Name, "generic methods cannot be inlined")
            : method.ContainingNamespace is { Name: "System" } && method.DeclaringSyntaxReferences.Length == 0
                ? (method.ContainingType.Name + "." + method.Name, "it has no SIMD form; docs/diagnostics/PICO2006.md lists the functions that have one")
            : method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute") ? (method.Name, "it is generated, and a generator does not see generated code")
            : null;
    }

    private bool Receiver(BoundParameter parameter, IOperation instance, List<ArgumentSpec> passed, HashSet<int> references, out ExpressionSpec? first)
    {
        first = null;
        var place = Place(instance);
        if (!parameter.IsReference)
        {
            return place is not null && IsVariable(instance) ? Pass(passed, place) : BindStruct(instance) is { } value && Pass(passed, value);
        }

        if (place is not null && !IsReadOnly(instance))
        {
            return Refer(instance, parameter, place, passed, references);
        }

        var copy = scope.AddTemporaries(parameter.Struct!);
        first = Assigning(copy, default, instance);
        return first is not null && Pass(passed, copy);
    }

    private bool Argument(BoundParameter parameter, IOperation argument, List<ArgumentSpec> passed, HashSet<int> references)
    {
        if (argument is IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray })
        {
            return Refuse(argument, "a params array") is not null;
        }

        var value = argument is IArgumentOperation named ? named.Value : argument;
        var place = Place(value);
        if (parameter.IsReference)
        {
            return place is null
                ? Refuse(value, "only locals, parameters and their fields can be passed by reference (declare an out variable beforehand)") is not null
                : Refer(argument, parameter, place, passed, references);
        }

        if (parameter.Parts[0].Span is { } wanted)
        {
            if (Memory(value) is var (memory, element, isWritable) && element == parameter.Parts[0].Element && (isWritable || !wanted.IsWritable))
            {
                passed.Add(new ArgumentSpec(null, memory));
                return true;
            }

            return Refuse(value, "only a span parameter or a local array can be handed on as a span") is not null;
        }

        if (parameter.Parts[0].Passing == ParameterPassing.In && place is not null && IsVariable(value))
        {
            return Pass(passed, place); // what happens to it later, the method sees
        }

        if (parameter.Struct is not null)
        {
            return BindStruct(value) is { } structure && Pass(passed, structure);
        }

        if (Bind(value) is not { } scalar)
        {
            return false;
        }

        passed.Add(new ArgumentSpec(scalar, -1));
        return true;
    }

    private bool Refer(IOperation at, BoundParameter parameter, SlotRange place, List<ArgumentSpec> passed, HashSet<int> references)
    {
        if (references.Overlaps(Enumerable.Range(place.First, place.Count)))
        {
            session.Report(KernelDiagnostics.Passing, at.Syntax.GetLocation(), parameter.Symbol?.Name ?? "this", "the same variable is passed by reference twice");
            return false;
        }

        references.UnionWith(Enumerable.Range(place.First, place.Count));
        return Pass(passed, place);
    }

    private static bool Pass(List<ArgumentSpec> passed, SlotRange place)
    {
        passed.AddRange(Enumerable.Range(place.First, place.Count).Select(slot => new ArgumentSpec(null, slot)));
        return true;
    }

    private static bool Pass(List<ArgumentSpec> passed, StructValue value)
    {
        passed.AddRange(value.Parts.Select((part, i) => new ArgumentSpec(i == 0 ? After(value.First, part) : part, -1)));
        return true;
    }
}
