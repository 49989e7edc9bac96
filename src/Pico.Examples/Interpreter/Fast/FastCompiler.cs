using System.Reflection.Emit;
using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

/// <summary>
/// Compiles a function to IL, which the runtime makes machine code of: variables are locals of the machine code, numbers stay doubles while an expression is computed, and what is not a number
/// leaves the straight line for <see cref="FastRuntime"/>.
/// </summary>
internal sealed partial class FastCompiler
{
    private readonly FastFunction target;
    private readonly ResolvedFunction function;
    private readonly CodeWriter il;
    private readonly LocalBuilder machine;
    private readonly IReadOnlySet<int> numbers;
    private readonly Dictionary<int, LocalBuilder> variables = [];
    private readonly Dictionary<int, LocalBuilder> cells = [];
    private readonly Dictionary<Type, Stack<LocalBuilder>> free = [];
    private readonly List<Action> outOfLine = [];
    private readonly List<PropertyCache> caches = [];
    private readonly List<FastFunction> inner = [];

    private FastCompiler(FastFunction target, CodeWriter il)
    {
        this.target = target;
        this.il = il;
        function = target.Code;
        machine = il.DeclareLocal(typeof(LoxMachine));
        numbers = NumericLocals.Of(function);
    }

    /// <summary>What an expression leaves on the stack.</summary>
    private enum Kind
    {
        Value,
        Number,
        Bool,
    }

    /// <summary>Compiles a function.</summary>
    /// <param name="target">The function; it gets what its code refers to.</param>
    /// <param name="listing">Receives the code as text, unless it is null.</param>
    public static Delegate Compile(FastFunction target, List<string>? listing = null)
    {
        var function = target.Code;
        var arguments = function.Arity <= Members.MostArguments ? Enumerable.Repeat(typeof(LoxValue), function.Arity) : [typeof(LoxValue[])];
        var method = new DynamicMethod(
            function.Name ?? "script", typeof(LoxValue), [typeof(FastFunction), typeof(LoxClosure), typeof(LoxValue), .. arguments], typeof(FastCompiler).Module, skipVisibility: true);
        var compiler = new FastCompiler(target, new CodeWriter(method.GetILGenerator(), listing));
        compiler.Prologue();
        foreach (var statement in function.Body)
        {
            compiler.Statement(statement);
        }

        if (function.Kind == FunctionKind.Script)
        {
            compiler.il.Emit(OpCodes.Ldsfld, Members.Nil);
            compiler.il.Emit(OpCodes.Ret);
        }

        for (var i = 0; i < compiler.outOfLine.Count; i++)
        {
            compiler.outOfLine[i]();
        }

        target.Caches = [.. compiler.caches];
        target.Inner = [.. compiler.inner];
        return method.CreateDelegate(Members.Target(function.Arity), target);
    }

