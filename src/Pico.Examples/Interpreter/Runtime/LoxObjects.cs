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
internal sealed record LoxClosure : LoxCallable
{
    /// <summary>What both engines compile.</summary>
    public readonly ResolvedFunction Code;

    /// <summary>What the engine in use has compiled it to.</summary>
    public readonly object Body;

    /// <summary>The captured variables.</summary>
    public readonly LoxCell[] Cells;

    /// <summary>The class in which it was declared as a method, or whose method it stands in; <c>super</c> begins there.</summary>
    public readonly LoxClass? Home;

    /// <summary>How many arguments it takes.</summary>
    public readonly int Arity;

    public LoxClosure(ResolvedFunction code, object body, LoxCell[] cells, LoxClass? home)
    {
        Code = code;
        Body = body;
        Cells = cells;
        Home = home;
        Arity = code.Arity;
    }

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
    /// <param name="arguments">The arguments; there are as many as it takes.</param>
    /// <param name="site">Where it is called.</param>
    public LoxValue Call(ReadOnlySpan<LoxValue> arguments, CodeSite site)
    {
        try
        {
            return Body(arguments);
        }
        catch (LoxHostException e)
        {
            throw new LoxRuntimeException(e.Message, site);
        }
    }

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
