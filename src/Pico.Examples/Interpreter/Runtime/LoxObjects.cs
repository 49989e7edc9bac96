using Pico.Examples.Interpreter.Resolution;

namespace Pico.Examples.Interpreter.Runtime;

/// <summary>A variable that inner functions use too: it outlives the call that made it.</summary>
internal sealed record LoxCell
{
    public LoxValue Value;
}

/// <summary>What can be called.</summary>
internal abstract record LoxCallable;

/// <summary>A function with what it has captured.</summary>
/// <param name="Code">What both engines compile.</param>
/// <param name="Body">What the engine in use has compiled it to.</param>
/// <param name="Cells">The captured variables.</param>
/// <param name="Home">The class in which it was declared as a method, or whose method it stands in; <c>super</c> begins there.</param>
internal sealed record LoxClosure(ResolvedFunction Code, object Body, LoxCell[] Cells, LoxClass? Home) : LoxCallable
{
    public bool Equals(LoxClosure? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => Code.ToString();
}

/// <summary>A function of the host.</summary>
/// <param name="Name">What programs call it.</param>
/// <param name="Arity">How many arguments it takes.</param>
/// <param name="Body">What it does.</param>
internal sealed record LoxNative(string Name, int Arity, LoxHostFunction Body) : LoxCallable
{
    public override string ToString() => "<native fn>";
}

/// <summary>A method with its receiver.</summary>
internal sealed record LoxBoundMethod(LoxValue Receiver, LoxClosure Method) : LoxCallable
{
    public bool Equals(LoxBoundMethod? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => Method.ToString();
}

/// <summary>A function of the host, as a program calls it.</summary>
/// <param name="arguments">The arguments; there are as many as it takes.</param>
internal delegate LoxValue LoxHostFunction(ReadOnlySpan<LoxValue> arguments);
