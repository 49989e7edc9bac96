using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>The scalar functions behind tensor operators.</summary>
internal static class ArithmeticFunctions
{
    public static readonly ScalarFunction Add = Binary("Add", ScalarOpcode.Add);
    public static readonly ScalarFunction Subtract = Binary("Subtract", ScalarOpcode.Subtract);
    public static readonly ScalarFunction Multiply = Binary("Multiply", ScalarOpcode.Multiply);
    public static readonly ScalarFunction Divide = Binary("Divide", ScalarOpcode.Divide);
    public static readonly ScalarFunction Negate = MakeNegate();

    /// <summary>Inverted dropout of x by a uniform random number u, where p and its scale are known at run time.</summary>
    public static readonly ScalarFunction DropoutBy = MakeDropoutBy();

    /// <summary>1 / (1 - p).</summary>
    public static readonly ScalarFunction DropoutScale = MakeDropoutScale();

    /// <summary>Inverted dropout of x by a uniform random number u: 0 where u is below p, otherwise x / (1 - p).</summary>
    public static ScalarFunction Dropout(float p)
    {
        var builder = new ScalarBuilder("Dropout");
        var x = builder.Parameter("x", ScalarType.Float32);
        var u = builder.Parameter("u", ScalarType.Float32);
        var scale = 1f / (1f - p);
        var isKept = builder.Emit(ScalarOpcode.LessThanOrEqual, ScalarType.Bool, builder.Constant(ScalarType.Float32, p), u);
        var kept = builder.Emit(ScalarOpcode.Multiply, ScalarType.Float32, x, builder.Constant(ScalarType.Float32, scale));
        var zero = builder.Constant(ScalarType.Float32, 0.0);
        return Build(builder, builder.Emit(ScalarOpcode.Select, ScalarType.Float32, isKept, kept, zero));
    }

    private static ScalarFunction MakeDropoutBy()
    {
        var builder = new ScalarBuilder("Dropout");
        var x = builder.Parameter("x", ScalarType.Float32);
        var u = builder.Parameter("u", ScalarType.Float32);
        var p = builder.Parameter("p", ScalarType.Float32);
        var scale = builder.Parameter("scale", ScalarType.Float32);
        var isKept = builder.Emit(ScalarOpcode.LessThanOrEqual, ScalarType.Bool, p, u);
        var kept = builder.Emit(ScalarOpcode.Multiply, ScalarType.Float32, x, scale);
        return Build(builder, builder.Emit(ScalarOpcode.Select, ScalarType.Float32, isKept, kept, builder.Constant(ScalarType.Float32, 0.0)));
    }

    private static ScalarFunction MakeDropoutScale()
    {
        var builder = new ScalarBuilder("DropoutScale");
        var p = builder.Parameter("p", ScalarType.Float32);
        var one = builder.Constant(ScalarType.Float32, 1.0);
        return Build(builder, builder.Emit(ScalarOpcode.Divide, ScalarType.Float32, one, builder.Emit(ScalarOpcode.Subtract, ScalarType.Float32, one, p)));
    }

    private static ScalarFunction Binary(string name, ScalarOpcode opcode)
    {
        var builder = new ScalarBuilder(name);
        var x = builder.Parameter("x", ScalarType.Float32);
        var y = builder.Parameter("y", ScalarType.Float32);
        return Build(builder, builder.Emit(opcode, ScalarType.Float32, x, y));
    }

    private static ScalarFunction MakeNegate()
    {
        var builder = new ScalarBuilder("Negate");
        return Build(builder, builder.Emit(ScalarOpcode.Negate, ScalarType.Float32, builder.Parameter("x", ScalarType.Float32)));
    }

    private static ScalarFunction Build(ScalarBuilder builder, int result) => builder.Build(new ScalarResult("result", result));
}
