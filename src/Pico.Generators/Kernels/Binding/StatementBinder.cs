using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds the statements of one method. What is not listed here is refused.</summary>
internal sealed class StatementBinder
{
    private const int MaximumDepth = 100;

    private readonly BindingSession session;
    private readonly ExpressionBinder expressions;
    private readonly LocalBinder locals;
    private readonly MethodScope scope;
    private int depth;
    private bool failed;

    public StatementBinder(BindingSession session, SemanticModel model, MethodScope scope)
    {
        this.session = session;
        this.scope = scope;
        expressions = new ExpressionBinder(session, scope);
        locals = new LocalBinder(session, model, scope, expressions);
    }

    /// <returns>Whether everything is in the subset; what is not has been reported.</returns>
    public bool Bind(IEnumerable<IOperation> operations, List<StatementSpec> into)
    {
        foreach (var operation in operations)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (operation.Kind == OperationKind.Empty)
            {
                continue;
            }

            if (++depth > MaximumDepth)
            {
                session.Report(KernelDiagnostics.TooLarge, operation.Syntax.GetFirstToken().GetLocation(), "the statement",
                    "it is nested more than " + MaximumDepth + " deep; give a part of it a method of its own");
                failed = true;
            }
            else
            {
                Statement(operation, into);
            }

            depth--;
        }

