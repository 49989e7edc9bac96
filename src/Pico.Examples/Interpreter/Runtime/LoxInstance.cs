namespace Pico.Examples.Interpreter.Runtime;

/// <summary>An instance: a shape and the values of its fields.</summary>
internal sealed class LoxInstance(LoxClass type)
{
    /// <summary>Values of the fields; there is room for as many as instances of the class have had so far.</summary>
    public LoxValue[] Fields = type.FieldCount > 0 ? new LoxValue[type.FieldCount] : [];

    public LoxShape Shape { get; private set; } = type.Shape;

    /// <summary>Adds a field.</summary>
    /// <param name="shape">The shape with it.</param>
    /// <param name="index">Its index, behind all others.</param>
    /// <param name="value">Its value.</param>
    public void Add(LoxShape shape, int index, LoxValue value)
    {
        var fields = Fields;
        if ((uint)index >= (uint)fields.Length)
        {
            fields = Grow(index);
        }

        LoxValue.Store(ref fields[index], value);
        Shape = shape;
    }

    private LoxValue[] Grow(int index)
    {
        Shape.Class.FieldCount = Math.Max(Shape.Class.FieldCount, index + 1);
        Array.Resize(ref Fields, Math.Max(Shape.Class.FieldCount, index + (index / 2) + 1));
        return Fields;
    }

    public override string ToString() => Shape.Class.Name + " instance";
}
