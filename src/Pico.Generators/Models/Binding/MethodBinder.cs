using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Binds a method over tensors, from its syntax.</summary>
internal sealed partial class MethodBinder
{
    private const string OnlyLocals = "only locals can be assigned to; a layer or model keeps no other state than its parameters";

    private readonly DeclarationTable table;
    private readonly IMethodSymbol method;
    private readonly string key;
    private readonly string owner;
    private readonly SourceTable sources;
    private readonly ExpressionBinder expressions;

    public MethodBinder(DeclarationTable table, IMethodSymbol method)
    {
        this.table = table;
        this.method = method;
        key = Marks.Key(method);
        owner = Owner(method);
        sources = new SourceTable(key, owner, table.Log);
        expressions = new ExpressionBinder(table, owner, method.ContainingType, method, sources);
    }

    /// <summary>The declaration that messages about a method belong to: the function itself, or its class.</summary>
    public static string Owner(IMethodSymbol method) =>
        Marks.Has(method, Marks.TensorFunction) ? Marks.Key(method) : Marks.Key(method.ContainingType);

    public MethodSpec? Bind()
    {
        table.Cancellation.ThrowIfCancellationRequested();
        // A property's getter is an arrow or an accessor.
        var syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(table.Cancellation);
        if (syntax is not (MethodDeclarationSyntax or ArrowExpressionClauseSyntax or AccessorDeclarationSyntax))
        {
            table.Log.MarkInvalid(owner);
            return null;
        }

        if (method.IsGenericMethod || method.IsAsync || method.IsVirtual || method.IsOverride || method.IsAbstract)
        {
            return UnsupportedDeclaration("it may not be generic, async, virtual, abstract or an override");
        }

        if (syntax is AccessorDeclarationSyntax { Body: null, ExpressionBody: null })
        {
            return UnsupportedDeclaration("a property of a layer needs a body, such as '=> weight'");
        }

        var constants = ConstantNames();
        var parameters = method.Parameters.Select(BindParameter).ToList();
        ReportUnknownDimensions(parameters, constants);
        var model = table.ModelOf(syntax);
        var body = new List<Statement>();
        switch (model.GetOperation(syntax, table.Cancellation))
        {
            case IMethodBodyOperation { BlockBody: { } block }:
                BindStatements(block.Operations, body);
                break;
            case IMethodBodyOperation { ExpressionBody: { } block }:
                BindStatements(block.Operations, body);
                break;
            case IBlockOperation block:
                BindStatements(block.Operations, body);
                break;
            default:
                table.Log.MarkInvalid(owner);
                break;
        }

        return table.Log.IsInvalid(owner) ? null : new MethodSpec(
            key, Declared.Name, Marks.Has(method, Marks.Loss), Marks.IsTensor(method.ReturnType), parameters.ToEquatableArray(), body.ToEquatableArray(), sources.ToSources());
    }

    /// <summary>The method, or the property whose getter it is.</summary>
    private ISymbol Declared => method.AssociatedSymbol ?? method;

    private MethodSpec? UnsupportedDeclaration(string why)
    {
        table.Log.Report(owner, ModelDiagnostics.UnsupportedDeclaration, Declared.Locations[0], Declared.Name, why);
        return null;
    }

    private HashSet<string> ConstantNames() => method.IsStatic
        ? new HashSet<string>(method.Parameters.Where(parameter => Marks.Number(parameter.Type) == NumberKind.Int).Select(parameter => parameter.Name))
        : new HashSet<string>(
            from constructor in method.ContainingType.InstanceConstructors
            from parameter in constructor.Parameters
            where Marks.Number(parameter.Type) == NumberKind.Int
            select parameter.Name);

    private ParameterSpec BindParameter(IParameterSymbol parameter)
    {
        var isTensor = Marks.IsTensor(parameter.Type);
        if (parameter.Type.TypeKind == TypeKind.Error || parameter.Name.Length == 0)
        {
            table.Log.MarkInvalid(owner);
        }
        else if (!Marks.IsValue(parameter.Type) || parameter.RefKind != RefKind.None)
        {
            table.Log.Report(
                owner, ModelDiagnostics.UnsupportedDeclaration, parameter.Locations[0], parameter.Name,
                "a parameter of a method over tensors must be a Tensor, a number, a layer or a tuple of these, passed by value");
        }

        return new ParameterSpec(parameter.Name, isTensor, BindShape(parameter));
    }

    private ShapeSpec? BindShape(IParameterSymbol parameter) =>
        Marks.Find(parameter, Marks.Shape) is { } data ? BindShape(data, owner, table.Log) : null;

    /// <summary>Reads a <c>[Shape]</c>; what is wrong with it is reported at the attribute.</summary>
    public static ShapeSpec? BindShape(AttributeData data, string owner, BindingLog log)
    {
        if (data.ConstructorArguments.Length != 2 || data.ConstructorArguments[0].Value is not string text ||
            data.ConstructorArguments[1].Value is not int type)
        {
            log.MarkInvalid(owner);
            return null;
        }

        const int int32 = 2; // DType.Int32
        var shape = ShapeParser.Parse(text, type == int32 ? ScalarType.Int32 : ScalarType.Float32, out var problem);
        if (shape is null)
        {
            log.Report(owner, ModelDiagnostics.UnknownDimension, ShapeLocation(data), text, problem!);
        }

        return shape;
    }

