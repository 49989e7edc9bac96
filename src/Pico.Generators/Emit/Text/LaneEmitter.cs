using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes a scalar function for sixteen lanes at once: calls of <c>S</c> (an <c>ISimd</c>) and <c>SimdMath</c> on values of
/// type <c>F</c>, <c>I</c> and <c>D</c>. Arguments are lanes; those of uniform parameters arrive broadcast. Nothing is
/// contracted: a fused multiply-add appears where the source has one.
/// </summary>
internal sealed class LaneEmitter : FunctionWriter
{
    private readonly System.Func<ScalarInstruction, string, string>? load;

    /// <param name="writer">Receives the statements.</param>
    /// <param name="names">The names taken in the method that is being written.</param>
    /// <param name="load">Writes a load, from its instruction and the text of its index.</param>
    public LaneEmitter(SourceWriter writer, NameScope names, System.Func<ScalarInstruction, string, string>? load = null)
        : base(writer, names) => this.load = load;

    /// <summary>The type of the lanes of a value in generated code.</summary>
    public static string TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => "F",
        ScalarType.Float64 => "D",
        ScalarType.Int64 or ScalarType.UInt64 => "L",
        _ => "I",
    };

    /// <summary>A scalar expression in every lane.</summary>
    public static string Broadcast(ScalarType type, string scalar) => type switch
    {
        ScalarType.Bool => "S.BroadcastMask(" + scalar + ")",
        ScalarType.UInt32 => "S.Broadcast((int)" + scalar + ")",
        ScalarType.UInt64 => "S.Broadcast((long)" + scalar + ")",
        _ => "S.Broadcast(" + scalar + ")",
    };

    /// <summary>The lanes that the values of a function need.</summary>
    public static LaneSet Needs(ScalarFunction function) =>
        LaneSets.Of(function.Parameters.Select(parameter => parameter.Type).Concat(function.Body.Select(instruction => instruction.Type)));

    /// <summary>A constant in every lane.</summary>
    public static string Broadcast(ScalarInstruction constant) => constant.Type.IsUnsigned()
        ? "S.Broadcast(" + (constant.Constant >= 0 && constant.Constant <= (constant.Type.IsLong() ? long.MaxValue : int.MaxValue)
            ? ScalarLiteral.Of(constant with { Type = constant.Type.Signed() })
            : "unchecked((" + ScalarEmitter.TypeOf(constant.Type.Signed()) + ")" + ScalarLiteral.Of(constant) + ")") + ")"
        : Broadcast(constant.Type, ScalarLiteral.Of(constant));

    protected override Term Constant(ScalarInstruction constant) => Primary(Broadcast(constant));

    protected override Term Operation(ScalarFunction function, ScalarInstruction instruction, Term[] operands)
    {
        var (opcode, type) = (instruction.Opcode, instruction.Type);
        var source = function.TypeOf(instruction.Operands[0]);
        switch (opcode)
        {
            case ScalarOpcode.Load:
                return Primary(load!(instruction, operands[0].Text));
            case ScalarOpcode.Convert:
                return Convert(type, source, operands[0]);
            case ScalarOpcode.BitCast:
                return (type, source) switch
                {
                    (ScalarType.Float32, _) => Call("AsFloat", operands),
                    (ScalarType.Float64, _) => Call("AsDouble", operands),
                    (_, ScalarType.Float32) => Call("AsInt", operands),
                    (_, ScalarType.Float64) => Call("AsLong", operands),
                    _ => operands[0],
                };
            case ScalarOpcode.ShiftLeft or ScalarOpcode.ShiftRight or ScalarOpcode.ShiftRightUnsigned or ScalarOpcode.RotateLeft or ScalarOpcode.RotateRight:
                var shift = opcode == ScalarOpcode.ShiftRight && type.IsUnsigned() ? ScalarOpcode.ShiftRightUnsigned : opcode;
                var count = instruction.Operands[1] - function.Parameters.Count;
                return count >= 0 && function.Body[count] is { Opcode: ScalarOpcode.Constant } constant
                    ? Primary("S." + shift + "(" + operands[0].Text + ", " + ScalarLiteral.Of(constant) + ")")
                    : Call(shift.ToString(), operands);
            case ScalarOpcode.Multiply when Doubled(function, instruction, operands) is { } doubled:
                return Call("Add", doubled, doubled);
            case ScalarOpcode.Select when Extreme(function, instruction) is { } extreme:
                return Call(extreme, operands[1], operands[2]);
            case ScalarOpcode.Equal or ScalarOpcode.NotEqual or ScalarOpcode.Select or ScalarOpcode.Negate or ScalarOpcode.Add or ScalarOpcode.Subtract or ScalarOpcode.Multiply:
                return Call(opcode.ToString(), operands); // the same signed or not; masks compare as integers
            case ScalarOpcode.LessThan or ScalarOpcode.LessThanOrEqual or ScalarOpcode.Divide or ScalarOpcode.Remainder or ScalarOpcode.Min or ScalarOpcode.Max:
                return Call(opcode + (source.IsUnsigned() ? "Unsigned" : ""), operands);
            case ScalarOpcode.FusedMultiplyAdd or ScalarOpcode.Abs or ScalarOpcode.And or ScalarOpcode.Or or ScalarOpcode.Xor or ScalarOpcode.Not:
            case ScalarOpcode.Sqrt or ScalarOpcode.Floor or ScalarOpcode.Ceiling or ScalarOpcode.Round or ScalarOpcode.Truncate:
                return Call(opcode.ToString(), operands);
            default:
                return Primary("SimdMath." + opcode + "<S, F, I" + (type == ScalarType.Float64 ? ", D" : "") + ">(" + List(operands) + ")");
        }
    }

    /// <summary>The operation that <c>a &lt; b ? a : b</c> or <c>a > b ? a : b</c> is.</summary>
    private static string? Extreme(ScalarFunction function, ScalarInstruction select)
    {
        var condition = select.Operands[0] - function.Parameters.Count;
        return select.Type != ScalarType.Float32 || condition < 0 || function.Body[condition] is not { Opcode: ScalarOpcode.LessThan, Operands: var compared } ? null
            : compared[0] == select.Operands[1] && compared[1] == select.Operands[2] ? "Lesser"
            : compared[1] == select.Operands[1] && compared[0] == select.Operands[2] ? "Greater"
            : null;
    }

    /// <summary>What is multiplied by 2, if it has a name: the sum with itself has the same bits and is there a cycle earlier.</summary>
    private static Term? Doubled(ScalarFunction function, ScalarInstruction instruction, Term[] operands)
    {
        for (var i = 0; i < 2; i++)
        {
            var factor = instruction.Operands[i] - function.Parameters.Count;
            if (instruction.Type.IsFloat() && factor >= 0 && function.Body[factor] is { Opcode: ScalarOpcode.Constant } constant &&
                System.BitConverter.Int64BitsToDouble(constant.Constant) == 2 && operands[1 - i].Text.All(character => char.IsLetterOrDigit(character) || character is '_' or '@'))
            {
                return operands[1 - i];
            }
        }

        return null;
    }

    private static Term Convert(ScalarType to, ScalarType from, Term operand) => (to, from) switch
    {
        _ when to.Signed() == from.Signed() => operand,
        (ScalarType.Float32, _) => Call(from.IsUnsigned() ? "ToFloatUnsigned" : "ToFloat", operand),
        (ScalarType.Float64, _) => Call(from.IsUnsigned() ? "ToDoubleUnsigned" : "ToDouble", operand),
        (ScalarType.Int32 or ScalarType.UInt32, ScalarType.Int64 or ScalarType.UInt64) => Call("ToInt", operand), // the lowest 32 bits
        (ScalarType.UInt32, _) => Call("ToUInt", operand),
        (ScalarType.Int32, _) => Call("ToInt", operand),
        (_, ScalarType.UInt32) => Call("ToLongUnsigned", operand),
        (ScalarType.UInt64, ScalarType.Float32 or ScalarType.Float64) => Call("ToULong", operand),
        _ => Call("ToLong", operand),
    };

    private static Term Call(string name, params Term[] operands) => Primary("S." + name + "(" + List(operands) + ")");

    private static string List(Term[] operands) => string.Join(", ", operands.Select(operand => operand.Text));

    private static Term Primary(string text) => new(text, Precedence.Primary);
}
