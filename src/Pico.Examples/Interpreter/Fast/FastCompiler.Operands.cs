using System.Reflection.Emit;
using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

// Operands of operators: in locals, as doubles where they are known to be numbers.
internal sealed partial class FastCompiler
{
    /// <summary>Computes an operand into a local.</summary>
    private Operation Operand(ResolvedExpression expression)
    {
        var kind = Expression(expression);
        if (kind == Kind.Bool)
        {
            ToValue(kind);
        }

        var local = Take(kind == Kind.Number ? typeof(double) : typeof(LoxValue));
        il.Emit(OpCodes.Stloc, local);
        return new Operation(local, kind == Kind.Number);
    }

    private void Load(Operation operand)
    {
        il.Emit(OpCodes.Ldloc, operand.Local);
        if (!operand.IsNumber)
        {
            il.Emit(OpCodes.Ldfld, Members.Number);
        }
    }

    private void LoadValue(Operation operand)
    {
        il.Emit(OpCodes.Ldloc, operand.Local);
        ToValue(operand.IsNumber ? Kind.Number : Kind.Value);
    }

    private void JumpUnlessNumber(Operation operand, Label label)
    {
        if (!operand.IsNumber)
        {
            il.Emit(OpCodes.Ldloc, operand.Local);
            il.Emit(OpCodes.Ldfld, Members.Reference);
            il.Emit(OpCodes.Brtrue, label);
        }
    }

    private void Check(Operation[] operands, string error, int line)
    {
        if (operands.All(operand => operand.IsNumber))
        {
            return;
        }

        var wrong = il.DefineLabel();
        foreach (var operand in operands)
        {
            JumpUnlessNumber(operand, wrong);
        }

        ThrowOutOfLine(wrong, error, Site(line).Number);
    }

    /// <summary>An operand in a local: a double, or a value that may be one.</summary>
    private sealed record Operation(LocalBuilder Local, bool IsNumber);
}
