using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Runtime;
using Pico.Examples.Interpreter.Syntax;

namespace Pico.Examples.Interpreter.Resolution;

// Expressions: variables become places, calls get the window of the frame in which their arguments lie.
internal sealed partial class Resolver
{
    private ResolvedExpression Expression(LoxExpression expression)
    {
        var line = lines.LineOf(expression.Last);
        if (depth >= Limits.Nesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Report(expression.Last, TooDeep);
            return new ResolvedExpression.Constant(LoxValue.Nil, line);
        }

        depth++;
        var resolved = Expression(expression, line);
        depth--;
        return resolved;
    }

    private ResolvedExpression Expression(LoxExpression expression, int line)
    {
        switch (expression)
        {
            case LoxExpression.Number number:
                return new ResolvedExpression.Constant(new LoxValue(number.Value), line);
            case LoxExpression.Text text:
                return new ResolvedExpression.Constant(new LoxValue(text.Value), line);
            case LoxExpression.Boolean boolean:
                return new ResolvedExpression.Constant(LoxValue.Of(boolean.Value), line);
            case LoxExpression.Nil:
                return new ResolvedExpression.Constant(LoxValue.Nil, line);
            case LoxExpression.Group group:
                return Expression(group.Inner);
            case LoxExpression.Variable variable:
                return new ResolvedExpression.Read(Read(variable.Name), line);
            case LoxExpression.Assign assign:
                var target = Read(assign.Name);
                return new ResolvedExpression.Write(target, Expression(assign.Value), line);
            case LoxExpression.This self:
                return This(self, line);
            case LoxExpression.Super super:
                return new ResolvedExpression.GetSuper(Super(super, line), super.Method.Text, line);
            case LoxExpression.Unary unary:
                return unary.Operator == LoxGrammar.TokenKind.Bang ? new ResolvedExpression.Not(Expression(unary.Operand), line) : new ResolvedExpression.Negate(Expression(unary.Operand), line);
            case LoxExpression.Binary binary:
                return Binary(binary, line);
            case LoxExpression.Logical logical:
                return new ResolvedExpression.Logical(Expression(logical.Left), logical.IsAnd, Expression(logical.Right), line);
            case LoxExpression.Get get:
                return new ResolvedExpression.Get(Expression(get.Object), get.Property.Text, line);
            case LoxExpression.Set set:
                return Set(set, line);
            default:
                return Call((LoxExpression.Call)expression, line);
        }
    }

    /// <summary>What waits for a call that follows lies in a slot below the call's window.</summary>
    private ResolvedExpression Binary(LoxExpression.Binary binary, int line) =>
        new ResolvedExpression.Binary(Expression(binary.Left), binary.Operator, Expression(binary.Right), line);

    private ResolvedExpression Set(LoxExpression.Set set, int line) =>
        new ResolvedExpression.Set(Expression(set.Object), set.Property.Text, Expression(set.Value), line);

    private ResolvedExpression Call(LoxExpression.Call call, int line)
    {
        // The receiver or callee is computed first; then the arguments, each in its slot of the window.
        switch (call.Callee)
        {
            case LoxExpression.Get get:
                var receiver = Expression(get.Object);
                return Window(call, (arguments, window) => new ResolvedExpression.Invoke(receiver, get.Property.Text, arguments, window, line));
            case LoxExpression.Super super:
                var self = Super(super, line);
                return Window(call, (arguments, window) => new ResolvedExpression.InvokeSuper(self, super.Method.Text, arguments, window, line));
            default:
                var callee = Expression(call.Callee);
                return Window(call, (arguments, window) => new ResolvedExpression.Call(callee, arguments, window, line));
        }
    }

    private ResolvedExpression Window(LoxExpression.Call call, Func<ResolvedExpression[], int, ResolvedExpression> make)
    {
        var window = scope.Reserve(1); // of the receiver
        var arguments = new ResolvedExpression[call.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Expression(call.Arguments[i]);
            scope.Reserve(1);
        }

        scope.Release(window);
        return make(arguments, window);
    }

    private ResolvedExpression This(LoxExpression.This expression, int line)
    {
        if (type is null)
        {
            Report(expression.Span, "Can't use 'this' outside of a class.");
            return new ResolvedExpression.Constant(LoxValue.Nil, line);
        }

        return new ResolvedExpression.Read(Read("this"), line);
    }

    /// <summary>The receiver of what a superclass does.</summary>
    private ResolvedExpression Super(LoxExpression.Super super, int line)
    {
        if (type is null)
        {
            Report(super.Keyword, "Can't use 'super' outside of a class.");
        }
        else if (!type.HasSuperclass)
        {
            Report(super.Keyword, "Can't use 'super' in a class with no superclass.");
        }
        else
        {
            return new ResolvedExpression.Read(Read("this"), line);
        }

        return new ResolvedExpression.Constant(LoxValue.Nil, line);
    }

    private Place Read(LoxName name)
    {
        if (scope.Find(name.Text) is { IsReady: false })
        {
            Report(name.Span, "Can't read local variable in its own initializer.");
        }

        var place = Read(name.Text);
        if (place.Kind == PlaceKind.Captured && place.Index >= Limits.Locals)
        {
            Report(name.Span, "Too many closure variables in function.");
        }

        return place;
    }

    private Place Read(string name) =>
        scope.Find(name) is { } local ? new Place(local)
        : scope.Capture(name) is { } index ? new Place(PlaceKind.Captured, index, name)
        : new Place(PlaceKind.Global, globals.IndexOf(name), name);
}
