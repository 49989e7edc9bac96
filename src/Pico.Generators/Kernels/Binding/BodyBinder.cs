using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds one method: its parameters, what it returns, and through <see cref="StatementBinder"/> its body.</summary>
internal static class BodyBinder
{
    public static ScalarMethodSpec? Bind(BindingSession session, IMethodSymbol method, string id, SyntaxNode syntax)
    {
        if (ParameterBinder.Bind(session, method) is not { } parameters)
        {
            return null;
        }

        var scope = new MethodScope();
        foreach (var parameter in parameters)
        {
            AddTo(scope, parameter);
        }

        var statements = new List<StatementSpec>();
        var model = session.ModelOf(syntax);
        var isBound = method.MethodKind == MethodKind.Constructor
            ? new ConstructorBinder(session, method, scope).Bind(syntax, statements)
            : Body(session, model, syntax) is { } body && new StatementBinder(session, model, scope).Bind(body, statements);
        var returns = method.MethodKind == MethodKind.Constructor || method.ReturnsVoid ? null : ScalarTypes.Of(method.ReturnType);
        return isBound
            ? new ScalarMethodSpec(id, method.Name, parameters.SelectMany(parameter => parameter.Parts).ToEquatableArray(), returns, scope.Count, statements.ToEquatableArray())
            : null;
    }

    /// <summary>The statements between the braces, or the one behind the arrow.</summary>
    public static IEnumerable<IOperation>? Body(BindingSession session, SemanticModel model, SyntaxNode syntax)
    {
        var block = model.GetOperation(syntax, session.Cancellation) switch
        {
            IMethodBodyBaseOperation body => body.BlockBody ?? body.ExpressionBody,
            IBlockOperation arrow => arrow, // of a property that is an expression
            _ => null,
        };
        session.HasCompilerErrors |= block is null;
        return block?.Operations;
    }

    private static void AddTo(MethodScope scope, BoundParameter parameter)
    {
        if (parameter.Kind == BoundKind.Receiver)
        {
            scope.AddReceiver(parameter.Struct!, parameter.Parts[0].Passing);
        }
        else if (parameter.Kind == BoundKind.Result)
        {
            scope.AddResult(parameter.Struct!);
        }
        else if (parameter.Struct is { } structure)
        {
            scope.Add(parameter.Symbol!, structure);
        }
        else if (parameter.Parts[0].Span is { } span)
        {
            scope.AddMemory(parameter.Symbol!, parameter.Parts[0].Element, span.IsWritable);
        }
        else
        {
            scope.Add(parameter.Symbol!);
        }
    }
}