        return !failed;
    }

    private void Statement(IOperation operation, List<StatementSpec> into)
    {
        switch (operation)
        {
            case IVariableDeclarationGroupOperation group:
                foreach (var declaration in group.Declarations)
                {
                    failed |= !locals.Bind(declaration, into);
                }

                break;

            case IExpressionStatementOperation statement:
                Add(into, expressions.Bind(statement.Operation, isStatement: true), value => new ExpressionStatementSpec(value));
                break;

            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: null }:
                into.Add(new ReturnSpec(null));
                break;

            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned } when scope.Result is { } result:
                Add(into, expressions.Assigning(result, default, returned), value => new ExpressionStatementSpec(value));
                into.Add(new ReturnSpec(null));
                break;

            case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned }:
                Add(into, expressions.Bind(returned), value => new ReturnSpec(value));
                break;

            case IBlockOperation block when block.Syntax is BlockSyntax or ArrowExpressionClauseSyntax:
                into.Add(new BlockSpec(Body(block)));
                break;

            case IConditionalOperation branch when branch.Syntax is IfStatementSyntax:
                Add(into, expressions.Bind(branch.Condition), condition =>
                    new IfSpec(condition, Body(branch.WhenTrue), branch.WhenFalse is null ? EquatableArray<StatementSpec>.Empty : Body(branch.WhenFalse)));
                break;

            case IWhileLoopOperation { Condition: { } condition, ConditionIsUntil: false } loop:
                Add(into, expressions.Bind(condition), test =>
                    new LoopSpec(test, Body(loop.Body), EquatableArray<StatementSpec>.Empty, !loop.ConditionIsTop));
                break;

            case IForLoopOperation loop:
                For(loop, into);
                break;

            case IForEachLoopOperation { IsAsynchronous: false } loop:
                ForEach(loop, into);
                break;

            case ISwitchOperation choice:
                Switch(choice, into);
                break;

            case IBranchOperation { BranchKind: BranchKind.Break }:
                into.Add(new BreakSpec());
                break;

            case IBranchOperation { BranchKind: BranchKind.Continue }:
                into.Add(new ContinueSpec());
                break;

            case IInvalidOperation:
                session.HasCompilerErrors = failed = true;
                break;

            default:
                Refuse(operation, StatementNames.Of(operation));
                break;
        }
    }

    private EquatableArray<StatementSpec> Body(IOperation operation)
    {
        var inner = new List<StatementSpec>();
        Bind(operation is IBlockOperation block ? block.Operations : new[] { operation }, inner);
        return inner.ToEquatableArray();
    }

    private void For(IForLoopOperation loop, List<StatementSpec> into)
    {
        var outer = new List<StatementSpec>();
        Bind(loop.Before, outer);
        var step = new List<StatementSpec>();
        var condition = loop.Condition is null ? null : expressions.Bind(loop.Condition);
        failed |= condition is null && loop.Condition is not null;
        var body = Body(loop.Body);
        Bind(loop.AtLoopBottom, step);
        outer.Add(new LoopSpec(condition, body, step.ToEquatableArray(), TestsAfter: false));
        into.Add(new BlockSpec(outer.ToEquatableArray()));
    }

    /// <summary><c>foreach (var x in span)</c>: a loop over the index.</summary>
    private void ForEach(IForEachLoopOperation loop, List<StatementSpec> into)
    {
        if (expressions.Memory(loop.Collection) is not var (slot, element, _) ||
            loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } variable } ||
            ScalarTypes.Of(variable.Type) != element.Lane())
        {
            Refuse(loop, "foreach over something other than a span of what the variable holds");
            return;
        }

        var index = scope.AddTemporary();
        var local = scope.Add(variable);
        var position = new SlotSpec(ScalarType.Int32, index, -1);
        var body = new List<StatementSpec> { new LocalSpec(local, variable.Name, element.Lane(), new LoadSpec(element.Lane(), slot, position, -1)) };
        Bind(loop.Body is IBlockOperation block ? block.Operations : new[] { loop.Body }, body);
        into.Add(new LocalSpec(index, variable.Name + "Index", ScalarType.Int32, new ConstantSpec(ScalarType.Int32, 0, -1)));
        into.Add(new LoopSpec(
            new OperationSpec(ScalarType.Bool, ScalarOpcode.LessThan, EquatableArray.Of<ExpressionSpec>(position, new LengthSpec(slot, -1)), -1),
            body.ToEquatableArray(),
            EquatableArray.Of<StatementSpec>(new ExpressionStatementSpec(new AssignmentSpec(
                ScalarType.Int32, index,
                new OperationSpec(ScalarType.Int32, ScalarOpcode.Add, EquatableArray.Of<ExpressionSpec>(position, new ConstantSpec(ScalarType.Int32, 1, -1)), -1),
                YieldsOldValue: false, -1))),
            TestsAfter: false));
    }

    /// <summary>The sections as a chain of conditions, in a region that <c>break</c> leaves.</summary>
    private void Switch(ISwitchOperation choice, List<StatementSpec> into)
    {
        if (expressions.Bind(choice.Value) is not { } value)
        {
            failed = true;
            return;
        }

        var slot = scope.AddTemporary();
        var selector = new SlotSpec(value.Type, slot, value.Origin);
        var sections = choice.Cases
            .Select(section => (Condition: Condition(section, selector), IsDefault: section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation), Body: Section(section)))
            .ToList();
        var chain = sections.Where(section => section.IsDefault).Select(section => section.Body).FirstOrDefault();
        foreach (var (condition, isDefault, body) in Enumerable.Reverse(sections))
        {
            if (!isDefault && condition is not null)
            {
                chain = EquatableArray.Of<StatementSpec>(new IfSpec(condition, body, chain));
            }
        }

        into.Add(new LocalSpec(slot, "selector", value.Type, value));
        into.Add(new RegionSpec(chain));
    }

    private EquatableArray<StatementSpec> Section(ISwitchCaseOperation section)
    {
        var inner = new List<StatementSpec>();
        Bind(section.Body, inner);
        return inner.ToEquatableArray();
    }

    private ExpressionSpec? Condition(ISwitchCaseOperation section, SlotSpec selector)
    {
        ExpressionSpec? condition = null;
        foreach (var clause in section.Clauses.Where(clause => clause is not IDefaultCaseClauseOperation))
        {
            var next = clause switch
            {
                ISingleValueCaseClauseOperation { Value: { } constant } => expressions.Bind(constant) is { } bound
                    ? new OperationSpec(ScalarType.Bool, ScalarOpcode.Equal, EquatableArray.Of<ExpressionSpec>(selector, bound), selector.Origin)
                    : null,
                IPatternCaseClauseOperation pattern => expressions.Guarded(expressions.Pattern(pattern.Pattern, selector), pattern.Guard),
                _ => null,
            };
            failed |= next is null;
            condition = condition is null || next is null ? next ?? condition
                : new ConditionalSpec(ScalarType.Bool, condition, new ConstantSpec(ScalarType.Bool, 1, -1), next, -1);
        }

        return condition;
    }

    private void Add(List<StatementSpec> into, ExpressionSpec? expression, Func<ExpressionSpec, StatementSpec> statement)
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
    private void Refuse(IOperation operation, string what)
    {
        failed = true;
        session.Report(
            KernelDiagnostics.UnsupportedStatement,
            operation.Syntax is BlockSyntax or ExpressionSyntax ? operation.Syntax.GetLocation() : operation.Syntax.GetFirstToken().GetLocation(),
            what);
    }
}
