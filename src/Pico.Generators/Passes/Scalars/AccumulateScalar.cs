using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Makes the accumulator of a reduced kernel: <c>(total, x, …)</c> to the new total. A sum of products takes them up by a
/// fused multiply-add, at every width and in scalar code alike, so that all widths agree bit for bit.
/// </summary>
internal static class AccumulateScalar
{
    public static ScalarFunction Run(ScalarFunction function, KernelReduction reduction)
    {
        var builder = new ScalarBuilder(function.Name);
        var type = function.TypeOf(function.Results[0].Value);
        var total = builder.Parameter("total", type);
        var arguments = function.Parameters.Select(parameter => builder.Parameter(parameter.Name, parameter.Type, parameter.IsUniform)).ToArray();
        var value = builder.Inline(function, arguments)[0];
        var next = reduction switch
        {
            KernelReduction.Max => builder.Emit(ScalarOpcode.Max, type, total, value),
            KernelReduction.Min => builder.Emit(ScalarOpcode.Min, type, total, value),
            _ when builder.Definition(value) is { Opcode: ScalarOpcode.Multiply } product && type.IsFloat() =>
                builder.Emit(ScalarOpcode.FusedMultiplyAdd, type, product.Operands[0], product.Operands[1], total),
            _ => builder.Emit(ScalarOpcode.Add, type, total, value),
        };
        return SimplifyScalar.Run(builder.Build(new ScalarResult("total", next)));
    }

    /// <summary>The total before the first element.</summary>
    public static ScalarInstruction Identity(ScalarType type, KernelReduction reduction)
    {
        var isMax = reduction == KernelReduction.Max;
        var bits = (type, reduction) switch
        {
            (_, KernelReduction.Sum) => 0L,
            (ScalarType.Int32, _) => isMax ? int.MinValue : int.MaxValue,
            (ScalarType.UInt32, _) => isMax ? uint.MinValue : uint.MaxValue,
            (ScalarType.Int64, _) => isMax ? long.MinValue : long.MaxValue,
            (ScalarType.UInt64, _) => isMax ? 0 : -1,
            _ => System.BitConverter.DoubleToInt64Bits(isMax ? double.NegativeInfinity : double.PositiveInfinity),
        };
        return new ScalarInstruction(ScalarOpcode.Constant, type, EquatableArray<int>.Empty, bits);
    }
}
