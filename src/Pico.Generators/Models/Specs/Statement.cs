using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>A statement of a body.</summary>
internal abstract record Statement
{
    private Statement()
    {
    }

    /// <summary>Declares a local or gives it a new value.</summary>
    internal sealed record Assign(string Name, Expression Value) : Statement;

    /// <summary>Gives a buffer a new value.</summary>
    internal sealed record Update(Expression Buffer, Expression Value) : Statement;

    /// <summary>Returns a value.</summary>
    internal sealed record Return(Expression Value) : Statement;

    /// <summary>Runs one of two lists; the condition is known where the layer is used.</summary>
    internal sealed record If(Expression Condition, EquatableArray<Statement> Then, EquatableArray<Statement> Else) : Statement;

    /// <summary>Runs a list once for every layer of an array.</summary>
    internal sealed record ForEach(string Variable, Expression Layers, EquatableArray<Statement> Body) : Statement;

    /// <summary>Repeats the body while a condition holds; how often is known where the layer is used.</summary>
    internal sealed record For(
        EquatableArray<Statement> Before, Expression Condition, EquatableArray<Statement> Body, EquatableArray<Statement> After) : Statement;

    /// <summary>Ends the innermost loop (break), or its round (continue).</summary>
    internal sealed record Jump(bool Leaves) : Statement;
}
