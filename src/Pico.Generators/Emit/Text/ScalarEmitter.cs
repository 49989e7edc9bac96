using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes a scalar function as plain C# over scalars. The text keeps the tree of operations exactly: parentheses stand
/// wherever another grouping would round differently.
/// </summary>
internal sealed class ScalarEmitter : FunctionWriter
{
    private readonly IReadOnlyList<ProgramMemory> memories;
    private readonly IReadOnlyList<string> memoryNames;
    private readonly bool asLanes;

    /// <param name="writer">Receives the statements.</param>
    /// <param name="names">The names taken in the method that is being written.</param>
    /// <param name="memories">The memory that loads read.</param>
    /// <param name="memoryNames">What it is called.</param>
    /// <param name="asLanes">Whether functions of floats that round in their own way give the bits of the lanes, and not those of the base library.</param>
    public ScalarEmitter(
        SourceWriter writer, NameScope names, IReadOnlyList<ProgramMemory>? memories = null, IReadOnlyList<string>? memoryNames = null, bool asLanes = false)
        : base(writer, names)
    {
        this.asLanes = asLanes;
        this.memories = memories ?? System.Array.Empty<ProgramMemory>();
        this.memoryNames = memoryNames ?? System.Array.Empty<string>();
    }

    public static string TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => "float",
        ScalarType.Float64 => "double",
        ScalarType.Int32 => "int",
        ScalarType.UInt32 => "uint",
        ScalarType.Int64 => "long",
        ScalarType.UInt64 => "ulong",
        _ => "bool",
    };

    protected override Term Constant(ScalarInstruction constant)
    {
        var text = ScalarLiteral.Of(constant);
        return new Term(text, text[0] == '-' ? Precedence.Unary : Precedence.Primary);
    }

    protected override Term Operation(ScalarFunction function, ScalarInstruction instruction, Term[] v)
    {
        var type = instruction.Type;
        var isBool = type == ScalarType.Bool;
        switch (instruction.Opcode)
        {
            case ScalarOpcode.Add:
                return Infix("+", Precedence.Additive, v);
            case ScalarOpcode.Subtract:
                return Infix("-", Precedence.Additive, v);
            case ScalarOpcode.Multiply:
                return Infix("*", Precedence.Multiplicative, v);
            case ScalarOpcode.Divide:
                return Divide("/", function, instruction, v);
            case ScalarOpcode.Remainder:
                return Divide("%", function, instruction, v);
            case ScalarOpcode.And:
                return isBool ? Infix("&&", Precedence.AndAlso, v) : Bitwise("&", Precedence.And, v);
            case ScalarOpcode.Or:
                return isBool ? Infix("||", Precedence.OrElse, v) : Bitwise("|", Precedence.Or, v);
            case ScalarOpcode.Xor:
                return Bitwise("^", Precedence.Xor, v);
            case ScalarOpcode.ShiftLeft:
                return Infix("<<", Precedence.Shift, v);
            case ScalarOpcode.ShiftRight:
                return Infix(">>", Precedence.Shift, v);
            case ScalarOpcode.ShiftRightUnsigned:
                return Infix(">>>", Precedence.Shift, v);
            case ScalarOpcode.RotateLeft or ScalarOpcode.RotateRight:
                return Primary(TypeOf(type) + "." + instruction.Opcode, v);
            case ScalarOpcode.Equal:
                return Infix("==", Precedence.Equality, v);
            case ScalarOpcode.NotEqual:
                return Infix("!=", Precedence.Equality, v);
            case ScalarOpcode.LessThan:
                return IsConstant(function, instruction.Operands[0]) ? Infix(">", Precedence.Relational, [v[1], v[0]]) : Infix("<", Precedence.Relational, v);
            case ScalarOpcode.LessThanOrEqual:
                return IsConstant(function, instruction.Operands[0]) ? Infix(">=", Precedence.Relational, [v[1], v[0]]) : Infix("<=", Precedence.Relational, v);
            case ScalarOpcode.Negate:
                return new Term("-" + v[0].At(Precedence.Primary), Precedence.Unary);
            case ScalarOpcode.Not:
                return new Term((isBool ? "!" : "~") + v[0].At(Precedence.Unary), Precedence.Unary);
            case ScalarOpcode.Select:
                return new Term(v[0].At(Precedence.OrElse) + " ? " + v[1].At(Precedence.OrElse) + " : " + v[2].At(Precedence.Conditional), Precedence.Conditional);
            case ScalarOpcode.Convert:
                return new Term("(" + TypeOf(type) + ")" + v[0].At(Precedence.Primary), Precedence.Unary);
            case ScalarOpcode.BitCast:
                return Primary("BitConverter." + BitCast(type, function.TypeOf(instruction.Operands[0])), v);
            case ScalarOpcode.Load:
                var element = memoryNames[(int)instruction.Constant] + "[" + v[0].Text + "]";
                return type.IsUnsigned() // carried as signed
                    ? new Term("(" + TypeOf(type) + ")" + element, Precedence.Unary)
                    : new Term(element, Precedence.Primary);
            case >= ScalarOpcode.Exp and <= ScalarOpcode.Tanh and not (ScalarOpcode.ExpM1 or ScalarOpcode.LogP1) when asLanes && type == ScalarType.Float32:
                return Primary("LaneMath." + instruction.Opcode, v);
            case ScalarOpcode.Exp2:
                return Primary(TypeOf(type) + ".Exp2", v);
            case ScalarOpcode.Erf or ScalarOpcode.ExpM1 or ScalarOpcode.LogP1 or ScalarOpcode.NormalDistribution or ScalarOpcode.NormalDensity or ScalarOpcode.Sign:
                return Primary("PicoMath." + instruction.Opcode, v);
            default:
                return Primary((type == ScalarType.Float32 ? "MathF." : "Math.") + instruction.Opcode, v);
        }
    }

    /// <summary>
    /// A lane that divides by zero has 0, and the smallest integer over -1 wraps; plain C# would throw, and the user's
    /// condition around a division no longer protects it once it has become a value of its own.
    /// </summary>
    private static Term Divide(string sign, ScalarFunction function, ScalarInstruction instruction, Term[] v)
    {
        var plain = Infix(sign, Precedence.Multiplicative, v);
        if (instruction.Type.IsFloat() ||
            (IsConstant(function, instruction.Operands[1]) && function.Body[instruction.Operands[1] - function.Parameters.Count].Constant is not (0 or -1)))
        {
            return plain;
        }

        var (zero, quotient) = instruction.Type switch
        {
            ScalarType.UInt32 => ("0u", plain.Text),
            ScalarType.UInt64 => ("0UL", plain.Text),
            ScalarType.Int64 => ("0L", v[1].At(Precedence.Relational) + " == -1 ? " + (sign == "%" ? "0L" : "-" + v[0].At(Precedence.Primary)) + " : " + plain.Text),
            _ => ("0", "(int)((long)" + v[0].At(Precedence.Primary) + " " + sign + " " + v[1].At(Precedence.Unary) + ")"),
        };
        return new Term(v[1].At(Precedence.Relational) + " == 0 ? " + zero + " : " + quotient, Precedence.Conditional);
    }

    private static bool IsConstant(ScalarFunction function, int value) =>
        value >= function.Parameters.Count && function.Body[value - function.Parameters.Count].Opcode == ScalarOpcode.Constant;

    private static string BitCast(ScalarType to, ScalarType from) => (to, from) switch
    {
        (ScalarType.Int32, _) => "SingleToInt32Bits",
        (ScalarType.UInt32, _) => "SingleToUInt32Bits",
        (ScalarType.Int64, _) => "DoubleToInt64Bits",
        (ScalarType.UInt64, _) => "DoubleToUInt64Bits",
        (_, ScalarType.Int64) => "Int64BitsToDouble",
        (_, ScalarType.UInt64) => "UInt64BitsToDouble",
        (_, ScalarType.Int32) => "Int32BitsToSingle",
        _ => "UInt32BitsToSingle",
    };

    private static Term Infix(string sign, Precedence precedence, Term[] v) =>
        new(v[0].At(precedence) + " " + sign + " " + v[1].At(precedence + 1), precedence);

    /// <summary>Nobody remembers how bit operators bind: whatever else stands in them gets parentheses.</summary>
    private static Term Bitwise(string sign, Precedence precedence, Term[] v) =>
        new(v[0].At(v[0].Precedence == precedence ? precedence : Precedence.Unary) + " " + sign + " " + v[1].At(Precedence.Unary), precedence);

    private static Term Primary(string function, Term[] v) =>
        new(function + "(" + string.Join(", ", v.Select(operand => operand.Text)) + ")", Precedence.Primary);
}
