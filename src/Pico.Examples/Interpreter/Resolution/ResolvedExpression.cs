using Pico.Examples.Interpreter.Runtime;
using Pico.Examples.Interpreter.Syntax;

namespace Pico.Examples.Interpreter.Resolution;

/// <summary>An expression whose variables are places. It is what both engines start from.</summary>
/// <param name="Line">The line that run-time errors name.</param>
internal abstract record ResolvedExpression(int Line)
{
    internal sealed record Constant(LoxValue Value, int Line) : ResolvedExpression(Line);

    internal sealed record Read(Place Place, int Line) : ResolvedExpression(Line);

    internal sealed record Write(Place Place, ResolvedExpression Value, int Line) : ResolvedExpression(Line);

    internal sealed record Not(ResolvedExpression Operand, int Line) : ResolvedExpression(Line);

    internal sealed record Negate(ResolvedExpression Operand, int Line) : ResolvedExpression(Line);

    internal sealed record Binary(ResolvedExpression Left, LoxGrammar.TokenKind Operator, ResolvedExpression Right, int Line) : ResolvedExpression(Line);

    internal sealed record Logical(ResolvedExpression Left, bool IsAnd, ResolvedExpression Right, int Line) : ResolvedExpression(Line);

    /// <param name="Callee">What is called.</param>
    /// <param name="Arguments">The arguments.</param>
    /// <param name="Window">The slot of the caller's frame at which the frame of what is called begins: the arguments lie there already.</param>
    /// <param name="Line">The line of the closing parenthesis.</param>
    internal sealed record Call(ResolvedExpression Callee, ResolvedExpression[] Arguments, int Window, int Line) : ResolvedExpression(Line);

    /// <summary>A call of a property: receiver, arguments, then the property is looked for.</summary>
    internal sealed record Invoke(ResolvedExpression Receiver, string Name, ResolvedExpression[] Arguments, int Window, int Line) : ResolvedExpression(Line);

    /// <summary>A call of a method of the superclass.</summary>
    internal sealed record InvokeSuper(ResolvedExpression Receiver, string Name, ResolvedExpression[] Arguments, int Window, int Line) : ResolvedExpression(Line);

    internal sealed record Get(ResolvedExpression Object, string Name, int Line) : ResolvedExpression(Line);

    internal sealed record GetSuper(ResolvedExpression Receiver, string Name, int Line) : ResolvedExpression(Line);

    internal sealed record Set(ResolvedExpression Object, string Name, ResolvedExpression Value, int Line) : ResolvedExpression(Line);
}
