using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Binds calls. What a method is, is told by attributes alone: a primitive, a tensor function, a layer's method, or a
/// private helper of the class itself.
/// </summary>
internal sealed class CallBinder
{
    private readonly ExpressionBinder expressions;
    private readonly DeclarationTable table;
    private readonly string owner;
    private readonly INamedTypeSymbol type;
    private readonly SourceTable sources;

    public CallBinder(ExpressionBinder expressions, DeclarationTable table, string owner, INamedTypeSymbol type, SourceTable sources)
    {
        this.expressions = expressions;
        this.table = table;
        this.owner = owner;
        this.type = type;
        this.sources = sources;
    }

    /// <summary>The primitive that a method or operator is, or null.</summary>
    public PrimitiveKind? PrimitiveOf(ISymbol method)
    {
        if (Marks.Find(method, Marks.Primitive) is not { ConstructorArguments: { Length: 1 } arguments })
        {
            return null;
        }

        table.Enter(method);
        return arguments[0].Value is int kind && System.Enum.IsDefined(typeof(PrimitiveKind), kind) ? (PrimitiveKind)kind : null;
    }

    public Expression? BindInvocation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (PrimitiveOf(method) is { } primitive)
        {
            return primitive switch
            {
                PrimitiveKind.Map => BindMap(call),
                PrimitiveKind.Repeat => expressions.Unsupported(call, "layers are made in the initialiser of a field"),
                _ => BindPrimitive(call, primitive),
            };
        }

        var isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
        if (Marks.Has(method, Marks.TensorFunction) && method.IsStatic)
        {
            return BindCall(call, null);
        }

        if (!isOwn && method.IsStatic && Marks.Number(method.ReturnType) is not null)
        {
            return BindNumber(call);
        }

        if (!Marks.IsValue(method.ReturnType))
        {
            return NotCallable(call, "it is not a tensor operation, and returns neither a Tensor, a number nor a tuple of these");
        }

        if (isOwn && (method.IsStatic || call.Instance is IInstanceReferenceOperation))
        {
            return BindCall(call, method.IsStatic ? null : new Expression.This(sources.Add(call.Syntax)));
        }

        if (call.Instance is { } instance && method.ContainingType is { } layer && Marks.Has(layer, Marks.Layer))
        {
            return expressions.Bind(instance) is { } target ? BindCall(call, target) : null;
        }

