using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

/// <summary>What compiled code calls where the common case does not hold.</summary>
internal static class FastRuntime
{
    public static LoxRuntimeException NumbersExpected(LoxMachine machine, int site) => new("Operands must be numbers.", machine.Sites[site]);

    public static LoxRuntimeException NumberExpected(LoxMachine machine, int site) => new("Operand must be a number.", machine.Sites[site]);

    public static LoxRuntimeException Undefined(LoxMachine machine, int index, int site) => new($"Undefined variable '{machine.Names[index]}'.", machine.Sites[site]);

    /// <summary>A sum of operands that are not both numbers.</summary>
    public static LoxValue Add(LoxValue left, LoxValue right, LoxMachine machine, int site) =>
        left.Reference is string a && right.Reference is string b
            ? new LoxValue(machine.Concat(a, b, site))
            : throw new LoxRuntimeException("Operands must be two numbers or two strings.", machine.Sites[site]);

    public static void Print(LoxValue value, LoxMachine machine)
    {
        machine.Output.Write(value.ToString());
        machine.Output.Write('\n');
    }

    public static LoxClosure Close(FastFunction function, int inner, LoxCell[] cells, LoxClass? home) =>
        new(function.Inner[inner].Code, function.Inner[inner].Target, cells, home);

    public static LoxClass MakeClass(string name, LoxValue superclass, bool hasSuperclass, LoxMachine machine, int site) => new(
        name, hasSuperclass ? superclass.Reference as LoxClass ?? throw new LoxRuntimeException("Superclass must be a class.", machine.Sites[site]) : null);

    /// <summary>The function that a call of something else than a function ends in, and its receiver; null if there is none.</summary>
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
                return null;
        }
    }

    /// <summary>A call that is no function's, or one with the wrong number of arguments.</summary>
    public static LoxValue CallOther(LoxValue callee, LoxValue[] arguments, LoxMachine machine, int site)
    {
        switch (callee.Reference)
        {
            case LoxClosure function:
                return CallFunction(function, callee, arguments, machine, site);
            case LoxBoundMethod bound:
                return CallFunction(bound.Method, bound.Receiver, arguments, machine, site);
            case LoxClass { Initializer: { } initializer } type:
                return CallFunction(initializer, new LoxValue(new LoxInstance(type)), arguments, machine, site);
            case LoxClass type:
                CheckCount(0, arguments, machine, site);
                return new LoxValue(new LoxInstance(type));
            case LoxNative native:
                CheckCount(native.Arity, arguments, machine, site);
                return native.Call(arguments, machine.Sites[site]);
            default:
                throw new LoxRuntimeException("Can only call functions and classes.", machine.Sites[site]);
        }
    }

    public static LoxValue Invoke(LoxValue receiver, LoxValue[] arguments, PropertyCache cache, LoxMachine machine)
    {
        if (receiver.Reference is not LoxInstance instance)
        {
            throw new LoxRuntimeException("Only instances have methods.", cache.Site);
        }

        if (instance.Shape.IndexOf(cache.Name) is var index and >= 0)
        {
            return CallOther(instance.Fields[index], arguments, machine, cache.Site.Number);
        }

        var method = Find(instance.Shape.Class, cache);
        if (method.Arity == arguments.Length)
        {
            (cache.Shape, cache.Method) = (instance.Shape, method);
        }

        return CallFunction(method, receiver, arguments, machine, cache.Site.Number);
    }

    public static LoxValue InvokeSuper(LoxValue receiver, LoxValue[] arguments, LoxClass home, PropertyCache cache, LoxMachine machine) =>
        CallFunction(Find(home.Superclass!, cache), receiver, arguments, machine, cache.Site.Number);

    public static LoxValue Get(LoxValue receiver, PropertyCache cache)
    {
        if (receiver.Reference is not LoxInstance instance)
        {
            throw new LoxRuntimeException("Only instances have properties.", cache.Site);
        }

        if (instance.Shape.IndexOf(cache.Name) is var index and >= 0)
        {
            (cache.Shape, cache.Index) = (instance.Shape, index);
            return instance.Fields[index];
        }

        return new LoxValue(new LoxBoundMethod(receiver, Find(instance.Shape.Class, cache)));
    }

    public static LoxValue GetSuper(LoxValue receiver, LoxClass home, PropertyCache cache) => new(new LoxBoundMethod(receiver, Find(home.Superclass!, cache)));

    public static void Set(LoxValue receiver, LoxValue value, PropertyCache cache)
    {
        if (receiver.Reference is not LoxInstance instance)
        {
            throw new LoxRuntimeException("Only instances have fields.", cache.Site);
        }

        if (!ReferenceEquals(instance.Shape, cache.Shape))
        {
            cache.Shape = instance.Shape;
            cache.Index = instance.Shape.IndexOf(cache.Name);
            cache.Larger = cache.Index < 0 ? instance.Shape.With(cache.Name) : null;
        }

        if (cache.Larger is null)
        {
            instance.Fields[cache.Index] = value;
        }
        else
        {
            instance.Add(cache.Larger, value);
        }
    }

    private static LoxClosure Find(LoxClass type, PropertyCache cache) =>
        type.Find(cache.Name) ?? throw new LoxRuntimeException($"Undefined property '{cache.Name}'.", cache.Site);

    private static LoxValue CallFunction(LoxClosure function, LoxValue receiver, LoxValue[] a, LoxMachine machine, int site)
    {
        CheckCount(function.Arity, a, machine, site);
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

    private static void CheckCount(int expected, LoxValue[] arguments, LoxMachine machine, int site)
    {
        if (expected != arguments.Length)
        {
            throw new LoxRuntimeException($"Expected {expected} arguments but got {arguments.Length}.", machine.Sites[site]);
        }
    }
}
