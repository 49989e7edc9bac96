using System.Reflection.Emit;
using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

// Calls and properties: the common case in line, guarded by one comparison; the others out of line.
internal sealed partial class FastCompiler
{
    /// <summary>Receives what a call of a class or bound method is a call with; the address of no other local is taken, so that they can live in registers.</summary>
    private LocalBuilder? resolved;

    private Kind Call(ResolvedExpression.Call call)
    {
        Value(call.Callee);
        var callee = Take(typeof(LoxValue));
        il.Emit(OpCodes.Stloc, callee);
        var arguments = Arguments(call.Arguments);
        var site = Site(call.Line).Number;
        var (known, special, other, done) = (il.DefineLabel(), il.DefineLabel(), il.DefineLabel(), il.DefineLabel());
        var (function, receiver, result) = (Take(typeof(LoxClosure)), Take(typeof(LoxValue)), Take(typeof(LoxValue)));

        il.Emit(OpCodes.Ldloc, callee);
        il.Emit(OpCodes.Stloc, receiver);
        il.Emit(OpCodes.Ldloc, callee);
        il.Emit(OpCodes.Ldfld, Members.Reference);
        il.Emit(OpCodes.Isinst, typeof(LoxClosure));
        il.Emit(OpCodes.Stloc, function);
        il.Emit(OpCodes.Ldloc, function);
        il.Emit(OpCodes.Brfalse, special);
        il.MarkLabel(known);
        il.Emit(OpCodes.Ldloc, function);
        il.Emit(OpCodes.Ldfld, Members.Arity);
        il.Emit(OpCodes.Ldc_I4, arguments.Length);
        il.Emit(OpCodes.Bne_Un, other);
        Call(function, receiver, arguments, site);
        il.Emit(OpCodes.Stloc, result);
        il.MarkLabel(done);
        il.Emit(OpCodes.Ldloc, result);
        OutOfLine(special, done, result, () =>
        {
            // A class with an initializer or a bound method ends in a function.
            resolved ??= il.DeclareLocal(typeof(LoxValue));
            il.Emit(OpCodes.Ldloc, callee);
            il.Emit(OpCodes.Ldloca, resolved);
            il.Emit(OpCodes.Call, Members.Resolve);
            il.Emit(OpCodes.Stloc, function);
            il.Emit(OpCodes.Ldloc, resolved);
            il.Emit(OpCodes.Stloc, receiver);
            il.Emit(OpCodes.Ldloc, function);
            il.Emit(OpCodes.Brtrue, known);
            il.MarkLabel(other);
            il.Emit(OpCodes.Ldloc, callee);
            Array(arguments);
            il.Emit(OpCodes.Ldloc, machine);
            il.Emit(OpCodes.Ldc_I4, site);
            il.Emit(OpCodes.Call, Members.Runtime(nameof(FastRuntime.CallOther)));
        });
        Give([callee, function, receiver, result, .. arguments]);
        return Kind.Value;
    }

    private Kind Invoke(ResolvedExpression.Invoke invoke)
    {
        Value(invoke.Receiver);
        var receiver = Take(typeof(LoxValue));
        il.Emit(OpCodes.Stloc, receiver);
        var arguments = Arguments(invoke.Arguments);
        var site = Site(invoke.Line).Number;
        var (other, done) = (il.DefineLabel(), il.DefineLabel());
        var (cache, function, result) = (Take(typeof(PropertyCache).MakeByRefType()), Take(typeof(LoxClosure)), Take(typeof(LoxValue)));

        Cache(invoke.Name, invoke.Line);
        il.Emit(OpCodes.Stloc, cache);
        JumpUnlessShape(receiver, cache, other);
        il.Emit(OpCodes.Ldloc, cache);
        il.Emit(OpCodes.Ldfld, Members.CacheMethod);
        il.Emit(OpCodes.Stloc, function);
        Call(function, receiver, arguments, site);
        il.Emit(OpCodes.Stloc, result);
        il.MarkLabel(done);
        il.Emit(OpCodes.Ldloc, result);
        OutOfLine(other, done, result, () =>
        {
            il.Emit(OpCodes.Ldloc, receiver);
            Array(arguments);
            il.Emit(OpCodes.Ldloc, cache);
            il.Emit(OpCodes.Ldloc, machine);
            il.Emit(OpCodes.Call, Members.Runtime(nameof(FastRuntime.Invoke)));
        });
        Give([receiver, cache, function, result, .. arguments]);
        return Kind.Value;
    }

