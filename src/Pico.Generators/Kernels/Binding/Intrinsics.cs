using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using static Pico.Generators.Ir.ScalarOpcode;

namespace Pico.Generators.Kernels;

/// <summary>
/// The methods of Math, MathF, BitConverter, BitOperations, the numeric types and PicoMath that a kernel may call: for
/// each the types it takes and the instructions it stands for. What is not in this table is not an intrinsic.
/// </summary>
internal static class Intrinsics
{
    private const string Floats = "fd";
    private const string Numbers = "fdiulU";

    private static readonly Dictionary<string, Intrinsic> Table = new()
    {
        ["Abs"] = Direct(ScalarOpcode.Abs, 1, "fdil"),
        ["Min"] = Direct(ScalarOpcode.Min, 2, Numbers),
        ["Max"] = Direct(ScalarOpcode.Max, 2, Numbers),
        ["FusedMultiplyAdd"] = Direct(FusedMultiplyAdd, 3, Floats),
        ["CopySign"] = Direct(ScalarOpcode.CopySign, 2, Floats),
        ["Sqrt"] = Direct(Sqrt, 1, Floats),
        ["Floor"] = Direct(Floor, 1, Floats),
        ["Ceiling"] = Direct(Ceiling, 1, Floats),
        ["Round"] = Direct(Round, 1, Floats),
        ["Truncate"] = Direct(Truncate, 1, Floats),
        ["Exp"] = Direct(Exp, 1, Floats),
        ["Exp2"] = Direct(Exp2, 1, Floats),
        ["ExpM1"] = Direct(ExpM1, 1, Floats),
        ["Log"] = Direct(Log, 1, Floats),
        ["Log2"] = Direct(Log2, 1, Floats),
        ["Log10"] = Direct(Log10, 1, Floats),
        ["LogP1"] = Direct(LogP1, 1, Floats),
        ["Pow"] = Direct(Pow, 2, Floats),
        ["Cbrt"] = Direct(Cbrt, 1, Floats),
        ["Sin"] = Direct(Sin, 1, Floats),
        ["Cos"] = Direct(Cos, 1, Floats),
        ["Tan"] = Direct(Tan, 1, Floats),
        ["Asin"] = Direct(Asin, 1, Floats),
        ["Acos"] = Direct(Acos, 1, Floats),
        ["Atan"] = Direct(Atan, 1, Floats),
        ["Atan2"] = Direct(Atan2, 2, Floats),
        ["Sinh"] = Direct(Sinh, 1, Floats),
        ["Cosh"] = Direct(Cosh, 1, Floats),
        ["Tanh"] = Direct(Tanh, 1, Floats),
        ["Erf"] = Direct(Erf, 1, Floats),
        ["NormalDistribution"] = Direct(NormalDistribution, 1, Floats),
        ["NormalDensity"] = Direct(NormalDensity, 1, Floats),
        ["StopGradient"] = Direct(WithDerivative, 1, Floats),

        // As the base library defines them, NaN included; where that throws, the lane has the value stated in the manual.
        ["Clamp"] = new(3, Numbers, (b, type, v) =>
            b.Emit(Select, type, Less(b, v[0], v[1]), v[1],
                b.Emit(Select, type, Less(b, v[2], v[0]), v[2], v[0]))),
        ["Sign"] = new(1, "fdil", (b, type, v) =>
        {
            var zero = b.Constant(b.TypeOf(v[0]), 0.0);
            return b.Emit(Select, type, Less(b, zero, v[0]), b.Constant(type, 1.0),
                b.Emit(Select, type, Less(b, v[0], zero), b.Constant(type, -1.0), b.Constant(type, 0.0)));
        }),

        ["IsNaN"] = new(1, Floats, (b, _, v) => b.Emit(NotEqual, ScalarType.Bool, v[0], v[0])),
        ["IsFinite"] = new(1, Floats, (b, _, v) => Less(b, Magnitude(b, v[0]), Infinity(b, v[0]))),
        ["IsInfinity"] = new(1, Floats, (b, _, v) => b.Emit(Equal, ScalarType.Bool, Magnitude(b, v[0]), Infinity(b, v[0]))),

        ["SingleToInt32Bits"] = Direct(BitCast, 1, "f"),
        ["SingleToUInt32Bits"] = Direct(BitCast, 1, "f"),
        ["Int32BitsToSingle"] = Direct(BitCast, 1, "i"),
        ["UInt32BitsToSingle"] = Direct(BitCast, 1, "u"),
        ["DoubleToInt64Bits"] = Direct(BitCast, 1, "d"),
        ["DoubleToUInt64Bits"] = Direct(BitCast, 1, "d"),
        ["Int64BitsToDouble"] = Direct(BitCast, 1, "l"),
        ["UInt64BitsToDouble"] = Direct(BitCast, 1, "U"),
        ["RotateLeft"] = Direct(RotateLeft, 2, "uU"),
        ["RotateRight"] = Direct(RotateRight, 2, "uU"),
    };

    private static readonly HashSet<string> Hosts = new()
    {
        "System.Math", "System.MathF", "float", "double", "int", "uint", "long", "ulong",
        "System.BitConverter", "System.Numerics.BitOperations", "Pico.PicoMath", "Pico.Simd.PicoMath",
    };

    /// <summary>Whether a static method is in the table; <paramref name="first"/> is the type of its first parameter.</summary>
    public static bool Contains(string host, string name, int arity, ScalarType first) =>
        Hosts.Contains(host) && Table.TryGetValue(name, out var intrinsic) && intrinsic.Arity == arity &&
        intrinsic.Types.IndexOf(Letter(first)) >= 0 &&
        !(name == "Clamp" && (host is "float" or "double")); // float.Clamp orders zeros differently

    public static bool Contains(string name, int arity, ScalarType first) =>
        Table.TryGetValue(name, out var intrinsic) && intrinsic.Arity == arity && intrinsic.Types.IndexOf(Letter(first)) >= 0;

    public static int Emit(ScalarBuilder builder, string name, ScalarType type, int[] operands) =>
        Table[name].Emit(builder, type, operands);

    /// <summary>The names, for messages.</summary>
    public static IEnumerable<string> Names => Table.Keys.OrderBy(name => name, StringComparer.Ordinal);

    private static Intrinsic Direct(ScalarOpcode opcode, int arity, string types) =>
        new(arity, types, (b, type, v) => b.Emit(opcode, type, v));

    private static int Less(ScalarBuilder b, int left, int right) => b.Emit(LessThan, ScalarType.Bool, left, right);

    private static int Magnitude(ScalarBuilder b, int value) => b.Emit(ScalarOpcode.Abs, b.TypeOf(value), value);

    private static int Infinity(ScalarBuilder b, int value) => b.Constant(b.TypeOf(value), double.PositiveInfinity);

    private static char Letter(ScalarType type) => type switch
    {
        ScalarType.Float32 => 'f',
        ScalarType.Float64 => 'd',
        ScalarType.Int32 => 'i',
        ScalarType.UInt32 => 'u',
        ScalarType.Int64 => 'l',
        ScalarType.UInt64 => 'U',
        _ => 'b',
    };

    private sealed record Intrinsic(int Arity, string Types, Func<ScalarBuilder, ScalarType, int[], int> Emit);
}
