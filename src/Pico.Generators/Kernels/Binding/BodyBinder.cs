using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds the parameters and statements of one method. What is not listed here is refused.</summary>
internal sealed class BodyBinder
{
    private readonly BindingSession session;
    private readonly SemanticModel model;
    private readonly Dictionary<ISymbol, int> slots = new(SymbolEqualityComparer.Default);
    private readonly ExpressionBinder expressions;
    private bool failed;

    public BodyBinder(BindingSession session, SemanticModel model)
    {
        this.session = session;
        this.model = model;
        expressions = new ExpressionBinder(session, slots);
    }

    public ScalarMethodSpec? Bind(IMethodSymbol method, string id, MethodDeclarationSyntax syntax)
    {
        var parameters = ParameterBinder.Bind(session, method);
        ScalarType? returns = null;
        if (!method.ReturnsVoid)
        {
            returns = ScalarTypes.Of(method.ReturnType);
            if (returns is null || method.ReturnsByRef || method.ReturnsByRefReadonly)
            {
                failed = true;
                if (method.ReturnType.TypeKind != TypeKind.Error)
                {
                    session.Report(KernelDiagnostics.UnsupportedType, syntax.ReturnType.GetLocation(),
                        syntax.ReturnType.ToString(), ScalarTypes.WhyNot(method.ReturnType));
                }
            }
        }

        if (parameters is null || failed)
        {
            return null;
        }

        foreach (var parameter in method.Parameters)
        {
            slots.Add(parameter, slots.Count);
        }

        var statements = new List<StatementSpec>();
        if (model.GetOperation(syntax, session.Cancellation) is IMethodBodyOperation body &&
            (body.BlockBody ?? body.ExpressionBody) is { } block)
        {
            Statements(block.Operations, statements, isLast: true);
        }
        else
        {
            session.HasCompilerErrors = true;
            return null;
        }

        if (returns is not null && !failed && !EndsWithReturn(statements))
        {
            session.HasCompilerErrors = true; // "not all code paths return a value"
            return null;
        }

        return failed ? null : new ScalarMethodSpec(
            id, method.Name, parameters.Value, returns, slots.Count, statements.ToEquatableArray());
    }

    private static bool EndsWithReturn(IReadOnlyList<StatementSpec> statements) => statements.Count > 0 && statements[statements.Count - 1] switch
    {
        ReturnSpec { Value: not null } => true,
        BlockSpec block => EndsWithReturn(block.Statements),
        _ => false,
    };

    private void Statements(IEnumerable<IOperation> operations, List<StatementSpec> into, bool isLast)
    {
        var list = operations.ToList();
        for (var i = 0; i < list.Count; i++)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (list[i].Kind != OperationKind.Empty)
            {
                Statement(list[i], into, isLast && i == list.Count - 1);
            }
        }
    }

    private void Statement(IOperation operation, List<StatementSpec> into, bool isLast)
    {
        switch (operation)
        {
            case IVariableDeclarationGroupOperation group:
                foreach (var declaration in group.Declarations)
                {
                    Locals(declaration, into);
                }

                break;

            case IExpressionStatementOperation statement:
                Add(into, expressions.Bind(statement.Operation, isStatement: true), value => new ExpressionStatementSpec(value!));
                break;

            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: null }:
            case IReturnOperation { Kind: OperationKind.Return } when isLast:
                if (!isLast)
                {
                    goto default;
                }

                var returned = ((IReturnOperation)operation).ReturnedValue;
                if (returned is null)
                {
                    into.Add(new ReturnSpec(null));
                }
                else
                {
                    Add(into, expressions.Bind(returned), value => new ReturnSpec(value));
                }

                break;

            case IBlockOperation block when block.Syntax is BlockSyntax or ArrowExpressionClauseSyntax:
                var inner = new List<StatementSpec>();
                Statements(block.Operations, inner, isLast);
                into.Add(new BlockSpec(inner.ToEquatableArray()));
                break;

            case IInvalidOperation:
                session.HasCompilerErrors = failed = true;
                break;

            default:
                failed = true;
                session.Report(KernelDiagnostics.UnsupportedStatement, Where(operation), StatementNames.Of(operation));
                break;
        }
    }

    private void Locals(IVariableDeclarationOperation declaration, List<StatementSpec> into)
    {
        foreach (var declarator in declaration.Declarators)
        {
            var symbol = declarator.Symbol;
            if (ScalarTypes.Of(symbol.Type) is not { } type || symbol.RefKind != RefKind.None)
            {
                failed = true;
                if (symbol.Type.TypeKind == TypeKind.Error)
                {
                    session.HasCompilerErrors = true;
                }
                else
                {
                    var place = declarator.Syntax.Parent is VariableDeclarationSyntax variables ? variables.Type.GetLocation() : declarator.Syntax.GetLocation();
                    session.Report(KernelDiagnostics.UnsupportedType, place,
                        symbol.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                        symbol.RefKind != RefKind.None ? "a local cannot be a reference" : ScalarTypes.WhyNot(symbol.Type));
                }

                continue;
            }

            if (symbol.IsConst)
            {
                continue; // its uses are constants
            }

            var slot = slots.Count;
            slots.Add(symbol, slot);
            var initializer = declarator.Initializer ?? declaration.Initializer;
            if (initializer is null)
            {
                into.Add(new LocalSpec(slot, symbol.Name, type, null));
            }
            else
            {
                Add(into, expressions.Bind(initializer.Value), value => new LocalSpec(slot, symbol.Name, type, value));
            }
        }
    }

    private void Add(List<StatementSpec> into, ExpressionSpec? expression, System.Func<ExpressionSpec?, StatementSpec> statement)
    {
        if (expression is null)
        {
            failed = true;
        }
        else
        {
            into.Add(statement(expression));
        }
    }

    /// <summary>The keyword of a compound statement stands for it: a squiggle under a whole loop body helps nobody.</summary>
    private static Location Where(IOperation operation) =>
        operation.Syntax is BlockSyntax or ExpressionSyntax ? operation.Syntax.GetLocation() : operation.Syntax.GetFirstToken().GetLocation();
}
