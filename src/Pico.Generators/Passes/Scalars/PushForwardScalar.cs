using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The tangent of one operation, by the rules of reverse mode (<see cref="DerivativeRules"/>): they are linear in the upstream gradient, so
/// what an operand would receive if its own tangent were the upstream is what it adds to the tangent of the result.
/// </summary>
internal static class PushForwardScalar
{
    /// <summary>
    /// The tangent of a value, or -1 where it has none. What has no rule has no tangent: reverse mode, which is always derived along with
    /// forward mode, has found that nothing depends on it or refused it.
    /// </summary>
    /// <param name="builder">Holds the value and receives its tangent.</param>
    /// <param name="instruction">The operation.</param>
    /// <param name="value">Its result in the builder.</param>
    /// <param name="operands">Its operands in the builder.</param>
    /// <param name="tangents">Their tangents, -1 for those that have none.</param>
    public static int Tangent(ScalarBuilder builder, ScalarInstruction instruction, int value, int[] operands, int[] tangents)
    {
        if (!instruction.Type.IsFloat() || !DerivativeRules.Has(instruction.Opcode))
        {
            return -1;
        }

        var result = new DerivativeValue(builder, value);
        var arguments = operands.Select(operand => new DerivativeValue(builder, operand)).ToArray();
        if (instruction.Opcode == ScalarOpcode.Divide && tangents.All(tangent => tangent >= 0))
        {
            // by the rules of reverse mode it would be two divisions
            return ((new DerivativeValue(builder, tangents[0]) - (result * new DerivativeValue(builder, tangents[1]))) / arguments[1]).Value;
        }

        Contribution? sum = null;
        for (var k = 0; k < operands.Length; k++)
        {
            if (tangents[k] < 0)
            {
                continue;
            }

            var contribution = DerivativeRules.Apply(instruction.Opcode, new DerivativeValue(builder, tangents[k]), result, arguments)[k];
            if (contribution.Value is { } share)
            {
                contribution = contribution with { Value = share.As(result) };
                sum = sum is { } others ? Sum(builder, others, contribution) : contribution;
            }
        }

        return sum is { } all ? Masked(builder, all).Value : -1;
    }

    private static Contribution Sum(ScalarBuilder builder, Contribution a, Contribution b)
    {
        if (a.Condition < 0 || a.Condition != b.Condition)
        {
            return Masked(builder, a) + Masked(builder, b);
        }

        if (a.IsNegated == b.IsNegated)
        {
            return a with { Value = a.Value!.Value + b.Value!.Value };
        }

        var (whenTrue, whenFalse) = a.IsNegated ? (b, a) : (a, b);
        return DerivativeValue.Choose(new DerivativeValue(builder, a.Condition), whenTrue.Value!.Value, whenFalse.Value!.Value);
    }

    /// <summary>A contribution as a value: zero where it does not exist.</summary>
    private static DerivativeValue Masked(ScalarBuilder builder, Contribution contribution)
    {
        var value = contribution.Value!.Value;
        var condition = new DerivativeValue(builder, contribution.Condition);
        return contribution.Condition < 0 ? value
            : contribution.IsNegated ? DerivativeValue.Choose(condition, value.Zero, value)
            : DerivativeValue.Choose(condition, value, value.Zero);
    }
}
