using System.Reflection.Emit;
using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;
using Pico.Examples.Interpreter.Syntax;

namespace Pico.Examples.Interpreter.Fast;

// Expressions: each leaves a value, a number or a truth value on the stack, whichever it has at hand.
internal sealed partial class FastCompiler
{
    private void Value(ResolvedExpression expression) => ToValue(Expression(expression));

    private void ToValue(Kind kind)
    {
        if (kind == Kind.Number)
        {
            il.Emit(OpCodes.Newobj, Members.OfNumber);
        }
        else if (kind == Kind.Bool)
        {
            il.Emit(OpCodes.Call, Members.OfBool);
        }
    }

    /// <summary>An expression whose value nobody needs.</summary>
    private void Effect(ResolvedExpression expression)
    {
        switch (expression)
        {
            case ResolvedExpression.Write { Place.Kind: not PlaceKind.Global } write:
                ValueOf(write.Place, write.Value);
                Store(write.Place);
                break;
            case ResolvedExpression.Set set:
                Set(set, isUsed: false);
                break;
            default:
                Expression(expression);
                il.Emit(OpCodes.Pop);
                break;
        }
    }

    private Kind Expression(ResolvedExpression expression)
    {
        switch (expression)
        {
            case ResolvedExpression.Constant constant:
                return Constant(constant.Value);
            case ResolvedExpression.Read read:
                Read(read.Place, Site(read.Line).Number);
                return IsNumber(read.Place) ? Kind.Number : Kind.Value;
            case ResolvedExpression.Write write:
                return Write(write);
            case ResolvedExpression.Not not:
                Truth(not.Operand);
                Invert();
                return Kind.Bool;
            case ResolvedExpression.Negate negate:
                return Negate(negate);
            case ResolvedExpression.Binary binary:
                return Binary(binary);
            case ResolvedExpression.Logical logical:
                return Logical(logical);
            case ResolvedExpression.Call call:
                return Call(call);
            case ResolvedExpression.Invoke invoke:
                return Invoke(invoke);
            case ResolvedExpression.InvokeSuper invoke:
                return InvokeSuper(invoke);
            case ResolvedExpression.Get get:
                return Get(get);
            case ResolvedExpression.GetSuper get:
                Value(get.Receiver);
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Ldfld, Members.Home);
                Cache(get.Name, get.Line);
                il.Emit(OpCodes.Call, Members.Runtime(nameof(FastRuntime.GetSuper)));
                return Kind.Value;
            default:
                return Set((ResolvedExpression.Set)expression, isUsed: true);
        }
    }

    private Kind Constant(LoxValue value)
    {
        if (value.IsNumber)
        {
            il.Emit(OpCodes.Ldc_R8, value.Number);
            return Kind.Number;
        }

        if (value.Reference is string text)
        {
            il.Emit(OpCodes.Ldstr, text);
            il.Emit(OpCodes.Newobj, Members.OfReference);
        }
        else
        {
            il.Emit(OpCodes.Ldsfld, value.IsNil ? Members.Nil : value.IsTruthy ? Members.True : Members.False);
        }

        return Kind.Value;
    }

    private Kind Write(ResolvedExpression.Write write)
    {
        ValueOf(write.Place, write.Value);
        if (IsNumber(write.Place))
        {
            il.Emit(OpCodes.Dup);
            Store(write.Place);
            return Kind.Number;
        }

        var value = Take(typeof(LoxValue));
        il.Emit(OpCodes.Stloc, value);
        if (write.Place.Kind == PlaceKind.Global)
        {
            var before = Take(typeof(LoxValue));
            LoadGlobal(write.Place.Index);
            il.Emit(OpCodes.Stloc, before);
            Defined(before, write.Place.Index, Site(write.Line).Number);
            Give(before);
        }

        il.Emit(OpCodes.Ldloc, value);
        Store(write.Place);
        il.Emit(OpCodes.Ldloc, value);
        Give(value);
        return Kind.Value;
    }

    private Kind Negate(ResolvedExpression.Negate negate)
    {
        var operand = Operand(negate.Operand);
        Check([operand], nameof(FastRuntime.NumberExpected), negate.Line);
        Load(operand);
        il.Emit(OpCodes.Neg);
        Give(operand.Local);
        return Kind.Number;
    }

    private Kind Binary(ResolvedExpression.Binary binary)
    {
        if (binary.Operator is LoxGrammar.TokenKind.EqualEqual or LoxGrammar.TokenKind.BangEqual)
        {
            Equality(binary);
            if (binary.Operator == LoxGrammar.TokenKind.BangEqual)
            {
                Invert();
            }

            return Kind.Bool;
        }

        var left = Operand(binary.Left);
        var right = Operand(binary.Right);
        if (binary.Operator == LoxGrammar.TokenKind.Plus && !left.IsNumber && !right.IsNumber)
        {
            return Add(left, right, binary.Line);
        }

        Check([left, right], binary.Operator == LoxGrammar.TokenKind.Plus ? nameof(FastRuntime.SumExpected) : nameof(FastRuntime.NumbersExpected), binary.Line);
        Load(left);
        Load(right);
        Give(left.Local, right.Local);
        var (operation, kind, isInverted) = binary.Operator switch
        {
            LoxGrammar.TokenKind.Plus => (OpCodes.Add, Kind.Number, false),
            LoxGrammar.TokenKind.Minus => (OpCodes.Sub, Kind.Number, false),
            LoxGrammar.TokenKind.Star => (OpCodes.Mul, Kind.Number, false),
            LoxGrammar.TokenKind.Slash => (OpCodes.Div, Kind.Number, false),
            LoxGrammar.TokenKind.Less => (OpCodes.Clt, Kind.Bool, false),
            LoxGrammar.TokenKind.Greater => (OpCodes.Cgt, Kind.Bool, false),
            LoxGrammar.TokenKind.LessEqual => (OpCodes.Cgt, Kind.Bool, true), // the book's compiler negates the other comparison, which NaN can tell
            _ => (OpCodes.Clt, Kind.Bool, true),
        };
        il.Emit(operation);
        if (isInverted)
        {
            Invert();
        }

        return kind;
    }

    private void Equality(ResolvedExpression.Binary binary)
    {
        if (binary.Right is ResolvedExpression.Constant { Value.IsNil: true })
        {
            Value(binary.Left);
            var value = Take(typeof(LoxValue));
            il.Emit(OpCodes.Stloc, value);
            il.Emit(OpCodes.Ldloca, value);
            il.Emit(OpCodes.Call, Members.IsNil);
            Give(value);
            return;
        }

        var left = Operand(binary.Left);
        var right = Operand(binary.Right);
        if (left.IsNumber && right.IsNumber)
        {
            Load(left);
            Load(right);
            il.Emit(OpCodes.Ceq);
        }
        else
        {
            LoadValue(left);
            LoadValue(right);
            il.Emit(OpCodes.Call, Members.AreEqual);
        }

        Give(left.Local, right.Local);
    }

    /// <summary>A sum: of numbers in line, of strings out of line.</summary>
    private Kind Add(Operation left, Operation right, int line)
    {
        var (other, done) = (il.DefineLabel(), il.DefineLabel());
        var result = Take(typeof(LoxValue));
        var site = Site(line).Number;
        JumpUnlessNumber(left, other);
        JumpUnlessNumber(right, other);
        Load(left);
        Load(right);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Newobj, Members.OfNumber);
        il.Emit(OpCodes.Stloc, result);
        il.MarkLabel(done);
        il.Emit(OpCodes.Ldloc, result);
        OutOfLine(other, done, result, () =>
        {
            LoadValue(left);
            LoadValue(right);
            il.Emit(OpCodes.Ldloc, machine);
            il.Emit(OpCodes.Ldc_I4, site);
            il.Emit(OpCodes.Call, Members.Runtime(nameof(FastRuntime.Add)));
        });
        Give(left.Local, right.Local, result);
        return Kind.Value;
    }

    private Kind Logical(ResolvedExpression.Logical logical)
    {
        var end = il.DefineLabel();
        var result = Take(typeof(LoxValue));
        Value(logical.Left);
        il.Emit(OpCodes.Stloc, result);
        il.Emit(OpCodes.Ldloca, result);
        il.Emit(OpCodes.Call, Members.IsTruthy);
        il.Emit(logical.IsAnd ? OpCodes.Brfalse : OpCodes.Brtrue, end);
        Value(logical.Right);
        il.Emit(OpCodes.Stloc, result);
        il.MarkLabel(end);
        il.Emit(OpCodes.Ldloc, result);
        Give(result);
        return Kind.Value;
    }

    /// <summary>Whether a condition takes an expression for true.</summary>
    private void Truth(ResolvedExpression expression)
    {
        switch (Expression(expression))
        {
            case Kind.Number:
                il.Emit(OpCodes.Pop);
                il.Emit(OpCodes.Ldc_I4_1);
                break;
            case Kind.Value:
                var value = Take(typeof(LoxValue));
                il.Emit(OpCodes.Stloc, value);
                il.Emit(OpCodes.Ldloca, value);
                il.Emit(OpCodes.Call, Members.IsTruthy);
                Give(value);
                break;
        }
    }

    /// <summary>Jumps if an expression is taken for true, or for false.</summary>
    private void Jump(ResolvedExpression condition, Label label, bool when)
    {
        switch (condition)
        {
            case ResolvedExpression.Not not:
                Jump(not.Operand, label, !when);
                return;
            case ResolvedExpression.Logical logical when logical.IsAnd != when:
                Jump(logical.Left, label, when);
                Jump(logical.Right, label, when);
                return;
            case ResolvedExpression.Logical logical:
                var end = il.DefineLabel();
                Jump(logical.Left, end, !when);
                Jump(logical.Right, label, when);
                il.MarkLabel(end);
                return;
            default:
                Truth(condition);
                il.Emit(when ? OpCodes.Brtrue : OpCodes.Brfalse, label);
                return;
        }
    }

    private void Invert()
    {
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ceq);
    }
}
