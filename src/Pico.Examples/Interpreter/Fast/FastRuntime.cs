using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

/// <summary>What compiled code calls where the common case does not hold.</summary>
internal static class FastRuntime
{
    public static LoxRuntimeException NumbersExpected(LoxMachine machine, int site) => new(LoxMessages.Numbers, machine.Sites[site]);

    public static LoxRuntimeException SumExpected(LoxMachine machine, int site) => new(LoxMessages.Sum, machine.Sites[site]);

    public static LoxRuntimeException NumberExpected(LoxMachine machine, int site) => new(LoxMessages.Number, machine.Sites[site]);

    public static LoxRuntimeException Undefined(LoxMachine machine, int site, int index) => new(LoxMessages.Undefined(machine.Names[index]), machine.Sites[site]);

    /// <summary>A sum of operands that are not both numbers.</summary>
    public static LoxValue Add(LoxValue left, LoxValue right, LoxMachine machine, int site) =>
        left.Reference is string a && right.Reference is string b
            ? new LoxValue(machine.Concat(a, b, site))
            : throw SumExpected(machine, site);

    public static LoxClosure Close(FastFunction function, int inner, LoxCell[] cells, LoxClass? home) =>
        new(function.Inner[inner].Code, function.Inner[inner].Target, cells, home);

    public static LoxClass MakeClass(string name, LoxValue superclass, bool hasSuperclass, LoxMachine machine, int site) =>
        LoxClass.Of(name, hasSuperclass ? superclass : null, machine.Sites[site]);

    /// <summary>A call of anything, with any number of arguments.</summary>
    public static LoxValue CallOther(LoxValue callee, LoxValue[] arguments, LoxMachine machine, int site) =>
        LoxCalls.Resolve(callee, out var receiver) is { } function
            ? CallFunction(function, receiver, arguments, machine, site)
            : LoxCalls.Finish(callee, arguments, machine.Sites[site]);

    public static LoxValue Invoke(LoxValue receiver, LoxValue[] arguments, ref PropertyCache cache, LoxMachine machine)
    {
        var method = cache.FindCallee(receiver, out var field);
        if (method is null)
        {
            return CallOther(field, arguments, machine, cache.Site.Number);
        }

        if (method.Arity != arguments.Length)
        {
            cache.Shape = null; // compiled code takes the number of arguments for checked
        }

        return CallFunction(method, receiver, arguments, machine, cache.Site.Number);
    }

    /// <summary>The method of the superclass that a place calls with so many arguments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LoxClosure SuperMethod(LoxClass home, ref PropertyCache cache, int count) =>
        ReferenceEquals(home.Superclass!.Shape, cache.Shape) ? cache.Method! : FindSuperMethod(home, ref cache, count);

    public static LoxValue GetSuper(LoxValue receiver, LoxClass home, ref PropertyCache cache) => new(new LoxBoundMethod(receiver, cache.Find(home.Superclass!)));

    private static LoxClosure FindSuperMethod(LoxClass home, ref PropertyCache cache, int count)
    {
        var method = cache.Find(home.Superclass!);
        LoxCalls.CheckCount(method.Arity, count, cache.Site);
        (cache.Shape, cache.Method) = (home.Superclass!.Shape, method);
        return method;
    }

    private static LoxValue CallFunction(LoxClosure function, LoxValue receiver, LoxValue[] a, LoxMachine machine, int site)
    {
        LoxCalls.CheckCount(function.Arity, a.Length, machine.Sites[site]);
        machine.Enter(site);
        var result = a.Length switch
        {
            0 => Unsafe.As<Func<LoxClosure, LoxValue, LoxValue>>(function.Body)(function, receiver),
            1 => Unsafe.As<Func<LoxClosure, LoxValue, LoxValue, LoxValue>>(function.Body)(function, receiver, a[0]),
            2 => Unsafe.As<Func<LoxClosure, LoxValue, LoxValue, LoxValue, LoxValue>>(function.Body)(function, receiver, a[0], a[1]),
            3 => Unsafe.As<Func<LoxClosure, LoxValue, LoxValue, LoxValue, LoxValue, LoxValue>>(function.Body)(function, receiver, a[0], a[1], a[2]),
            4 => Unsafe.As<Func<LoxClosure, LoxValue, LoxValue, LoxValue, LoxValue, LoxValue, LoxValue>>(function.Body)(function, receiver, a[0], a[1], a[2], a[3]),
            _ => Unsafe.As<Func<LoxClosure, LoxValue, LoxValue[], LoxValue>>(function.Body)(function, receiver, a),
        };
        machine.Leave();
        return result;
    }
}
