namespace Pico.Examples.Interpreter.Resolution;

/// <summary>A statement whose variables are places.</summary>
internal abstract record ResolvedStatement
{
    internal sealed record Expression(ResolvedExpression Value) : ResolvedStatement;

    internal sealed record Print(ResolvedExpression Value) : ResolvedStatement;

    /// <summary>A variable begins to be, with a value.</summary>
    internal sealed record Declare(Place Place, ResolvedExpression Value) : ResolvedStatement;

    internal sealed record Block(ResolvedStatement[] Statements) : ResolvedStatement;

    internal sealed record If(ResolvedExpression Condition, ResolvedStatement Then, ResolvedStatement? Else) : ResolvedStatement;

    /// <summary>A loop: <c>while</c>, or <c>for</c> with its increment behind the body.</summary>
    internal sealed record While(ResolvedExpression? Condition, ResolvedStatement Body, ResolvedExpression? Increment, int Line) : ResolvedStatement;

    /// <param name="Value">The value; of an initializer always <c>this</c>.</param>
    internal sealed record Return(ResolvedExpression Value) : ResolvedStatement;

    internal sealed record Function(Place Place, ResolvedFunction Code) : ResolvedStatement;

    internal sealed record Class(Place Place, string Name, Place? Superclass, ResolvedFunction[] Methods, int Line) : ResolvedStatement;
}
