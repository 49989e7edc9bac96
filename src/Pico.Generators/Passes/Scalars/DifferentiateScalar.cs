using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Reverse mode on a scalar function: walks the instructions backwards and hands each operand its share of the upstream
/// gradient (<see cref="DerivativeRules"/>). A share travels with the condition under which it exists. Only where shares
/// with different conditions meet, or at a parameter, does the condition become a selection; so a branch that was not
/// taken adds nothing, not even the NaN of 0 * ∞, and no instruction is spent on a condition that all shares have in common.
/// </summary>
internal sealed class DifferentiateScalar
{
    private readonly ScalarFunction function;
    private readonly ScalarBuilder builder;
    private readonly List<Share>[] shares;
    private int[] forward = Array.Empty<int>();

    private DifferentiateScalar(ScalarFunction function)
    {
        this.function = function;
        builder = new ScalarBuilder(function.Name + "Gradient");
        shares = Enumerable.Range(0, function.Parameters.Count + function.Body.Count).Select(_ => new List<Share>()).ToArray();
    }

    /// <summary>
    /// The gradient of a function. Parameters: the function's, then one upstream per float result (<c>upstream</c>, or
    /// <c>fooUpstream</c> where there are several). Results: <c>xGradient</c> for each float parameter x that is not uniform.
    /// </summary>
    public static ScalarGradient Gradient(ScalarFunction function) => new DifferentiateScalar(function).Run();

    private ScalarGradient Run()
    {
        var arguments = function.Parameters.Select(parameter => builder.Parameter(parameter.Name, parameter.Type, parameter.IsUniform)).ToArray();
        var outputs = function.Results.Where(result => IsFloat(function.TypeOf(result.Value))).ToArray();
        var upstream = outputs.Select(result => builder.Parameter(
            outputs.Length == 1 ? "upstream" : result.Name + "Upstream", function.TypeOf(result.Value))).ToArray();
        forward = arguments.Concat(builder.Append(function, arguments)).ToArray();

        for (var i = 0; i < outputs.Length; i++)
        {
            shares[outputs[i].Value].Add(new Share(upstream[i], Condition.Always));
        }

        var active = ActiveValues();
        for (var i = function.Body.Count - 1; i >= 0; i--)
        {
            var value = function.Parameters.Count + i;
            if (shares[value].Count == 0 || !active[value])
            {
                continue;
            }

            var instruction = function.Body[i];
            if (!DerivativeRules.Has(instruction.Opcode) || instruction.Operands.Any(operand => active[operand] && !IsFloat(function.TypeOf(operand))))
            {
                return new ScalarGradient(null, instruction.Opcode, instruction.Origin);
            }

            PassOn(value, instruction, active);
        }

        var results = function.Parameters
            .Select((parameter, index) => (parameter, index))
            .Where(p => IsFloat(p.parameter.Type) && !p.parameter.IsUniform)
            .Select(p => new ScalarResult(p.parameter.Name + "Gradient", Masked(Combine(p.index), p.parameter.Type)))
            .ToArray();
        return new ScalarGradient(SimplifyScalar.Run(builder.Build(results)), default, -1);
    }

    private void PassOn(int value, ScalarInstruction instruction, bool[] active)
    {
        var upstream = Combine(value)!.Value;
        builder.Origin = instruction.Origin;
        var operands = instruction.Operands.Select(operand => new DerivativeValue(builder, forward[operand])).ToArray();
        var contributions = DerivativeRules.Apply(
            instruction.Opcode, new DerivativeValue(builder, upstream.Value), new DerivativeValue(builder, forward[value]), operands);
        for (var k = 0; k < operands.Length; k++)
        {
            if (contributions[k] is { Value: { } share } contribution && active[instruction.Operands[k]])
            {
                var condition = contribution.Condition is >= 0 and var test
                    ? upstream.Condition.And(builder, test, contribution.IsNegated)
                    : upstream.Condition;
                shares[instruction.Operands[k]].Add(new Share(share.Value, condition));
            }
        }

        builder.Origin = -1;
    }

