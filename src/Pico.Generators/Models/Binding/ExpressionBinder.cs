using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Binds the expressions of one body or of the initialisers of one class. Default-deny: what is not listed here is
/// reported. Null means that there is no expression, which has then been reported here or by the C# compiler.
/// </summary>
internal sealed partial class ExpressionBinder
{
    private readonly DeclarationTable table;
    private readonly string owner;
    private readonly INamedTypeSymbol type;
    private readonly IMethodSymbol? method;
    private readonly SourceTable sources;
    private readonly CallBinder calls;
    private readonly LocalNames locals = new();

    public ExpressionBinder(DeclarationTable table, string owner, INamedTypeSymbol type, IMethodSymbol? method, SourceTable sources)
    {
        this.table = table;
        this.owner = owner;
        this.type = type;
        this.method = method;
        this.sources = sources;
        calls = new CallBinder(this, table, owner, type, sources);
    }

    /// <summary>What binds calls.</summary>
    public CallBinder Calls => calls;

    /// <summary>The name that a local has in the body.</summary>
    public string NameOf(ILocalSymbol local) => locals.Of(local);

    /// <summary>Binds the value that an assignment gives to a local.</summary>
    public Expression? BindAssigned(IAssignmentOperation assignment, string name)
    {
        if (assignment is ISimpleAssignmentOperation { IsRef: false })
        {
            return Bind(assignment.Value);
        }

        if (assignment is not ICompoundAssignmentOperation compound)
        {
            return Unsupported(assignment, "this kind of assignment is not supported");
        }

        var origin = sources.Add(compound.Syntax);
        var left = new Expression.Variable(origin, name);
        return Bind(compound.Value) is { } right
            ? BindOperator(compound, compound.OperatorMethod, compound.OperatorKind, compound.Target.Type, origin, left, right) : null;
    }

    public Expression? Bind(IOperation operation)
    {
        table.Cancellation.ThrowIfCancellationRequested();
        operation = Strip(operation);
        if (operation.ConstantValue is { HasValue: true } constant)
        {
            return BindConstant(operation, constant.Value);
        }

        switch (operation)
        {
            case ILocalReferenceOperation local:
                return new Expression.Variable(sources.Add(local.Syntax), locals.Of(local.Local));
            case IParameterReferenceOperation parameter:
                return BindParameter(parameter);
            case IFieldReferenceOperation field:
                return BindField(field);
            case IInstanceReferenceOperation self:
                return new Expression.This(sources.Add(self.Syntax));
            case IConversionOperation conversion:
                return BindConversion(conversion);
            case IUnaryOperation unary:
                return BindUnary(unary);
            case IBinaryOperation binary:
                return BindBinary(binary);
            case IIsPatternOperation pattern:
                return BindPattern(pattern);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                var origin = sources.Add(conditional.Syntax);
                return Bind(conditional.Condition) is { } condition && Bind(conditional.WhenTrue) is { } yes && Bind(whenFalse) is { } no
                    ? new Expression.Conditional(origin, condition, yes, no) : null;
            case ICollectionExpressionOperation list:
                return BindSizes(list, list.Elements);
            case IArrayCreationOperation { Initializer: { } items } array when array.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 }:
                return BindSizes(array, items.ElementValues);
            case IInvocationOperation invocation:
                return calls.BindInvocation(invocation);
            case ITupleOperation tuple:
                return BindAll(tuple.Elements) is { } parts ? new Expression.Tuple(sources.Add(tuple.Syntax), parts.ToEquatableArray()) : null;
            case IPropertyReferenceOperation property:
                return BindProperty(property);
            case IImplicitIndexerReferenceOperation indexer:
                return BindItem(indexer, indexer.Instance, indexer.Argument);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element when Marks.IsLayers(element.ArrayReference.Type):
                return BindItem(element, element.ArrayReference, element.Indices[0]);
            case IInvalidOperation:
                return Invalid();
            case { Type.TypeKind: TypeKind.Error }:
                return Invalid();
            default:
                return Unsupported(operation, Why(operation));
        }
    }

    /// <summary>Binds several; null when one of them cannot be bound.</summary>
    public List<Expression>? BindAll(IEnumerable<IOperation> operations)
    {
        var all = operations.ToList();
        var bound = all.Select(Bind).OfType<Expression>().ToList();
        return bound.Count == all.Count ? bound : null;
    }

    public Expression? Unsupported(IOperation operation, string why)
    {
        table.Log.Report(owner, ModelDiagnostics.Unsupported, operation.Syntax.GetLocation(), SourceTable.Text(operation.Syntax), why);
        return null;
    }

    public Expression? Invalid()
    {
        table.Log.MarkInvalid(owner);
        return null;
    }

    private static IOperation Strip(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IConversionOperation { OperatorMethod: null } conversion when !conversion.Conversion.IsNumeric && conversion.Operand.Type?.TypeKind != TypeKind.Error &&
                    conversion.Operand is not IInvalidOperation:
                    operation = conversion.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    private Expression? BindConstant(IOperation operation, object? value)
    {
        if (value is null)
        {
            return new Expression.Null(sources.Add(operation.Syntax));
        }

        return Marks.Number(operation.Type) is { } kind && Marks.Value(value) is { } number
            ? new Expression.Number(sources.Add(operation.Syntax), kind, number)
            : Unsupported(operation, "constants are int, float, double or bool");
    }

    private Expression? BindParameter(IParameterReferenceOperation operation)
    {
        var parameter = operation.Parameter;
        var origin = sources.Add(operation.Syntax);
        if (SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method))
        {
            return new Expression.Variable(origin, parameter.Name);
        }

        return parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor &&
            SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type)
            ? new Expression.ConstructorParameter(origin, parameter.Name)
            : Unsupported(operation, "only parameters of the method and of the class's constructor are known here");
    }

    /// <summary>Why an expression that C# has is not part of a body.</summary>
    private static string Why(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation => "a body holds no functions; Map takes the name of a static method",
        IAssignmentOperation or IIncrementOrDecrementOperation => "an assignment must be a statement of its own",
        ISwitchExpressionOperation => "write '?:' over what construction knows",
        IArrayElementReferenceOperation or IRangeOperation => "only arrays of layers and shapes are indexed; of a tensor use Slice, Pick or an op that gathers",
        ICoalesceOperation or IConditionalAccessOperation => "write '?:' with 'is null' instead",
        IInterpolatedStringOperation or ILiteralOperation { Type.SpecialType: SpecialType.System_String } => "text has no meaning here",
        IObjectCreationOperation or IArrayCreationOperation => "layers and tensors are made by the fields of the class, not in a body",
        IAwaitOperation => "a body waits for nothing",
        IThrowOperation => "a compiled body does not throw; what must hold of sizes is said by [Shape]",
        _ => "a body may use tensors, numbers, operators, '?:' over constants, and calls of layers and tensor operations",
    };

    private Expression? BindSizes(IOperation operation, IEnumerable<IOperation> elements) =>
        BindAll(elements) is { } items ? new Expression.Sizes(sources.Add(operation.Syntax), items.ToEquatableArray()) : null;
}
