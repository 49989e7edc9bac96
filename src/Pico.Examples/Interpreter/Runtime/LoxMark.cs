namespace Pico.Examples.Interpreter.Runtime;

/// <summary>What the values without content refer to.</summary>
internal sealed class LoxMark
{
    public static readonly LoxMark Nil = new("nil"), True = new("true"), False = new("false");

    private readonly string text;

    private LoxMark(string text) => this.text = text;

    public override string ToString() => text;
}
