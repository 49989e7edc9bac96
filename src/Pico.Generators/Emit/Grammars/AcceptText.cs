using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>The statements that end a token.</summary>
internal sealed class AcceptText
{
    private readonly LexerProgram program;
    private readonly LexerMode mode;
    private readonly LexerNames names;

    public AcceptText(LexerProgram program, LexerMode mode, LexerNames names)
    {
        this.program = program;
        this.mode = mode;
        this.names = names;
    }

    /// <summary>What happens when a rule has won; the last statement leaves.</summary>
    /// <param name="rule">The rule, by index.</param>
    /// <param name="end">The expression of where the token ends.</param>
    public IReadOnlyList<string> Of(int rule, string end)
    {
        var accepted = program.Rules[rule];
        var statements = new List<string>();
        if (accepted.Error is { } message)
        {
            statements.Add("position = errors.Report(start, " + end + ", " + StringLiteral.Of(message) + ");");
            end = "position";
        }

        if (accepted.Pop)
        {
            statements.Add("modes.Pop();");
        }

        if (accepted.Push is { } pushed)
        {
            statements.Add("modes.Push(" + names.ModeConstant(pushed) + ", start);");
        }

        if (!accepted.IsSilent)
        {
            statements.Add("return Take(" + Kind(rule, end) + ", start, " + end + ");");
        }
        else if (accepted.ChangesMode)
        {
            statements.Add("return Skip(" + end + ");");
        }
        else
        {
            if (end != "position")
            {
                statements.Add(end == "position + 1" ? "position++;" : "position = " + end + ";");
            }

            statements.Add("goto token;");
        }

        return statements;
    }

    private string Kind(int rule, string end) => mode.Keywords.Any(keyword => keyword.Among == rule)
        ? names.KeywordMethod(rule) + "(start, " + end + " - start)"
        : names.Kind(program.Rules[rule]);
}
