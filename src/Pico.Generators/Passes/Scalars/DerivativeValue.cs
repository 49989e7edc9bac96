using System;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>A value under construction, with operators that emit instructions, so that a derivative rule reads as its formula.</summary>
internal readonly struct DerivativeValue
{
    private readonly ScalarBuilder builder;

    public DerivativeValue(ScalarBuilder builder, int value)
    {
        this.builder = builder;
        Value = value;
    }

    public static Contribution Nothing => default;

    public int Value { get; }

    public DerivativeValue One => Constant(1);

    public DerivativeValue Zero => Constant(0);

    private ScalarType Type => builder.TypeOf(Value);

    public static DerivativeValue operator +(DerivativeValue a, DerivativeValue b) => a.Apply(ScalarOpcode.Add, b);

    public static DerivativeValue operator +(DerivativeValue a, double b) => a + a.Constant(b);

    public static DerivativeValue operator -(DerivativeValue a, DerivativeValue b) => a.Apply(ScalarOpcode.Subtract, b);

    public static DerivativeValue operator -(DerivativeValue a, double b) => a - a.Constant(b);

    public static DerivativeValue operator *(DerivativeValue a, DerivativeValue b) => a.Apply(ScalarOpcode.Multiply, b);

    public static DerivativeValue operator *(DerivativeValue a, double b) => a * a.Constant(b);

    public static DerivativeValue operator /(DerivativeValue a, DerivativeValue b) => a.Apply(ScalarOpcode.Divide, b);

    public static DerivativeValue operator -(DerivativeValue a) => a.Apply(ScalarOpcode.Negate);

    public static DerivativeValue operator <(DerivativeValue a, DerivativeValue b) => a.Compare(ScalarOpcode.LessThan, b);

    public static DerivativeValue operator >(DerivativeValue a, DerivativeValue b) => b < a;

    public static DerivativeValue operator <(DerivativeValue a, double b) => a < a.Constant(b);

    public static DerivativeValue operator >(DerivativeValue a, double b) => a.Constant(b) < a;

    public static DerivativeValue operator ==(DerivativeValue a, double b) => a.Compare(ScalarOpcode.Equal, a.Constant(b));

    public static DerivativeValue operator !=(DerivativeValue a, double b) => a.Compare(ScalarOpcode.NotEqual, a.Constant(b));

    public static DerivativeValue Choose(DerivativeValue condition, DerivativeValue whenTrue, DerivativeValue whenFalse) =>
        new(condition.builder, condition.builder.Emit(ScalarOpcode.Select, whenTrue.Type, condition.Value, whenTrue.Value, whenFalse.Value));

    /// <summary>A contribution that exists only where the condition holds; elsewhere it is nothing, whatever its value.</summary>
    public static Contribution When(DerivativeValue condition, DerivativeValue value) =>
        condition.builder.Definition(condition.Value) is { Opcode: ScalarOpcode.Constant, Constant: var holds }
            ? holds != 0 ? value : Nothing
            : new Contribution(value, condition.Value, IsNegated: false);

    public static Contribution Unless(DerivativeValue condition, DerivativeValue value) => new(value, condition.Value, IsNegated: true);

    public DerivativeValue Apply(ScalarOpcode opcode) => new(builder, builder.Emit(opcode, Type, Value));

    public DerivativeValue Apply(ScalarOpcode opcode, DerivativeValue other) => new(builder, builder.Emit(opcode, Type, Value, other.Value));

    /// <summary>This value in the type of another.</summary>
    public DerivativeValue As(DerivativeValue other) =>
        Type == other.Type ? this : new(builder, builder.Emit(ScalarOpcode.Convert, other.Type, Value));

    public override bool Equals(object? obj) => throw new NotSupportedException("values are compared by emitting a comparison");

    public override int GetHashCode() => Value;

    private DerivativeValue Compare(ScalarOpcode opcode, DerivativeValue other)
    {
        var comparison = new ScalarInstruction(opcode, ScalarType.Bool, EquatableArray.Of(Value, other.Value));
        return FoldScalar.Fold(comparison, new[] { builder.Definition(Value), builder.Definition(other.Value) }) is { } bits
            ? new DerivativeValue(builder, builder.Constant(ScalarType.Bool, bits))
            : new DerivativeValue(builder, builder.Emit(comparison));
    }

    private DerivativeValue Constant(double number) => new(builder, builder.Constant(Type, number));
}

/// <summary>What an operand receives: nothing (the default), a value, or a value under a condition (-1: always).</summary>
internal readonly record struct Contribution(DerivativeValue? Value, int Condition, bool IsNegated)
{
    public static implicit operator Contribution(DerivativeValue value) => new(value, -1, false);
}
