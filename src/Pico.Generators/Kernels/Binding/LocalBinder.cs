using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds the declarations of locals: scalars, and arrays on the stack.</summary>
internal sealed class LocalBinder
{
    private readonly BindingSession session;
    private readonly SemanticModel model;
    private readonly MethodScope scope;
    private readonly ExpressionBinder expressions;

    public LocalBinder(BindingSession session, SemanticModel model, MethodScope scope, ExpressionBinder expressions)
    {
        this.session = session;
        this.model = model;
        this.scope = scope;
        this.expressions = expressions;
    }

    /// <returns>Whether the declaration is in the subset; if not, that has been reported.</returns>
    public bool Bind(IVariableDeclarationOperation declaration, List<StatementSpec> into)
    {
        var isValid = true;
        foreach (var declarator in declaration.Declarators)
        {
            isValid &= Bind(declarator, (declarator.Initializer ?? declaration.Initializer)?.Value, into);
        }

        return isValid;
    }

    private bool Bind(IVariableDeclaratorOperation declarator, IOperation? initial, List<StatementSpec> into)
    {
        var symbol = declarator.Symbol;
        if (ScalarTypes.Span(symbol.Type) is { } span && symbol.RefKind == RefKind.None && StackAllocation(initial) is { } allocation)
        {
            return Array(symbol, span.Element, allocation, into);
        }

        if (LaneStruct.Of(symbol.Type) is { IsComplete: true } structure && symbol.RefKind == RefKind.None)
        {
            return Struct(symbol, structure, initial, into);
        }

        if (ScalarTypes.Of(symbol.Type) is not { } type || symbol.RefKind != RefKind.None)
        {
            return RefuseType(declarator, symbol);
        }

        if (symbol.IsConst)
        {
            return true; // its uses are constants
        }

        var slot = scope.Add(symbol);
        if (initial is null)
        {
            into.Add(new LocalSpec(slot, symbol.Name, type, null));
            return true;
        }

        if (expressions.Bind(initial) is not { } value)
        {
            return false;
        }

        into.Add(new LocalSpec(slot, symbol.Name, type, value));
        return true;
    }

    /// <summary>A local for each scalar.</summary>
    private bool Struct(ILocalSymbol symbol, LaneStruct structure, IOperation? initial, List<StatementSpec> into)
    {
        var range = scope.Add(symbol, structure);
        var value = initial is null ? null : expressions.BindStruct(initial);
        if (value?.First is { } first)
        {
            into.Add(new ExpressionStatementSpec(first));
        }

        for (var i = 0; i < range.Count; i++)
        {
            into.Add(new LocalSpec(range.First + i, LaneStruct.Name(symbol.Name, structure.Parts[i]), structure.Parts[i].Type, value?.Parts[i]));
        }

        return initial is null || value is not null;
    }

    private bool RefuseType(IVariableDeclaratorOperation declarator, ILocalSymbol symbol)
    {
        if (symbol.Type.TypeKind == TypeKind.Error)
        {
            session.HasCompilerErrors = true;
            return false;
        }

        if (ScalarTypes.Span(symbol.Type) is var (element, _))
        {
            scope.AddMemory(symbol, element, isWritable: true); // its uses are not to blame
        }

        var place = declarator.Syntax.Parent is VariableDeclarationSyntax variables ? variables.Type.GetLocation() : declarator.Syntax.GetLocation();
        session.Report(KernelDiagnostics.UnsupportedType, place,
            symbol.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            symbol.RefKind != RefKind.None ? "a local cannot be a reference"
            : ScalarTypes.Span(symbol.Type) is not null ? "a local span is an array of the element's own: Span<float> values = stackalloc float[8]"
            : ScalarTypes.WhyNot(symbol.Type));
        return false;
    }

    private static ExpressionSyntax? StackAllocation(IOperation? initial)
    {
        while (initial is IConversionOperation conversion)
        {
            initial = conversion.Operand;
        }

        return initial?.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax
            ? (ExpressionSyntax)initial.Syntax
            : null;
    }

    private bool Array(ILocalSymbol symbol, MemoryElement element, ExpressionSyntax allocation, List<StatementSpec> into)
    {
        var values = (allocation switch
        {
            StackAllocArrayCreationExpressionSyntax array => array.Initializer,
            ImplicitStackAllocArrayCreationExpressionSyntax array => array.Initializer,
            _ => null,
        })?.Expressions;
        var size = allocation is StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: { Count: 1 } ranks } } && ranks[0].Sizes.FirstOrDefault() is { } count
            ? model.GetConstantValue(count, session.Cancellation).Value as int? ?? values?.Count
            : values?.Count;
        var slot = scope.AddMemory(symbol, element, isWritable: true);
        var fits = size > 0 && size <= session.MaximumArrayLength;
        if (!fits || size is null || element.IsNarrow() || element == MemoryElement.Bool)
        {
            session.Report(KernelDiagnostics.UnsupportedExpression, allocation.GetLocation(), size is null
                ? "the length of a local array must be a constant"
                : !fits
                    ? "a local array has 1 to " + session.MaximumArrayLength + " elements"
                    : "a local array holds int, uint, float or double");
            return false;
        }

        var isCleared = values is not null || symbol.ContainingSymbol?.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SkipLocalsInitAttribute") != true;
        into.Add(new LocalArraySpec(slot, symbol.Name, element, size.Value, isCleared));
        for (var i = 0; values is not null && i < values.Value.Count; i++)
        {
            if (model.GetOperation(values.Value[i], session.Cancellation) is not { } operation || expressions.BindAs(operation, element.Lane()) is not { } value)
            {
                return false;
            }

            into.Add(new ExpressionStatementSpec(new StoreSpec(
                element.Lane(), slot, new ConstantSpec(ScalarType.Int32, i, -1), value, YieldsOldValue: false, -1)));
        }

        return true;
    }
}
