namespace Pico.Examples.Interpreter.Runtime;

/// <summary>What becomes of calls, whatever is called.</summary>
internal static class LoxCalls
{
    /// <summary>The function in which a call ends, and its receiver; null if it ends in none.</summary>
    public static LoxClosure? Resolve(LoxValue callee, out LoxValue receiver)
    {
        switch (callee.Reference)
        {
            case LoxClass { Initializer: { } initializer } type:
                receiver = new LoxValue(new LoxInstance(type));
                return initializer;
            case LoxBoundMethod bound:
                receiver = bound.Receiver;
                return bound.Method;
            default:
                receiver = callee;
                return callee.Reference as LoxClosure;
        }
    }

    /// <summary>A call that ends in no function of the program.</summary>
    public static LoxValue Finish(LoxValue callee, ReadOnlySpan<LoxValue> arguments, CodeSite site)
    {
        switch (callee.Reference)
        {
            case LoxClass type:
                CheckCount(0, arguments.Length, site);
                return new LoxValue(new LoxInstance(type));
            case LoxNative native:
                CheckCount(native.Arity, arguments.Length, site);
                return native.Call(arguments, site);
            default:
                throw new LoxRuntimeException("Can only call functions and classes.", site);
        }
    }

    /// <summary>Refuses a call with too few or too many arguments.</summary>
    public static void CheckCount(int expected, int given, CodeSite site)
    {
        if (expected != given)
        {
            throw new LoxRuntimeException($"Expected {expected} arguments but got {given}.", site);
        }
    }
}
