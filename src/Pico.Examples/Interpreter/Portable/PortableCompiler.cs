using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;
using Pico.Examples.Interpreter.Syntax;

namespace Pico.Examples.Interpreter.Portable;

/// <summary>Makes the objects of the portable engine from a resolved program. It generates no code at run time, so it works ahead of time too.</summary>
internal static class PortableCompiler
{
    public static PortableFunction Compile(ResolvedFunction function)
    {
        var compiled = new PortableFunction([.. function.CapturedParameters]);
        compiled.Complete(Steps(function.Body));
        return compiled;
    }

    private static Step[] Steps(IReadOnlyList<ResolvedStatement> statements) => [.. statements.Select(Compile)];

    private static Step Compile(ResolvedStatement statement) => statement switch
    {
        ResolvedStatement.Expression expression => new Step.Evaluate(Compile(expression.Value)),
        ResolvedStatement.Print print => new Step.Print(Compile(print.Value)),
        ResolvedStatement.Declare declare => new Step.Declare(declare.Place, Compile(declare.Value)),
        ResolvedStatement.Block block => new Step.Block(Steps(block.Statements)),
        ResolvedStatement.If branch => new Step.If(Compile(branch.Condition), Compile(branch.Then), branch.Else is null ? null : Compile(branch.Else)),
        ResolvedStatement.While loop => new Step.While(
            loop.Condition is null ? null : Compile(loop.Condition), Compile(loop.Body), loop.Increment is null ? null : Compile(loop.Increment), loop.Line),
        ResolvedStatement.Return result => new Step.Return(Compile(result.Value)),
        ResolvedStatement.Function function => new Step.Function(function.Place, function.Code, Compile(function.Code)),
        ResolvedStatement.Class type => new Step.Class(type, [.. type.Methods.Select(Compile)]),
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    private static Operation[] Compile(ResolvedExpression[] expressions) => [.. expressions.Select(Compile)];

    private static Operation Compile(ResolvedExpression expression)
    {
        var line = expression.Line;
        return expression switch
        {
            ResolvedExpression.Constant constant => new Operation.Constant(constant.Value, line),
            ResolvedExpression.Read { Place: var place } => place.Kind switch
            {
                PlaceKind.Local => new Operation.ReadLocal(place.Index, line),
                PlaceKind.Cell => new Operation.ReadCell(place.Index, line),
                PlaceKind.Captured => new Operation.ReadCaptured(place.Index, line),
                _ => new Operation.ReadGlobal(place.Index, place.Name, line),
            },
            ResolvedExpression.Write { Place: var place, Value: var value } => place.Kind switch
            {
                PlaceKind.Local => new Operation.WriteLocal(place.Index, Compile(value), line),
                PlaceKind.Cell => new Operation.WriteCell(place.Index, Compile(value), line),
                PlaceKind.Captured => new Operation.WriteCaptured(place.Index, Compile(value), line),
                _ => new Operation.WriteGlobal(place.Index, place.Name, Compile(value), line),
            },
            ResolvedExpression.Not not => new Operation.Not(Compile(not.Operand), line),
            ResolvedExpression.Negate negate => new Operation.Negate(Compile(negate.Operand), line),
            ResolvedExpression.Binary binary => Binary(binary, Compile(binary.Left), Compile(binary.Right)),
            ResolvedExpression.Logical { IsAnd: true } and => new Operation.And(Compile(and.Left), Compile(and.Right), line),
            ResolvedExpression.Logical or => new Operation.Or(Compile(or.Left), Compile(or.Right), line),
            ResolvedExpression.Call call => new Operation.Call(Compile(call.Callee), Compile(call.Arguments), call.Window, line),
            ResolvedExpression.Invoke invoke => new Operation.Invoke(Compile(invoke.Receiver), invoke.Name, Compile(invoke.Arguments), invoke.Window, line),
            ResolvedExpression.InvokeSuper invoke => new Operation.InvokeSuper(Compile(invoke.Receiver), invoke.Name, Compile(invoke.Arguments), invoke.Window, line),
            ResolvedExpression.Get get => new Operation.Get(Compile(get.Object), get.Name, line),
            ResolvedExpression.GetSuper get => new Operation.GetSuper(Compile(get.Receiver), get.Name, line),
            ResolvedExpression.Set set => new Operation.Set(Compile(set.Object), set.Name, Compile(set.Value), line),
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };
    }

    private static Operation Binary(ResolvedExpression.Binary binary, Operation left, Operation right)
    {
        const string numbers = "Operands must be numbers.";
        var line = binary.Line;
        var number = right is Operation.Constant { Value: { IsNumber: true } constant } ? constant.Number : (double?)null;
        return binary.Operator switch
        {
            LoxGrammar.TokenKind.Plus when number is { } addend => new Operation.AddConstant(left, addend, "Operands must be two numbers or two strings.", line),
            LoxGrammar.TokenKind.Plus => new Operation.Add(left, right, line),
            LoxGrammar.TokenKind.Minus when number is { } subtrahend => new Operation.AddConstant(left, -subtrahend, numbers, line),
            LoxGrammar.TokenKind.Minus => new Operation.Subtract(left, right, line),
            LoxGrammar.TokenKind.Star => new Operation.Multiply(left, right, line),
            LoxGrammar.TokenKind.Slash => new Operation.Divide(left, right, line),
            LoxGrammar.TokenKind.EqualEqual => new Operation.Equal(left, right, line),
            LoxGrammar.TokenKind.BangEqual => new Operation.Not(new Operation.Equal(left, right, line), line),
            LoxGrammar.TokenKind.Less when number is { } limit => new Operation.LessThan(left, limit, line),
            LoxGrammar.TokenKind.Less => new Operation.Less(left, right, line),
            LoxGrammar.TokenKind.Greater => new Operation.Greater(left, right, line),

            // The book's compiler has no instructions for these: they are the others negated, which NaN can tell.
            LoxGrammar.TokenKind.LessEqual => new Operation.Not(new Operation.Greater(left, right, line), line),
            LoxGrammar.TokenKind.GreaterEqual => new Operation.Not(new Operation.Less(left, right, line), line),
            _ => throw new ArgumentOutOfRangeException(nameof(binary)),
        };
    }
}
