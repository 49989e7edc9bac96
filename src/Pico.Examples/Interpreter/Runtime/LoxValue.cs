using System.Runtime.CompilerServices;

namespace Pico.Examples.Interpreter.Runtime;

/// <summary>
/// A Lox value in sixteen bytes, never boxed: a number if there is no reference, otherwise what the reference is: a string, a function, an instance, or one of the marks for nil, true and
/// false. So whether two operands are numbers is a test of two references, and adding them touches no memory.
/// </summary>
internal readonly struct LoxValue
{
    public static readonly LoxValue Nil = new(LoxMark.Nil), True = new(LoxMark.True), False = new(LoxMark.False);

    public LoxValue(double number)
    {
        Reference = null;
        Number = number;
    }

    public LoxValue(object reference)
    {
        Reference = reference;
        Number = 0;
    }

    /// <summary>What it is, if it is no number.</summary>
    public readonly object? Reference;

    /// <summary>The number, if it is one.</summary>
    public readonly double Number;

    public bool IsNumber
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Reference is null;
    }

    public bool IsNil
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Reference, LoxMark.Nil);
    }

    /// <summary>Whether a condition takes it for true: everything but nil and false.</summary>
    public bool IsTruthy
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !ReferenceEquals(Reference, LoxMark.False) && !ReferenceEquals(Reference, LoxMark.Nil);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LoxValue Of(bool value) => value ? True : False;

    /// <summary>Stores a value in the heap. The collector is told of references; a number need not be announced, which costs a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref LoxValue place, LoxValue value)
    {
        if (value.Reference is null)
        {
            place = new LoxValue(value.Number);
        }
        else
        {
            place = value;
        }
    }

    /// <summary>Lox's <c>==</c>: numbers by value (NaN is not itself), strings by their characters, the rest by identity.</summary>
    public static bool AreEqual(LoxValue left, LoxValue right)
    {
        if (left.Reference is null || right.Reference is null)
        {
            return left.Reference is null && right.Reference is null && left.Number == right.Number;
        }

        return ReferenceEquals(left.Reference, right.Reference) || (left.Reference is string a && right.Reference is string b && string.Equals(a, b, StringComparison.Ordinal));
    }

    /// <summary>As <c>print</c> shows it.</summary>
    public override string ToString() => Reference?.ToString() ?? LoxNumber.Format(Number);
}
