using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Statements beyond plain locals and conditions: tuples taken apart, loops over constants, jumps.</summary>
internal sealed partial class MethodBinder
{
    private int tuples;

    /// <summary><c>var (a, b) = …;</c> and <c>(a, b) = …;</c>: the whole value first, then its items one by one.</summary>
    private void BindDeconstruction(IDeconstructionAssignmentOperation assignment, List<Statement> into)
    {
        if (expressions.Bind(assignment.Value) is { } value)
        {
            BindItems(assignment.Target, value, into);
        }
    }

    private void BindItems(IOperation target, Expression value, List<Statement> into)
    {
        if (target is IDeclarationExpressionOperation declaration)
        {
            target = declaration.Expression;
        }

        switch (target)
        {
            case ITupleOperation tuple:
                var whole = "(" + tuples++ + ")"; // no name of C#
                into.Add(new Statement.Assign(whole, value));
                for (var i = 0; i < tuple.Elements.Length; i++)
                {
                    var item = new Expression.Item(
                        value.Origin, new Expression.Variable(value.Origin, whole), new Expression.Number(value.Origin, NumberKind.Int, i));
                    BindItems(tuple.Elements[i], item, into);
                }

                break;
            case IDiscardOperation:
                break;
            case var variable when VariableOf(variable) is { } name:
                into.Add(new Statement.Assign(name, value));
                break;
            case IInvalidOperation:
                table.Log.MarkInvalid(owner);
                break;
            default:
                Unsupported(target, OnlyLocals);
                break;
        }
    }

    private void BindIncrement(IIncrementOrDecrementOperation increment, List<Statement> into)
    {
        if (increment.Target is ILocalReferenceOperation local && Marks.Number(local.Type) is { } kind)
        {
            var origin = sources.Add(increment.Syntax);
            var sum = increment.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
            var name = expressions.NameOf(local.Local);
            into.Add(new Statement.Assign(name, new Expression.Binary(
                origin, sum, kind, new Expression.Variable(origin, name), new Expression.Number(origin, kind, 1))));
        }
        else
        {
            Unsupported(increment, "only local numbers can be counted up or down");
        }
    }

    private void BindFor(IForLoopOperation loop, List<Statement> into)
    {
        if (loop.Condition is null)
        {
            Unsupported(loop, "a loop needs a condition over constants, such as 'for (var i = 0; i < 4; i++)'");
            return;
        }

        var (before, body, after) = (new List<Statement>(), new List<Statement>(), new List<Statement>());
        BindStatements(loop.Before, before);
        var condition = expressions.Bind(loop.Condition);
        Bind(loop.Body, body);
        BindStatements(loop.AtLoopBottom, after);
        if (condition is not null)
        {
            into.Add(new Statement.For(before.ToEquatableArray(), condition, body.ToEquatableArray(), after.ToEquatableArray()));
        }
    }

    private void BindJump(IBranchOperation branch, List<Statement> into)
    {
        if (branch.BranchKind is BranchKind.Break or BranchKind.Continue)
        {
            into.Add(new Statement.Jump(branch.BranchKind == BranchKind.Break));
        }
        else
        {
            Unsupported(branch, "of the jumps a body may use 'return', 'break' and 'continue'");
        }
    }

    /// <summary>Why a statement that C# has is not part of a body.</summary>
    private static string Why(IOperation operation) => operation switch
    {
        IForEachLoopOperation => "a 'foreach' runs over an array of layers of the class",
        ILoopOperation => "how often a 'while' repeats is only known when it runs; write 'for' over constants",
        ISwitchOperation => "write 'if' and 'else', or '?:', over what construction knows",
        ILocalFunctionOperation => "write a private method of the class instead of a local function",
        ITryOperation => "nothing can be caught here: a compiled body does not throw",
        IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation => "a compiled body does not throw; what must hold of sizes is said by [Shape]",
        IUsingOperation or IUsingDeclarationOperation or ILockOperation => "a body holds no resources",
        ILabeledOperation => "labels have no meaning here",
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => "a body returns one value, once",
        IReturnOperation => "a body must return a value",
        IExpressionStatementOperation { Operation: IInvocationOperation } => "a call whose result nobody uses would do nothing: a body has no effects",
        _ => "a body may use locals, assignments, 'if' and 'for' over constants, and 'return'",
    };
}
