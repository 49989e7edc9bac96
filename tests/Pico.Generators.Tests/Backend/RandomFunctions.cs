using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Backend;

/// <summary>The scalar functions of random graphs: smooth or piecewise smooth, and bounded where their arguments are.</summary>
internal static class RandomFunctions
{
    /// <summary>x²</summary>
    public static ScalarFunction Square { get; } = Make("Square", 1, (f, x) => f.Emit(ScalarOpcode.Multiply, ScalarType.Float32, x[0], x[0]));

    /// <summary>exp(tanh x)</summary>
    public static ScalarFunction ExpOfTanh { get; } = Make("ExpOfTanh", 1, (f, x) =>
        f.Emit(ScalarOpcode.Exp, ScalarType.Float32, f.Emit(ScalarOpcode.Tanh, ScalarType.Float32, x[0])));

    /// <summary>a / (1 + b²)</summary>
    public static ScalarFunction SafeDivide { get; } = Make("SafeDivide", 2, (f, x) =>
    {
        var square = f.Emit(ScalarOpcode.Multiply, ScalarType.Float32, x[1], x[1]);
        var above = f.Emit(ScalarOpcode.Add, ScalarType.Float32, square, f.Constant(ScalarType.Float32, 1.0));
        return f.Emit(ScalarOpcode.Divide, ScalarType.Float32, x[0], above);
    });

    /// <summary>a / √(b + 0.1)</summary>
    public static ScalarFunction DivideByDeviation { get; } = Make("DivideByDeviation", 2, (f, x) =>
    {
        var above = f.Emit(ScalarOpcode.Add, ScalarType.Float32, x[1], f.Constant(ScalarType.Float32, 0.125));
        return f.Emit(ScalarOpcode.Divide, ScalarType.Float32, x[0], f.Emit(ScalarOpcode.Sqrt, ScalarType.Float32, above));
    });

    /// <summary>x where the index is below three, else zero.</summary>
    public static ScalarFunction WhereIndexBelowThree { get; } = MakeMask();

    private static ScalarFunction Make(string name, int parameters, Func<ScalarBuilder, int[], int> body)
    {
        var function = new ScalarBuilder(name);
        var arguments = new int[parameters];
        for (var i = 0; i < parameters; i++)
        {
            arguments[i] = function.Parameter("x" + i, ScalarType.Float32);
        }

        return function.Build(new ScalarResult("result", body(function, arguments)));
    }

    private static ScalarFunction MakeMask()
    {
        var function = new ScalarBuilder("WhereIndexBelowThree");
        var index = function.Parameter("index", ScalarType.Int32);
        var x = function.Parameter("x", ScalarType.Float32);
        var three = function.Constant(ScalarType.Int32, 3L);
        var below = function.Emit(ScalarOpcode.LessThan, ScalarType.Bool, index, three);
        var zero = function.Constant(ScalarType.Float32, 0.0);
        return function.Build(new ScalarResult("result", function.Emit(ScalarOpcode.Select, ScalarType.Float32, below, x, zero)));
    }
}
