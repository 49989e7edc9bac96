using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// Binds what a constructor of a struct does, in C#'s order: zeros, the properties of a record's parameters, the initializers of fields, the constructor
/// that it calls, its body.
/// </summary>
internal sealed class ConstructorBinder
{
    private readonly BindingSession session;
    private readonly IMethodSymbol method;
    private readonly MethodScope scope;

    public ConstructorBinder(BindingSession session, IMethodSymbol method, MethodScope scope)
    {
        this.session = session;
        this.method = method;
        this.scope = scope;
    }

    /// <returns>Whether everything is in the subset; what is not has been reported.</returns>
    public bool Bind(SyntaxNode syntax, List<StatementSpec> into)
    {
        var made = scope.Receiver!;
        for (var i = 0; i < made.Count; i++)
        {
            var type = made.Struct!.Parts[i].Type;
            into.Add(Assign(type, made.First + i, new ConstantSpec(type, 0, -1)));
        }

        if (syntax is not ConstructorDeclarationSyntax declaration)
        {
            foreach (var parameter in method.Parameters)
            {
                Property(parameter, into);
            }

            return Initializers(into);
        }

        var model = session.ModelOf(syntax);
        if (model.GetOperation(declaration, session.Cancellation) is not IConstructorBodyOperation body)
        {
            session.HasCompilerErrors = true;
            return false;
        }

        var statements = new StatementBinder(session, model, scope);
        return (declaration.Initializer is not null || Initializers(into)) &&
            (body.Initializer is not { } other || declaration.Initializer is null || statements.Bind(new[] { other }, into)) &&
            ((body.BlockBody ?? body.ExpressionBody) is not { } block || statements.Bind(block.Operations, into));
    }

    /// <summary>The property that a record makes of a parameter, unless the user has written it.</summary>
    private void Property(IParameterSymbol parameter, List<StatementSpec> into)
    {
        var isMade = method.ContainingType.IsRecord && method.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
            .Any(property => property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(session.Cancellation) is ParameterSyntax));
        if (isMade && scope.Receiver!.Struct!.Member(method.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().First()) is { } member &&
            scope.Variable(parameter) is { } from)
        {
            for (var i = 0; i < member.Count; i++)
            {
                var type = scope.Receiver.Struct.Parts[member.First + i].Type;
                into.Add(Assign(type, scope.Receiver.First + member.First + i, new SlotSpec(type, from.First + i, -1)));
            }
        }
    }

    private bool Initializers(List<StatementSpec> into)
    {
        foreach (var (member, value) in method.ContainingType.GetMembers().SelectMany(InitialValues))
        {
            var model = session.ModelOf(value);
            if (scope.Receiver!.Struct!.Member(member) is not { } parts || model.GetOperation(value, session.Cancellation) is not ISymbolInitializerOperation { Value: { } operation })
            {
                session.HasCompilerErrors = true;
                return false;
            }

            var expressions = new ExpressionBinder(session, scope);
            var target = new SlotRange(scope.Receiver.First + parts.First, parts.Count, parts.Struct);
            if (expressions.Assigning(target, scope.Receiver.Struct.Parts[parts.First].Type, operation) is not { } assignment)
            {
                return false;
            }

            into.Add(new ExpressionStatementSpec(assignment));
        }

        return true;
    }

    private IEnumerable<(ISymbol Member, EqualsValueClauseSyntax Value)> InitialValues(ISymbol member)
    {
        // That there is none is read there too.
        session.ReadFiles.UnionWith(member.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        return member.IsStatic ? Enumerable.Empty<(ISymbol, EqualsValueClauseSyntax)>() : member.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(session.Cancellation) switch
            {
                VariableDeclaratorSyntax field => field.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            })
            .OfType<EqualsValueClauseSyntax>()
            .Select(value => (member, value));
    }

    private static ExpressionStatementSpec Assign(ScalarType type, int slot, ExpressionSpec value) =>
        new(new AssignmentSpec(type, slot, value, YieldsOldValue: false, -1));
}
