using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The few scalar functions that passes themselves need, and how they become nodes.</summary>
internal static class ScalarNodes
{
    public static readonly ScalarFunction Add = Binary("Add", ScalarOpcode.Add);
    public static readonly ScalarFunction Multiply = Binary("Multiply", ScalarOpcode.Multiply);
    public static readonly ScalarFunction Divide = Binary("Divide", ScalarOpcode.Divide);
    public static readonly ScalarFunction Identity = Copy("Identity");

    /// <summary>The identity of int32.</summary>
    public static readonly ScalarFunction IntIdentity = Copy("Identity", ScalarType.Int32);

    /// <summary>1 where both are equal, else 0.</summary>
    public static readonly ScalarFunction EqualAsFloat = MakeEqualAsFloat();

    /// <summary>The third operand where the two ints are equal, else 0.</summary>
    public static readonly ScalarFunction SelectWhereEqual = MakeSelectWhereEqual(hasIgnored: false);

    /// <summary>The same, with a fourth operand: a target that stands for 0.</summary>
    public static readonly ScalarFunction SelectWhereEqualOrIgnored = MakeSelectWhereEqual(hasIgnored: true);

    public static int Constant(TensorBuilder builder, double value, int origin) =>
        builder.Add(new TensorOp.Constant(value), TensorType.Float(), origin);

    /// <summary>A size, or another number that construction knows, as an int32.</summary>
    public static int Int(TensorBuilder builder, Dimension value, int origin) => value.Value is { } known
        ? builder.Add(new TensorOp.Constant(known), TensorType.Int(), origin)
        : builder.Add(new TensorOp.Size(value), TensorType.Int(), origin);

    public static int Map(TensorBuilder builder, ScalarFunction function, TensorType type, int origin, params int[] operands) =>
        builder.Add(new TensorOp.Map(function), type, origin, operands);

    /// <summary>The node in the wanted shape; maps read a smaller one as it is, other operations need it repeated in memory.</summary>
    public static int Expand(TensorBuilder builder, int node, TensorType type, int origin) =>
        builder[node].Type.Shape.SequenceEqual(type.Shape) ? node : Map(builder, Identity, type, origin, node);

    private static ScalarFunction Binary(string name, ScalarOpcode opcode)
    {
        var builder = new ScalarBuilder(name);
        var a = builder.Parameter("a", ScalarType.Float32);
        var b = builder.Parameter("b", ScalarType.Float32);
        return builder.Build(new ScalarResult("result", builder.Emit(opcode, ScalarType.Float32, a, b)));
    }

    /// <summary>The identity under a name of its own, so that its node is no other's.</summary>
    public static ScalarFunction Copy(string name, ScalarType type = ScalarType.Float32)
    {
        var builder = new ScalarBuilder(name);
        return builder.Build(new ScalarResult("result", builder.Parameter("x", type)));
    }

    private static ScalarFunction MakeEqualAsFloat()
    {
        var builder = new ScalarBuilder("EqualAsFloat");
        var a = builder.Parameter("a", ScalarType.Float32);
        var b = builder.Parameter("b", ScalarType.Float32);
        var equal = builder.Emit(ScalarOpcode.Equal, ScalarType.Bool, a, b);
        var one = builder.Constant(ScalarType.Float32, 1.0);
        var zero = builder.Constant(ScalarType.Float32, 0.0);
        return builder.Build(new ScalarResult("result", builder.Emit(ScalarOpcode.Select, ScalarType.Float32, equal, one, zero)));
    }

    private static ScalarFunction MakeSelectWhereEqual(bool hasIgnored)
    {
        var builder = new ScalarBuilder("SelectWhereEqual");
        var a = builder.Parameter("index", ScalarType.Int32);
        var b = builder.Parameter("target", ScalarType.Int32);
        var x = builder.Parameter("upstream", ScalarType.Float32);
        if (hasIgnored)
        {
            var isIgnored = builder.Emit(ScalarOpcode.Equal, ScalarType.Bool, b, builder.Parameter("ignored", ScalarType.Int32));
            b = builder.Emit(ScalarOpcode.Select, ScalarType.Int32, isIgnored, builder.Constant(ScalarType.Int32, 0L), b);
        }

        var equal = builder.Emit(ScalarOpcode.Equal, ScalarType.Bool, a, b);
        var zero = builder.Constant(ScalarType.Float32, 0.0);
        return builder.Build(new ScalarResult("result", builder.Emit(ScalarOpcode.Select, ScalarType.Float32, equal, x, zero)));
    }
}