    /// <summary>Parameters become locals, those that inner functions use cells.</summary>
    private void Prologue()
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, Members.Machine);
        il.Emit(OpCodes.Stloc, machine);
        for (var slot = 0; slot <= function.Arity; slot++)
        {
            if (slot > 0 && function.Arity > Members.MostArguments)
            {
                il.Emit(OpCodes.Ldarg_3);
                il.Emit(OpCodes.Ldc_I4, slot - 1);
                il.Emit(OpCodes.Ldelem, typeof(LoxValue));
            }
            else
            {
                il.Emit(OpCodes.Ldarg, slot + 2);
            }

            Begin(slot, function.CapturedParameters.Contains(slot));
        }
    }

    private void Statement(ResolvedStatement statement)
    {
        switch (statement)
        {
            case ResolvedStatement.Expression expression:
                Effect(expression.Value);
                break;
            case ResolvedStatement.Print print:
                var printed = Take(typeof(LoxValue));
                Value(print.Value);
                il.Emit(OpCodes.Stloc, printed);
                il.Emit(OpCodes.Ldloc, machine);
                il.Emit(OpCodes.Ldloc, printed);
                il.Emit(OpCodes.Call, Members.Print);
                Give(printed);
                break;
            case ResolvedStatement.Declare declare:
                ValueOf(declare.Place, declare.Value);
                Declare(declare.Place);
                break;
            case ResolvedStatement.Block block:
                foreach (var part in block.Statements)
                {
                    Statement(part);
                }

                break;
            case ResolvedStatement.If branch:
                If(branch);
                break;
            case ResolvedStatement.While loop:
                While(loop);
                break;
            case ResolvedStatement.Return result:
                Value(result.Value);
                il.Emit(OpCodes.Ret);
                break;
            case ResolvedStatement.Function declaration:
                Predeclare(declaration.Place);
                Closure(declaration.Code, () =>
                {
                    il.Emit(OpCodes.Ldarg_1);
                    il.Emit(OpCodes.Ldfld, Members.Home);
                });
                il.Emit(OpCodes.Newobj, Members.OfReference);
                Store(declaration.Place);
                break;
            default:
                Class((ResolvedStatement.Class)statement);
                break;
        }
    }

    private void If(ResolvedStatement.If branch)
    {
        var (otherwise, end) = (il.DefineLabel(), il.DefineLabel());
        Jump(branch.Condition, otherwise, when: false);
        Statement(branch.Then);
        if (branch.Else is not null)
        {
            il.Emit(OpCodes.Br, end);
        }

        il.MarkLabel(otherwise);
        if (branch.Else is not null)
        {
            Statement(branch.Else);
        }

        il.MarkLabel(end);
    }

    private void While(ResolvedStatement.While loop)
    {
        // The condition stands at the end, so that a round takes one jump.
        var (body, condition) = (il.DefineLabel(), il.DefineLabel());
        il.Emit(OpCodes.Br, condition);
        il.MarkLabel(body);
        il.Emit(OpCodes.Ldloc, machine);
        il.Emit(OpCodes.Ldc_I4, Site(loop.Line).Number);
        il.Emit(OpCodes.Call, Members.Step);
        Statement(loop.Body);
        if (loop.Increment is not null)
        {
            Effect(loop.Increment);
        }

        il.MarkLabel(condition);
        if (loop.Condition is null)
        {
            il.Emit(OpCodes.Br, body);
        }
        else
        {
            Jump(loop.Condition, body, when: true);
        }
    }

    private void Class(ResolvedStatement.Class declaration)
    {
        Predeclare(declaration.Place);
        var site = Site(declaration.Line);
        il.Emit(OpCodes.Ldstr, declaration.Name);
        if (declaration.Superclass is { } place)
        {
            Read(place, site.Number);
        }
        else
        {
            il.Emit(OpCodes.Ldsfld, Members.Nil);
        }

        il.Emit(declaration.Superclass is null ? OpCodes.Ldc_I4_0 : OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Ldloc, machine);
        il.Emit(OpCodes.Ldc_I4, site.Number);
        il.Emit(OpCodes.Call, Members.Runtime(nameof(FastRuntime.MakeClass)));
        var type = Take(typeof(LoxClass));
        il.Emit(OpCodes.Stloc, type);
        foreach (var method in declaration.Methods)
        {
            il.Emit(OpCodes.Ldloc, type);
            il.Emit(OpCodes.Ldstr, method.Name!);
            Closure(method, () => il.Emit(OpCodes.Ldloc, type));
            il.Emit(OpCodes.Call, Members.AddMethod);
        }

        il.Emit(OpCodes.Ldloc, type);
        il.Emit(OpCodes.Newobj, Members.OfReference);
        Store(declaration.Place);
        Give(type);
    }

    /// <summary>Makes a closure of an inner function.</summary>
    private void Closure(ResolvedFunction code, Action home)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, inner.Count);
        inner.Add(new FastFunction(code, target.Machine));
        il.Emit(OpCodes.Ldc_I4, code.Captures.Count);
        il.Emit(OpCodes.Newarr, typeof(LoxCell));
        for (var i = 0; i < code.Captures.Count; i++)
        {
            var capture = code.Captures[i];
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            if (capture.IsLocal)
            {
                il.Emit(OpCodes.Ldloc, cells[capture.Index]);
            }
            else
            {
                Captured(capture.Index);
            }

            il.Emit(OpCodes.Stelem_Ref);
        }

        home();
        il.Emit(OpCodes.Call, Members.Runtime(nameof(FastRuntime.Close)));
    }

    /// <summary>Adds code behind the function for what is rare: it leaves its value, if it has one, in a local and goes back.</summary>
    private void OutOfLine(Label entry, Label back, LocalBuilder? result, Action code) => outOfLine.Add(() =>
    {
        il.MarkLabel(entry);
        code();
        if (result is not null)
        {
            il.Emit(OpCodes.Stloc, result);
        }

        il.Emit(OpCodes.Br, back);
    });

    /// <summary>Adds code behind the function that throws what a method makes of the machine and some numbers.</summary>
    private void ThrowOutOfLine(Label entry, string error, params int[] numbers) => outOfLine.Add(() =>
    {
        il.MarkLabel(entry);
        il.Emit(OpCodes.Ldloc, machine);
        foreach (var number in numbers)
        {
            il.Emit(OpCodes.Ldc_I4, number);
        }

        il.Emit(OpCodes.Call, Members.Runtime(error));
        il.Emit(OpCodes.Throw);
    });

    private CodeSite Site(int line)
    {
        il.Line(line);
        return target.Machine.Sites.Add(function, line);
    }

    /// <summary>A local that nothing else uses until it is given back.</summary>
    private LocalBuilder Take(Type type) => free.TryGetValue(type, out var locals) && locals.Count > 0 ? locals.Pop() : il.DeclareLocal(type);

    private void Give(params LocalBuilder[] locals)
    {
        foreach (var local in locals)
        {
            if (!free.TryGetValue(local.LocalType, out var stack))
            {
                free.Add(local.LocalType, stack = new Stack<LocalBuilder>());
            }

            stack.Push(local);
        }
    }
}
