using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>The scalar functions behind comparisons and choices; conditions between tensors are int32.</summary>
internal static class ChoiceFunctions
{
    /// <summary>The second operand where the first is not zero, the third elsewhere.</summary>
    public static readonly ScalarFunction Where = MakeWhere();

    /// <summary>1 where the comparison of two elements of a type holds, otherwise 0.</summary>
    public static ScalarFunction Compare(PrimitiveKind kind, ScalarType type)
    {
        var builder = new ScalarBuilder(kind.ToString());
        var a = builder.Parameter("a", type);
        var b = builder.Parameter("b", type);
        var (opcode, left, right) = kind switch
        {
            PrimitiveKind.Equal => (ScalarOpcode.Equal, a, b),
            PrimitiveKind.NotEqual => (ScalarOpcode.NotEqual, a, b),
            PrimitiveKind.Less => (ScalarOpcode.LessThan, a, b),
            PrimitiveKind.LessEqual => (ScalarOpcode.LessThanOrEqual, a, b),
            PrimitiveKind.Greater => (ScalarOpcode.LessThan, b, a),
            _ => (ScalarOpcode.LessThanOrEqual, b, a),
        };
        var holds = builder.Emit(opcode, ScalarType.Bool, left, right);
        var (one, zero) = (builder.Constant(ScalarType.Int32, 1L), builder.Constant(ScalarType.Int32, 0L));
        return builder.Build(new ScalarResult("result", builder.Emit(ScalarOpcode.Select, ScalarType.Int32, holds, one, zero)));
    }

    private static ScalarFunction MakeWhere()
    {
        var builder = new ScalarBuilder("Where");
        var condition = builder.Parameter("condition", ScalarType.Int32);
        var x = builder.Parameter("x", ScalarType.Float32);
        var y = builder.Parameter("y", ScalarType.Float32);
        var holds = builder.Emit(ScalarOpcode.NotEqual, ScalarType.Bool, condition, builder.Constant(ScalarType.Int32, 0L));
        return builder.Build(new ScalarResult("result", builder.Emit(ScalarOpcode.Select, ScalarType.Float32, holds, x, y)));
    }
}