    private Kind InvokeSuper(ResolvedExpression.InvokeSuper invoke)
    {
        Value(invoke.Receiver);
        var receiver = Take(typeof(LoxValue));
        il.Emit(OpCodes.Stloc, receiver);
        var arguments = Arguments(invoke.Arguments);
        var function = Take(typeof(LoxClosure));
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldfld, Members.Home);
        Cache(invoke.Name, invoke.Line);
        il.Emit(OpCodes.Ldc_I4, arguments.Length);
        il.Emit(OpCodes.Call, Members.Runtime(nameof(FastRuntime.SuperMethod)));
        il.Emit(OpCodes.Stloc, function);
        Call(function, receiver, arguments, Site(invoke.Line).Number);
        Give([receiver, function, .. arguments]);
        return Kind.Value;
    }

    private Kind Get(ResolvedExpression.Get get)
    {
        Value(get.Object);
        var (receiver, cache, result) = (Take(typeof(LoxValue)), Take(typeof(PropertyCache).MakeByRefType()), Take(typeof(LoxValue)));
        var (other, done) = (il.DefineLabel(), il.DefineLabel());
        il.Emit(OpCodes.Stloc, receiver);
        Cache(get.Name, get.Line);
        il.Emit(OpCodes.Stloc, cache);
        JumpUnlessShape(receiver, cache, other);
        FieldAddress(receiver, cache);
        il.Emit(OpCodes.Ldobj, typeof(LoxValue));
        il.Emit(OpCodes.Stloc, result);
        il.MarkLabel(done);
        il.Emit(OpCodes.Ldloc, result);
        OutOfLine(other, done, result, () =>
        {
            il.Emit(OpCodes.Ldloc, cache);
            il.Emit(OpCodes.Ldloc, receiver);
            il.Emit(OpCodes.Call, Members.CacheGet);
        });
        Give(receiver, cache, result);
        return Kind.Value;
    }

    private Kind Set(ResolvedExpression.Set set, bool isUsed)
    {
        Value(set.Object);
        var (receiver, cache, value) = (Take(typeof(LoxValue)), Take(typeof(PropertyCache).MakeByRefType()), Take(typeof(LoxValue)));
        var (other, done) = (il.DefineLabel(), il.DefineLabel());
        il.Emit(OpCodes.Stloc, receiver);
        Value(set.Value);
        il.Emit(OpCodes.Stloc, value);
        Cache(set.Name, set.Line);
        il.Emit(OpCodes.Stloc, cache);
        JumpUnlessShape(receiver, cache, other);
        il.Emit(OpCodes.Ldloc, cache);
        il.Emit(OpCodes.Ldfld, Members.CacheLarger);
        il.Emit(OpCodes.Brtrue, other); // this place adds the field
        FieldAddress(receiver, cache);
        il.Emit(OpCodes.Ldloc, value);
        il.Emit(OpCodes.Call, Members.StoreValue);
        il.MarkLabel(done);
        OutOfLine(other, done, null, () =>
        {
            il.Emit(OpCodes.Ldloc, cache);
            il.Emit(OpCodes.Ldloc, receiver);
            il.Emit(OpCodes.Ldloc, value);
            il.Emit(OpCodes.Call, Members.CacheSet);
        });
        if (isUsed)
        {
            il.Emit(OpCodes.Ldloc, value);
        }

        Give(receiver, cache, value);
        return Kind.Value;
    }

    /// <summary>Calls a function that takes as many arguments as there are.</summary>
    private void Call(LocalBuilder function, LocalBuilder receiver, LocalBuilder[] arguments, int site)
    {
        il.Emit(OpCodes.Ldloc, machine);
        il.Emit(OpCodes.Ldc_I4, site);
        il.Emit(OpCodes.Call, Members.Enter);
        il.Emit(OpCodes.Ldloc, function);
        il.Emit(OpCodes.Ldfld, Members.Body);
        il.Emit(OpCodes.Ldloc, function);
        il.Emit(OpCodes.Ldloc, receiver);
        if (arguments.Length <= Members.MostArguments)
        {
            foreach (var argument in arguments)
            {
                il.Emit(OpCodes.Ldloc, argument);
            }
        }
        else
        {
            Array(arguments);
        }

        il.Emit(OpCodes.Callvirt, Members.Target(arguments.Length).GetMethod("Invoke")!);
        il.Emit(OpCodes.Ldloc, machine);
        il.Emit(OpCodes.Call, Members.Leave);
    }

    private LocalBuilder[] Arguments(ResolvedExpression[] expressions)
    {
        var locals = new LocalBuilder[expressions.Length];
        for (var i = 0; i < locals.Length; i++)
        {
            Value(expressions[i]);
            locals[i] = Take(typeof(LoxValue));
            il.Emit(OpCodes.Stloc, locals[i]);
        }

        return locals;
    }

    private void Array(LocalBuilder[] arguments)
    {
        il.Emit(OpCodes.Ldc_I4, arguments.Length);
        il.Emit(OpCodes.Newarr, typeof(LoxValue));
        for (var i = 0; i < arguments.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldloc, arguments[i]);
            il.Emit(OpCodes.Stelem, typeof(LoxValue));
        }
    }

    /// <summary>The address of what a place knows of its property.</summary>
    private void Cache(string name, int line)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, Members.Caches);
        il.Emit(OpCodes.Ldc_I4, caches.Count);
        il.Emit(OpCodes.Ldelema, typeof(PropertyCache));
        caches.Add(new PropertyCache(name, Site(line)));
    }

    /// <summary>Jumps unless a value is an instance of the shape that the cache knows.</summary>
    private void JumpUnlessShape(LocalBuilder receiver, LocalBuilder cache, Label label)
    {
        var instance = Take(typeof(LoxInstance));
        il.Emit(OpCodes.Ldloc, receiver);
        il.Emit(OpCodes.Ldfld, Members.Reference);
        il.Emit(OpCodes.Isinst, typeof(LoxInstance));
        il.Emit(OpCodes.Stloc, instance);
        il.Emit(OpCodes.Ldloc, instance);
        il.Emit(OpCodes.Brfalse, label);
        il.Emit(OpCodes.Ldloc, instance);
        il.Emit(OpCodes.Call, Members.Shape);
        il.Emit(OpCodes.Ldloc, cache);
        il.Emit(OpCodes.Ldfld, Members.CacheShape);
        il.Emit(OpCodes.Bne_Un, label);
        Give(instance);
    }

    private void FieldAddress(LocalBuilder receiver, LocalBuilder cache)
    {
        il.Emit(OpCodes.Ldloc, receiver);
        il.Emit(OpCodes.Ldfld, Members.Reference); // an instance, as has been checked
        il.Emit(OpCodes.Ldfld, Members.Fields);
        il.Emit(OpCodes.Ldloc, cache);
        il.Emit(OpCodes.Ldfld, Members.CacheIndex);
        il.Emit(OpCodes.Ldelema, typeof(LoxValue));
    }
}
