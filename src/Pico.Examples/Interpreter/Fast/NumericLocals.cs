using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Syntax;

namespace Pico.Examples.Interpreter.Fast;

/// <summary>
/// Finds the local variables that can only hold numbers: machine code then keeps them as doubles. All are taken for numbers at first; one that is given anything else is not, nor is what follows from it,
/// until nothing changes any more.
/// </summary>
internal sealed class NumericLocals
{
    private readonly List<(int Slot, ResolvedExpression? Value)> writes = [];
    private readonly HashSet<int> numbers;

    private NumericLocals(ResolvedFunction function)
    {
        foreach (var statement in function.Body)
        {
            Visit(statement);
        }

        numbers = [.. writes.Select(write => write.Slot).Where(slot => slot > function.Arity)]; // anything can be an argument
        while (writes.Any(write => numbers.Contains(write.Slot) && (write.Value is null || !IsNumber(write.Value)) && numbers.Remove(write.Slot)))
        {
        }
    }

    /// <summary>The slots of a function's frame in which only numbers ever lie.</summary>
    public static IReadOnlySet<int> Of(ResolvedFunction function) => new NumericLocals(function).numbers;

    /// <summary>Whether an expression has a number for its value, or none because it fails.</summary>
    private bool IsNumber(ResolvedExpression expression) => expression switch
    {
        ResolvedExpression.Constant constant => constant.Value.IsNumber,
        ResolvedExpression.Read { Place.Kind: PlaceKind.Local } read => numbers.Contains(read.Place.Index),
        ResolvedExpression.Write { Place.Kind: PlaceKind.Local } write => numbers.Contains(write.Place.Index),
        ResolvedExpression.Negate => true,
        ResolvedExpression.Binary { Operator: LoxGrammar.TokenKind.Plus } sum => IsNumber(sum.Left) || IsNumber(sum.Right), // a number can be added to numbers only
        ResolvedExpression.Binary { Operator: LoxGrammar.TokenKind.Minus or LoxGrammar.TokenKind.Star or LoxGrammar.TokenKind.Slash } => true,
        _ => false,
    };

    private void Visit(ResolvedStatement statement)
    {
        switch (statement)
        {
            case ResolvedStatement.Expression expression:
                Visit(expression.Value);
                break;
            case ResolvedStatement.Print print:
                Visit(print.Value);
                break;
            case ResolvedStatement.Declare declare:
                Note(declare.Place, declare.Value);
                Visit(declare.Value);
                break;
            case ResolvedStatement.Block block:
                foreach (var part in block.Statements)
                {
                    Visit(part);
                }

                break;
            case ResolvedStatement.If branch:
                Visit(branch.Condition);
                Visit(branch.Then);
                if (branch.Else is not null)
                {
                    Visit(branch.Else);
                }

                break;
            case ResolvedStatement.While loop:
                Visit(loop.Condition);
                Visit(loop.Body);
                Visit(loop.Increment);
                break;
            case ResolvedStatement.Return result:
                Visit(result.Value);
                break;
            case ResolvedStatement.Function function:
                Note(function.Place, null);
                break;
            default:
                Note(((ResolvedStatement.Class)statement).Place, null);
                break;
        }
    }

    private void Visit(params IEnumerable<ResolvedExpression?> expressions)
    {
        foreach (var expression in expressions)
        {
            switch (expression)
            {
                case ResolvedExpression.Write write:
                    Note(write.Place, write.Value);
                    Visit(write.Value);
                    break;
                case ResolvedExpression.Not not:
                    Visit(not.Operand);
                    break;
                case ResolvedExpression.Negate negate:
                    Visit(negate.Operand);
                    break;
                case ResolvedExpression.Binary binary:
                    Visit(binary.Left, binary.Right);
                    break;
                case ResolvedExpression.Logical logical:
                    Visit(logical.Left, logical.Right);
                    break;
                case ResolvedExpression.Call call:
                    Visit([call.Callee, .. call.Arguments]);
                    break;
                case ResolvedExpression.Invoke invoke:
                    Visit([invoke.Receiver, .. invoke.Arguments]);
                    break;
                case ResolvedExpression.InvokeSuper invoke:
                    Visit([invoke.Receiver, .. invoke.Arguments]);
                    break;
                case ResolvedExpression.Get get:
                    Visit(get.Object);
                    break;
                case ResolvedExpression.Set set:
                    Visit(set.Object, set.Value);
                    break;
            }
        }
    }

    private void Note(Place place, ResolvedExpression? value)
    {
        if (place.Kind == PlaceKind.Local)
        {
            writes.Add((place.Index, value));
        }
    }
}
