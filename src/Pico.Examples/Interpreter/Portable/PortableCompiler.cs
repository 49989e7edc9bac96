using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;
using Pico.Examples.Interpreter.Syntax;

namespace Pico.Examples.Interpreter.Portable;

/// <summary>Makes the objects of the portable engine from a resolved program. It generates no code at run time, so it works ahead of time too.</summary>
internal sealed class PortableCompiler
{
    private readonly CodeSites sites;
    private readonly ResolvedFunction function;

    private PortableCompiler(CodeSites sites, ResolvedFunction function)
    {
        this.sites = sites;
        this.function = function;
    }

    public static PortableFunction Compile(ResolvedFunction function, CodeSites sites) =>
        new([.. function.CapturedParameters], new PortableCompiler(sites, function).Steps(function.Body));

    private PortableFunction Compile(ResolvedFunction inner) => Compile(inner, sites);

    private Step[] Steps(IReadOnlyList<ResolvedStatement> statements) => [.. statements.Select(Compile)];

    private Step Compile(ResolvedStatement statement) => statement switch
    {
        ResolvedStatement.Expression expression => new Step.Evaluate(Compile(expression.Value)),
        ResolvedStatement.Print print => new Step.Print(Compile(print.Value)),
        ResolvedStatement.Declare declare => new Step.Declare(declare.Place, Compile(declare.Value)),
        ResolvedStatement.Block block => new Step.Block(Steps(block.Statements)),
        ResolvedStatement.If branch => new Step.If(Compile(branch.Condition), Compile(branch.Then), branch.Else is null ? null : Compile(branch.Else)),
        ResolvedStatement.While loop => new Step.While(
            loop.Condition is null ? null : Compile(loop.Condition), Compile(loop.Body), loop.Increment is null ? null : Compile(loop.Increment), Site(loop.Line)),
        ResolvedStatement.Return result => new Step.Return(Compile(result.Value)),
        ResolvedStatement.Function function => new Step.Function(function.Place, function.Code, Compile(function.Code)),
        ResolvedStatement.Class type => new Step.Class(type, [.. type.Methods.Select(Compile)], Site(type.Line)),
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    private Operation[] Compile(ResolvedExpression[] expressions) => [.. expressions.Select(Compile)];

    private Operation Compile(ResolvedExpression expression)
    {
        var site = Site(expression.Line);
        return expression switch
        {
            ResolvedExpression.Constant constant => new Operation.Constant(constant.Value, site),
            ResolvedExpression.Read { Place: var place } => place.Kind switch
            {
                PlaceKind.Local => new Operation.ReadLocal(place.Index, site),
                PlaceKind.Cell => new Operation.ReadCell(place.Index, site),
                PlaceKind.Captured => new Operation.ReadCaptured(place.Index, site),
                _ => new Operation.ReadGlobal(place.Index, place.Name, site),
            },
            ResolvedExpression.Write { Place: var place, Value: var value } => place.Kind switch
            {
                PlaceKind.Local => new Operation.WriteLocal(place.Index, Compile(value), site),
                PlaceKind.Cell => new Operation.WriteCell(place.Index, Compile(value), site),
                PlaceKind.Captured => new Operation.WriteCaptured(place.Index, Compile(value), site),
                _ => new Operation.WriteGlobal(place.Index, place.Name, Compile(value), site),
            },
            ResolvedExpression.Not not => new Operation.Not(Compile(not.Operand), site),
            ResolvedExpression.Negate negate => new Operation.Negate(Compile(negate.Operand), site),
            ResolvedExpression.Binary binary => Binary(binary, Compile(binary.Left), Compile(binary.Right)),
            ResolvedExpression.Logical { IsAnd: true } and => new Operation.And(Compile(and.Left), Compile(and.Right), site),
            ResolvedExpression.Logical or => new Operation.Or(Compile(or.Left), Compile(or.Right), site),
            ResolvedExpression.Call call => new Operation.Call(Compile(call.Callee), Compile(call.Arguments), call.Window, site),
            ResolvedExpression.Invoke invoke => new Operation.Invoke(Compile(invoke.Receiver), invoke.Name, Compile(invoke.Arguments), invoke.Window, site),
            ResolvedExpression.InvokeSuper invoke => new Operation.InvokeSuper(Compile(invoke.Receiver), invoke.Name, Compile(invoke.Arguments), invoke.Window, site),
            ResolvedExpression.Get get => new Operation.Get(Compile(get.Object), get.Name, site),
            ResolvedExpression.GetSuper get => new Operation.GetSuper(Compile(get.Receiver), get.Name, site),
            ResolvedExpression.Set set => new Operation.Set(Compile(set.Object), set.Name, Compile(set.Value), site),
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };
    }

    private Operation Binary(ResolvedExpression.Binary binary, Operation left, Operation right)
    {
        var site = Site(binary.Line);
        var number = right is Operation.Constant { Value: { IsNumber: true } constant } ? constant.Number : (double?)null;
        return binary.Operator switch
        {
            LoxGrammar.TokenKind.Plus when number is { } addend => new Operation.AddConstant(left, addend, LoxMessages.Sum, site),
            LoxGrammar.TokenKind.Plus => new Operation.Add(left, right, site),
            LoxGrammar.TokenKind.Minus when number is { } subtrahend => new Operation.AddConstant(left, -subtrahend, LoxMessages.Numbers, site),
            LoxGrammar.TokenKind.Minus => new Operation.Subtract(left, right, site),
            LoxGrammar.TokenKind.Star => new Operation.Multiply(left, right, site),
            LoxGrammar.TokenKind.Slash => new Operation.Divide(left, right, site),
            LoxGrammar.TokenKind.EqualEqual => new Operation.Equal(left, right, site),
            LoxGrammar.TokenKind.BangEqual => new Operation.Not(new Operation.Equal(left, right, site), site),
            LoxGrammar.TokenKind.Less when number is { } limit => new Operation.LessThan(left, limit, site),
            LoxGrammar.TokenKind.Less => new Operation.Less(left, right, site),
            LoxGrammar.TokenKind.Greater => new Operation.Greater(left, right, site),

            // The book's compiler has no instructions for these: they are the others negated, which NaN can tell.
            LoxGrammar.TokenKind.LessEqual => new Operation.Not(new Operation.Greater(left, right, site), site),
            LoxGrammar.TokenKind.GreaterEqual => new Operation.Not(new Operation.Less(left, right, site), site),
            _ => throw new ArgumentOutOfRangeException(nameof(binary)),
        };
    }

    private CodeSite Site(int line) => sites.Add(function, line);
}
