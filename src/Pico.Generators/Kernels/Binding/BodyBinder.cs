using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds one method: its parameters, what it returns, and through <see cref="StatementBinder"/> its body.</summary>
internal static class BodyBinder
{
    public static ScalarMethodSpec? Bind(BindingSession session, SemanticModel model, IMethodSymbol method, string id, MethodDeclarationSyntax syntax)
    {
        var parameters = ParameterBinder.Bind(session, method);
        ScalarType? returns = null;
        var failed = false;
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

        var scope = new MethodScope();
        for (var i = 0; i < parameters.Value.Count; i++)
        {
            var parameter = parameters.Value[i];
            if (parameter.Span is { } span)
            {
                scope.AddMemory(method.Parameters[i], parameter.Element, span.IsWritable);
            }
            else
            {
                scope.Add(method.Parameters[i]);
            }
        }

        if (model.GetOperation(syntax, session.Cancellation) is not IMethodBodyOperation body ||
            (body.BlockBody ?? body.ExpressionBody) is not { } block)
        {
            session.HasCompilerErrors = true;
            return null;
        }

        var statements = new List<StatementSpec>();
        return new StatementBinder(session, model, scope).Bind(block.Operations, statements)
            ? new ScalarMethodSpec(id, method.Name, parameters.Value, returns, scope.Count, statements.ToEquatableArray())
            : null;
    }
}