    private static Location ShapeLocation(AttributeData data) => data.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax
        ? (syntax.ArgumentList?.Arguments.FirstOrDefault()?.GetLocation() ?? syntax.GetLocation())
        : Location.None;

    private void ReportUnknownDimensions(IReadOnlyList<ParameterSpec> parameters, HashSet<string> constants)
    {
        var shapes = parameters.Where(parameter => parameter.Shape is not null).Select(parameter => parameter.Shape!).ToList();
        foreach (var symbol in ShapeParser.UnknownSymbols(shapes, constants))
        {
            var index = parameters.ToList().FindIndex(parameter => parameter.Shape?.Dimensions.Any(size => size.Symbols.Contains(symbol)) == true);
            var data = Marks.Find(method.Parameters[index], Marks.Shape)!;
            table.Log.Report(
                owner, ModelDiagnostics.UnknownDimension, ShapeLocation(data), data.ConstructorArguments[0].Value ?? string.Empty,
                "uses '" + symbol + "', which is neither an int parameter of the constructor nor a dimension of its own");
        }
    }

    private void BindStatements(IEnumerable<IOperation> operations, List<Statement> into)
    {
        foreach (var operation in operations)
        {
            Bind(operation, into);
        }
    }

    private void Bind(IOperation operation, List<Statement> into)
    {
        switch (operation)
        {
            case IBlockOperation block:
                BindStatements(block.Operations, into);
                break;
            case IReturnOperation { ReturnedValue: { } value }:
                if (expressions.Bind(value) is { } result)
                {
                    into.Add(new Statement.Return(result));
                }

                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                {
                    BindLocal(declarator, into);
                }

                break;
            case IExpressionStatementOperation { Operation: IDeconstructionAssignmentOperation deconstruction }:
                BindDeconstruction(deconstruction, into);
                break;
            case IExpressionStatementOperation { Operation: IAssignmentOperation assignment }:
                BindAssignment(assignment, into);
                break;
            case IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation increment }:
                BindIncrement(increment, into);
                break;
            case IExpressionStatementOperation { Operation: IInvocationOperation call } when expressions.Calls.PrimitiveOf(call.TargetMethod) == PrimitiveKind.Update:
                if (call.Instance is { } buffer && expressions.Bind(buffer) is { } target && expressions.Bind(call.Arguments[0].Value) is { } updated)
                {
                    into.Add(new Statement.Update(target, updated));
                }

                break;
            case IForLoopOperation loop:
                BindFor(loop, into);
                break;
            case IBranchOperation branch:
                BindJump(branch, into);
                break;
            case IConditionalOperation condition:
                BindIf(condition, into);
                break;
            case IForEachLoopOperation loop:
                BindForEach(loop, into);
                break;
            case IEmptyOperation:
                break;
            case IInvalidOperation or IExpressionStatementOperation { Operation: IInvalidOperation }:
                table.Log.MarkInvalid(owner);
                break;
            default:
                Unsupported(operation, Why(operation));
                break;
        }
    }

    private void BindLocal(IVariableDeclaratorOperation declarator, List<Statement> into)
    {
        if (declarator.Symbol.RefKind != RefKind.None)
        {
            Unsupported(declarator, "a local may not be a reference");
        }
        else if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initializer &&
            expressions.Bind(initializer.Value) is { } value)
        {
            into.Add(new Statement.Assign(expressions.NameOf(declarator.Symbol), value));
        }
    }

    private void BindAssignment(IAssignmentOperation assignment, List<Statement> into)
    {
        var name = VariableOf(assignment.Target);
        if (assignment.Target is IInvalidOperation)
        {
            table.Log.MarkInvalid(owner);
        }
        else if (name is null)
        {
            Unsupported(assignment, OnlyLocals);
        }
        else if (expressions.BindAssigned(assignment, name) is { } value)
        {
            into.Add(new Statement.Assign(name, value));
        }
    }

    private void BindForEach(IForEachLoopOperation loop, List<Statement> into)
    {
        var collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true } conversion)
        {
            collection = conversion.Operand;
        }

        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var variable } || !Marks.IsLayers(collection.Type))
        {
            Unsupported(loop, "'foreach' runs over an array of layers, a field of the class");
            return;
        }

        var body = new List<Statement>();
        Bind(loop.Body, body);
        if (expressions.Bind(collection) is { } layers)
        {
            into.Add(new Statement.ForEach(expressions.NameOf(variable), layers, body.ToEquatableArray()));
        }
    }

    private string? VariableOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => expressions.NameOf(local.Local),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } } parameter } => parameter.Name,
        _ => null,
    };

    private void BindIf(IConditionalOperation operation, List<Statement> into)
    {
        var condition = expressions.Bind(operation.Condition);
        var then = new List<Statement>();
        var otherwise = new List<Statement>();
        Bind(operation.WhenTrue, then);
        if (operation.WhenFalse is not null)
        {
            Bind(operation.WhenFalse, otherwise);
        }

        if (condition is not null)
        {
            into.Add(new Statement.If(condition, then.ToEquatableArray(), otherwise.ToEquatableArray()));
        }
    }

    private void Unsupported(IOperation operation, string why) => table.Log.Report(
        owner, ModelDiagnostics.Unsupported, operation.Syntax.GetLocation(), SourceTable.Text(operation.Syntax), why);
}