        return NotCallable(call, "declare its class as a [Layer], or the method as a static [TensorFunction]");
    }

    public Expression? BindNewLayer(IObjectCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol layer || creation.Constructor is null)
        {
            return expressions.Invalid();
        }

        if (!Marks.Has(layer, Marks.Layer))
        {
            NotCallable(creation, layer.Name, "the class is not a [Layer]");
            return null;
        }

        var origin = sources.Add(creation.Syntax);
        if (creation.Initializer is not null)
        {
            return expressions.Unsupported(creation, "a layer may not have an object initialiser");
        }

        return table.Layer(layer, owner, creation.Syntax.GetLocation()) is { } spec && Arguments(creation.Arguments) is { } arguments
            ? new Expression.NewLayer(origin, spec.Key, arguments.ToEquatableArray()) : null;
    }

    /// <summary>Binds <c>Repeat(count, () => new Layer(...))</c>.</summary>
    public Expression? BindRepeat(IInvocationOperation call)
    {
        var origin = sources.Add(call.Syntax);
        var arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value).ToList();
        if (arguments.Count < 2 || arguments[1] is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } ||
            function.Body.Operations.FirstOrDefault() is not IReturnOperation { ReturnedValue: { } made })
        {
            return expressions.Unsupported(call, "the second argument must be '() => new Layer(...)'");
        }

        while (made is IConversionOperation { IsImplicit: true } conversion)
        {
            made = conversion.Operand;
        }

        return made is not IObjectCreationOperation creation ? expressions.Unsupported(made, "an array of layers repeats 'new Layer(...)'")
            : expressions.Bind(arguments[0]) is { } count && BindNewLayer(creation) is Expression.NewLayer layer
            ? new Expression.RepeatLayer(origin, count, layer)
            : null;
    }

    /// <summary>A scalar function of numbers, such as <c>MathF.Sqrt(width)</c>.</summary>
    private Expression? BindNumber(IInvocationOperation call)
    {
        var origin = sources.Add(call.Syntax);
        if (table.Scalar(call.TargetMethod) is not { } key)
        {
            return NotCallable(call, "it is not a scalar function that the compiler can read");
        }

        return Arguments(call.Arguments) is { } arguments ? new Expression.Apply(origin, key, arguments.ToEquatableArray()) : null;
    }

    /// <summary>Binds <c>tokens.Weight</c>: a property of a layer is a method without parameters.</summary>
    public Expression? BindGetter(IPropertyReferenceOperation property, IMethodSymbol getter)
    {
        if (property.Instance is IInstanceReferenceOperation && SymbolEqualityComparer.Default.Equals(getter.ContainingType, type))
        {
            return BindCall(property, getter, new List<Expression>(), new Expression.This(sources.Add(property.Syntax)));
        }

        if (!Marks.Has(getter.ContainingType, Marks.Layer))
        {
            NotCallable(property, property.Property.Name, "declare its class as a [Layer]");
            return null;
        }

        return expressions.Bind(property.Instance!) is { } target ? BindCall(property, getter, new List<Expression>(), target) : null;
    }

    private Expression? BindCall(IInvocationOperation call, Expression? target) =>
        Arguments(call.Arguments) is { } arguments ? BindCall(call, call.TargetMethod, arguments, target) : null;

    private Expression? BindCall(IOperation call, IMethodSymbol method, List<Expression> arguments, Expression? target)
    {
        var origin = sources.Add(call.Syntax);
        if (target is not null and not Expression.This)
        {
            // The layer brings its methods; only those that it shows are there.
            if (table.Layer(method.ContainingType, owner, call.Syntax.GetLocation()) is not { } layer)
            {
                table.Log.MarkInvalid(owner);
                return null;
            }

            var key = Marks.Key(method);
            if (!layer.Methods.Contains(key))
            {
                var broken = table.IsHere(method) && table.Log.IsInvalid(layer.Key);
                if (broken)
                {
                    table.Log.MarkInvalid(owner);
                    return null;
                }

                NotCallable(call, NameOf(method), method.MethodKind == MethodKind.PropertyGet
                    ? "the layer does not show it: it must be public or internal, with a body such as 'public Tensor Weight => weight;'"
                    : "the layer does not show it to other assemblies");
                return null;
            }

            return new Expression.Call(origin, target, key, arguments.ToEquatableArray());
        }

        if (table.Method(method, owner, call.Syntax.GetLocation()) is not { } body)
        {
            table.Log.MarkInvalid(owner);
            return null;
        }

        return new Expression.Call(origin, target, body.Key, arguments.ToEquatableArray());
    }

    private Expression? BindPrimitive(IInvocationOperation call, PrimitiveKind kind)
    {
        var origin = sources.Add(call.Syntax);
        var operands = new List<Expression>();
        if (call.Instance is { } instance)
        {
            if (expressions.Bind(instance) is not { } receiver)
            {
                return null;
            }

            operands.Add(receiver);
        }

        return Arguments(call.Arguments) is { } arguments
            ? new Expression.Primitive(origin, kind, operands.Concat(arguments).ToEquatableArray()) : null;
    }

    private Expression? BindMap(IInvocationOperation call)
    {
        var origin = sources.Add(call.Syntax);
        IMethodSymbol? kernel = null;
        var operands = new List<IOperation>();
        if (call.Instance is not null)
        {
            operands.Add(call.Instance);
        }

        IOperation at = call;
        foreach (var argument in call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal))
        {
            var value = argument.Value;
            if (argument.Parameter?.Type.TypeKind != TypeKind.Delegate)
            {
                operands.Add(value);
                continue;
            }

            at = value;
            if (value is not IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: { IsStatic: true } target } })
            {
                return value is IInvalidOperation ? expressions.Invalid()
                    : expressions.Unsupported(value, "Map takes the name of a static method, such as Map(Gelu)");
            }

            kernel = target;
        }

        kernel ??= KernelOf(call.TargetMethod, operands.Count);
        if (kernel is null)
        {
            return NotCallable(call, "there is no kernel of this name beside it");
        }

        if (at == call && table.IsHere(call.TargetMethod))
        {
            return NotCallable(call, "inside the project that declares the kernel, write 'x.Map(" + kernel.Name + ")' (this overload is itself generated)");
        }

        if (!Marks.Has(kernel, Marks.Differentiable) && kernel.ContainingType is not { Name: "Math" or "MathF", ContainingNamespace.Name: "System" })
        {
            table.Log.Report(
                owner, ModelDiagnostics.NoDerivative, at.Syntax.GetLocation(), kernel.Name,
                "a function that a model maps is declared [Kernel, Differentiable]");
            return null;
        }

        if (expressions.BindAll(operands) is not { } arguments)
        {
            return null;
        }

        if (table.Scalar(kernel) is not { } key)
        {
            table.Log.Report(
                owner, ModelDiagnostics.NotALayerOrOperation, at.Syntax.GetLocation(), kernel.Name,
                "it is not a scalar function the compiler can read; declare it as [Kernel, Differentiable]");
            return null;
        }

        return new Expression.Map(origin, key, arguments.ToEquatableArray());
    }

    /// <summary>The scalar kernel behind a generated overload over tensors.</summary>
    private static IMethodSymbol? KernelOf(IMethodSymbol overload, int count) => overload.ContainingType.GetMembers(overload.Name)
        .OfType<IMethodSymbol>()
        .FirstOrDefault(method => method.IsStatic && method.Parameters.Length == count && Marks.Has(method, Marks.Kernel));

    /// <summary>The arguments in the order of the parameters, defaults filled in.</summary>
    private List<Expression>? Arguments(IEnumerable<IArgumentOperation> arguments) =>
        expressions.BindAll(arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value));

    private Expression? NotCallable(IInvocationOperation call, string why)
    {
        NotCallable(call, call.TargetMethod.Name, why);
        return null;
    }

    private static string NameOf(IMethodSymbol method) => (method.AssociatedSymbol ?? method).Name;

    private void NotCallable(IOperation operation, string name, string why) => table.Log.Report(
        owner, ModelDiagnostics.NotALayerOrOperation, operation.Syntax.GetLocation(), name, why);
}
