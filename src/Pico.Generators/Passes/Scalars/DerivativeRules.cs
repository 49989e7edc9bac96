using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using static Pico.Generators.Ir.ScalarOpcode;
using static Pico.Generators.Passes.DerivativeValue;

namespace Pico.Generators.Passes;

/// <summary>
/// The derivative of every scalar operation: given the upstream gradient u, the result y and the operands a, b, c, what
/// each operand receives, in order. An operation without a line has no derivative, and using one is an error.
/// Conventions where the mathematics leaves a choice: at a tie Min and Max give everything to their second operand (so
/// Max(x, 0) has slope 0 at 0, like relu); Abs has slope 0 at 0; Floor, Ceiling, Round, Truncate and Sign have slope 0 everywhere.
/// </summary>
internal static class DerivativeRules
{
    private static readonly double SqrtPi = Math.Sqrt(Math.PI);
    private static readonly double Ln2 = Math.Log(2);
    private static readonly double Ln10 = Math.Log(10);

    private static readonly Dictionary<ScalarOpcode, Func<DerivativeValue, DerivativeValue, DerivativeValue, DerivativeValue, DerivativeValue, Contribution[]>> Table = new()
    {
        [Add] = (u, y, a, b, c) => [u, u],
        [Subtract] = (u, y, a, b, c) => [u, -u],
        [Multiply] = (u, y, a, b, c) => [u * b, u * a],
        [Divide] = (u, y, a, b, c) => [u / b, -(u / b * y)],
        [Remainder] = (u, y, a, b, c) => [u, -(u * (a / b).Apply(Truncate))],
        [Negate] = (u, y, a, b, c) => [-u],
        [FusedMultiplyAdd] = (u, y, a, b, c) => [u * b, u * a, u],
        [Abs] = (u, y, a, b, c) => [Choose(a < 0, -u, Choose(a > 0, u, u.Zero))],
        [Min] = (u, y, a, b, c) => [When(a < b, u), Unless(a < b, u)],
        [Max] = (u, y, a, b, c) => [When(a > b, u), Unless(a > b, u)],
        [Select] = (u, y, a, b, c) => [Nothing, When(a, u), Unless(a, u)],
        [ScalarOpcode.Convert] = (u, y, a, b, c) => [u.As(a)],
        [Floor] = (u, y, a, b, c) => [Nothing],
        [Ceiling] = (u, y, a, b, c) => [Nothing],
        [Round] = (u, y, a, b, c) => [Nothing],
        [Truncate] = (u, y, a, b, c) => [Nothing],
        [Sign] = (u, y, a, b, c) => [Nothing],
        [CopySign] = (u, y, a, b, c) => [u * (a.One.Apply(CopySign, a) * a.One.Apply(CopySign, b)), Nothing],
        [Sqrt] = (u, y, a, b, c) => [u * 0.5 / y],
        [Cbrt] = (u, y, a, b, c) => [u / (y * y * 3)],
        [Exp] = (u, y, a, b, c) => [u * y],
        [Exp2] = (u, y, a, b, c) => [u * y * Ln2],
        [ExpM1] = (u, y, a, b, c) => [u * (y + 1)],
        [Log] = (u, y, a, b, c) => [u / a],
        [Log2] = (u, y, a, b, c) => [u / (a * Ln2)],
        [Log10] = (u, y, a, b, c) => [u / (a * Ln10)],
        [LogP1] = (u, y, a, b, c) => [u / (a + 1)],
        [Pow] = (u, y, a, b, c) => [When(b != 0, u * b * a.Apply(Pow, b - 1)), When(a != 0, u * y * a.Apply(Log))],
        [Sin] = (u, y, a, b, c) => [u * a.Apply(Cos)],
        [Cos] = (u, y, a, b, c) => [-(u * a.Apply(Sin))],
        [Tan] = (u, y, a, b, c) => [u * (y * y + 1)],
        [Asin] = (u, y, a, b, c) => [u / (a.One - a * a).Apply(Sqrt)],
        [Acos] = (u, y, a, b, c) => [-(u / (a.One - a * a).Apply(Sqrt))],
        [Atan] = (u, y, a, b, c) => [u / (a * a + 1)],
        [Atan2] = (u, y, a, b, c) => [u * b / (a * a + b * b), -(u * a / (a * a + b * b))],
        [Sinh] = (u, y, a, b, c) => [u * a.Apply(Cosh)],
        [Cosh] = (u, y, a, b, c) => [u * a.Apply(Sinh)],
        [Tanh] = (u, y, a, b, c) => [u * (y.One - y * y)],
        [Erf] = (u, y, a, b, c) => [u * (2 / SqrtPi) * (-(a * a)).Apply(Exp)],
        [NormalDistribution] = (u, y, a, b, c) => [u * a.Apply(NormalDensity)],
        [NormalDensity] = (u, y, a, b, c) => [-(u * a * y)],
    };

    public static bool Has(ScalarOpcode opcode) => opcode == WithDerivative || Table.ContainsKey(opcode);

    public static Contribution[] Apply(ScalarOpcode opcode, DerivativeValue upstream, DerivativeValue result, DerivativeValue[] operands)
    {
        if (opcode == WithDerivative)
        {
            return operands.Select((_, i) => i % 2 == 1 ? upstream * operands[i + 1] : Nothing).ToArray();
        }

        var none = default(DerivativeValue);
        return Table[opcode](
            upstream, result, operands[0], operands.Length > 1 ? operands[1] : none, operands.Length > 2 ? operands[2] : none);
    }
}
