namespace Pico.Examples.Interpreter.Runtime;

/// <summary>An instance: a shape and the values of its fields.</summary>
internal sealed class LoxInstance(LoxClass type)
{
    private const int FirstFields = 4;

    public LoxValue[] Fields = [];

    public LoxShape Shape { get; private set; } = type.Shape;

    /// <summary>Adds a field.</summary>
    /// <param name="shape">The shape with it.</param>
    /// <param name="value">Its value.</param>
    public void Add(LoxShape shape, LoxValue value)
    {
        var index = shape.Count - 1;
        if (index >= Fields.Length)
        {
            Array.Resize(ref Fields, Math.Max(FirstFields, 2 * index));
        }

        Fields[index] = value;
        Shape = shape;
    }

    public override string ToString() => Shape.Class.Name + " instance";
}
