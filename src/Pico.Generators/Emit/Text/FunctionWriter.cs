using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes a scalar function as statements of C#, the way a person would: a value that is used once goes where it is used,
/// one that the user named or that is used again becomes a local. What an operation looks like, the derived class says.
/// </summary>
internal abstract class FunctionWriter
{
    private const int LongestExpression = 90;

    private readonly SourceWriter writer;
    private readonly NameScope names;

    protected FunctionWriter(SourceWriter writer, NameScope names)
    {
        this.writer = writer;
        this.names = names;
    }

    /// <summary>Writes the body; the arguments are expressions without side effects, one per parameter.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">One expression for each parameter.</param>
    /// <param name="nestResults">
    /// Whether a result may be a whole expression even if there are several: only where storing one leaves the arguments as they are.
    /// </param>
    /// <returns>The expression of each result.</returns>
    public IReadOnlyList<string> Write(ScalarFunction function, IReadOnlyList<string> arguments, bool nestResults = false)
    {
        var values = new List<Term>(arguments.Select(argument => new Term(argument, Precedence.Primary)));
        var uses = Uses(function);
        for (var i = 0; i < function.Body.Count; i++)
        {
            var instruction = function.Body[i];
            var term = instruction.Opcode == ScalarOpcode.Constant
                ? Constant(instruction)
                : Operation(function, instruction, instruction.Operands.Select(operand => values[operand]).ToArray());
            var isLocal = instruction.Opcode != ScalarOpcode.Constant && values.Count < uses.Length &&
                (uses[values.Count] > 1 || instruction.Name is not null || term.Text.Length > LongestExpression) &&
                !(uses[values.Count] == 1 && IsResult(function, values.Count) && (nestResults || function.Results.Count == 1));
            if (isLocal)
            {
                var local = names.Unique(instruction.Name ?? DefaultName(instruction.Opcode));
                writer.Line("var " + local + " = " + term.Text + ";");
                term = new Term(local, Precedence.Primary);
            }

            values.Add(term);
        }

        return function.Results.Select(result => values[result.Value].Text).ToArray();
    }

    protected abstract Term Constant(ScalarInstruction constant);

    protected abstract Term Operation(ScalarFunction function, ScalarInstruction instruction, Term[] operands);

    private static bool IsResult(ScalarFunction function, int value) => function.Results.Any(result => result.Value == value);

    private static int[] Uses(ScalarFunction function)
    {
        var uses = new int[function.Parameters.Count + function.Body.Count];
        foreach (var operand in function.Body.SelectMany(instruction => instruction.Operands).Concat(function.Results.Select(result => result.Value)))
        {
            uses[operand]++;
        }

        return uses;
    }

    private static string DefaultName(ScalarOpcode opcode) => opcode switch
    {
        ScalarOpcode.Add => "sum",
        ScalarOpcode.Subtract => "difference",
        ScalarOpcode.Multiply => "product",
        ScalarOpcode.Divide => "quotient",
        ScalarOpcode.Negate => "negated",
        ScalarOpcode.FusedMultiplyAdd => "fused",
        ScalarOpcode.Select => "chosen",
        ScalarOpcode.Convert or ScalarOpcode.BitCast => "converted",
        ScalarOpcode.Equal or ScalarOpcode.NotEqual or ScalarOpcode.LessThan or ScalarOpcode.LessThanOrEqual => "condition",
        ScalarOpcode.And or ScalarOpcode.Or or ScalarOpcode.Xor or ScalarOpcode.Not => "bits",
        ScalarOpcode.ShiftLeft or ScalarOpcode.ShiftRight or ScalarOpcode.ShiftRightUnsigned => "shifted",
        ScalarOpcode.RotateLeft or ScalarOpcode.RotateRight => "rotated",
        _ => NameScope.Identifier(char.ToLowerInvariant(opcode.ToString()[0]) + opcode.ToString().Substring(1)),
    };

    /// <summary>An expression and how tightly its outermost operator binds.</summary>
    protected readonly record struct Term(string Text, Precedence Precedence)
    {
        public string At(Precedence least) => Precedence >= least ? Text : "(" + Text + ")";
    }

    protected enum Precedence
    {
        Conditional,
        OrElse,
        AndAlso,
        Or,
        Xor,
        And,
        Equality,
        Relational,
        Shift,
        Additive,
        Multiplicative,
        Unary,
        Primary,
    }
}