    /// <summary>The sum of a value's shares and the condition under which it is not zero.</summary>
    private Share? Combine(int value)
    {
        var type = function.TypeOf(value);
        var pending = new List<Share>(shares[value]);
        Merge(pending, (a, b) => a.Condition == b.Condition, (a, b) => new Share(Sum(type, a.Value, b.Value), a.Condition));

        // u where c, v elsewhere: one selection instead of two and a sum
        Merge(pending, (a, b) => a.Condition.IsOppositeOf(b.Condition), (a, b) =>
        {
            var (whenTrue, whenFalse) = a.Condition.IsNegated ? (b, a) : (a, b);
            return new Share(builder.Emit(ScalarOpcode.Select, type, a.Condition.Test, whenTrue.Value, whenFalse.Value), a.Condition.Outer);
        });
        Merge(pending, (_, _) => true, (a, b) => a.Condition == b.Condition
            ? new Share(Sum(type, a.Value, b.Value), a.Condition)
            : new Share(Sum(type, Masked(a, type), Masked(b, type)), a.Condition.Or(builder, b.Condition)));
        return pending.Count == 0 ? null : pending[0];
    }

    private static void Merge(List<Share> pending, Func<Share, Share, bool> match, Func<Share, Share, Share> merge)
    {
        for (var i = 0; i < pending.Count; i++)
        {
            for (var j = i + 1; j < pending.Count; j++)
            {
                if (match(pending[i], pending[j]))
                {
                    pending[i] = merge(pending[i], pending[j]);
                    pending.RemoveAt(j--);
                }
            }
        }
    }

    private int Sum(ScalarType type, int a, int b) => builder.Emit(ScalarOpcode.Add, type, a, b);

    private int Masked(Share? share, ScalarType type) => share switch
    {
        null => builder.Constant(type, 0.0),
        { Condition.IsAlways: true } always => always.Value,
        { Condition: { IsNegated: true, Mask: < 0 } } masked => builder.Emit(ScalarOpcode.Select, type, masked.Condition.Test, builder.Constant(type, 0.0), masked.Value),
        { } masked => builder.Emit(ScalarOpcode.Select, type, masked.Condition.Full(builder), masked.Value, builder.Constant(type, 0.0)),
    };

    /// <summary>
    /// Which values depend on a differentiable parameter other than through a comparison or a rounding to an integer. An
    /// integer can be active too, by reinterpreting bits; going on from there is what has no derivative.
    /// </summary>
    private bool[] ActiveValues()
    {
        var count = function.Parameters.Count;
        var active = new bool[count + function.Body.Count];
        for (var i = 0; i < active.Length; i++)
        {
            if (i < count)
            {
                active[i] = IsFloat(function.Parameters[i].Type) && !function.Parameters[i].IsUniform;
                continue;
            }

            var instruction = function.Body[i - count];
            var isRounding = instruction.Opcode == ScalarOpcode.Convert && !IsFloat(instruction.Type) && IsFloat(function.TypeOf(instruction.Operands[0]));
            active[i] = instruction.Type != ScalarType.Bool && !isRounding && instruction.DifferentiatedOperands.Any(operand => active[operand]);
        }

        return active;
    }

    private static bool IsFloat(ScalarType type) => type is ScalarType.Float32 or ScalarType.Float64;

    private readonly record struct Share(int Value, Condition Condition);

    /// <summary>A conjunction: an outer mask (-1: none) and one test, perhaps negated (-1: none).</summary>
    private readonly record struct Condition(int Mask, int Test, bool IsNegated)
    {
        public static Condition Always => new(-1, -1, false);

        public bool IsAlways => Mask < 0 && Test < 0;

        public bool IsOppositeOf(Condition other) => Test >= 0 && Test == other.Test && Mask == other.Mask && IsNegated != other.IsNegated;

        public Condition And(ScalarBuilder builder, int test, bool isNegated) => Test == test && IsNegated == isNegated
            ? this
            : new(IsAlways ? -1 : Mask < 0 && !IsNegated ? Test : Full(builder), test, isNegated);

        public Condition Outer => Mask < 0 ? Always : new Condition(-1, Mask, false);

        public Condition Or(ScalarBuilder builder, Condition other) => IsAlways || other.IsAlways
            ? Always
            : new Condition(-1, builder.Emit(ScalarOpcode.Or, ScalarType.Bool, Full(builder), other.Full(builder)), false);

        public int Full(ScalarBuilder builder)
        {
            var test = IsNegated ? builder.Emit(ScalarOpcode.Not, ScalarType.Bool, Test) : Test;
            return Mask < 0 ? test : builder.Emit(ScalarOpcode.And, ScalarType.Bool, Mask, test);
        }
    }
}

/// <summary>A gradient, or the operation that has none and where it came from.</summary>
internal sealed record ScalarGradient(ScalarFunction? Function, ScalarOpcode MissingRule, int Origin);
