using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes what the methods of rules lean on: taking tokens, values of tokens, lookahead, reports, recovery, depth.</summary>
internal sealed class ParserHelpers
{
    private readonly SourceWriter writer;
    private readonly GrammarPlan plan;
    private readonly ParserScope scope;
    private readonly string rules;
    private readonly bool recognizes;
    private readonly bool tries;

    public ParserHelpers(SourceWriter writer, GrammarPlan plan, ParserScope scope, string rules, bool recognizes, bool tries)
    {
        this.rules = rules;
        this.writer = writer;
        this.plan = plan;
        this.scope = scope;
        this.recognizes = recognizes;
        this.tries = tries;
    }

    /// <summary>How many tokens beyond the current one a grammar's decisions ask for.</summary>
    public static int LookaheadOf(GrammarPlan plan) => plan.Decisions.Ahead;

    /// <summary>Whether the grammar says of some loop where it goes on.</summary>
    public static bool HasExplicitLoops(ParserScope scope) => scope.Loops.Values.Any(loop => loop.IsExplicit);

    public void Write()
    {
        Tokens();
        Values();
        Reports();
        if (scope.CountsDepth)
        {
            Depth();
        }

        if (scope.Loops.Count > 0)
        {
            Recovery();
        }

        if (tries)
        {
            States();
        }
    }

    /// <summary>Whether the methods of rules call a helper; on one line with more text, if that is given.</summary>
    private bool Uses(string call, string more = "") => rules.Split('\n').Any(line => line.Contains(call) && line.Contains(more));

    private void Tokens()
    {
        writer.Blank().Line("/// <summary>Reports text behind the last rule.</summary>");
        writer.Line("public bool ExpectEnd() => current.Kind == TokenKind.End || Fail(\"end of text\");");
        var ahead = LookaheadOf(plan);
        writer.Blank();
        using (writer.Braces("private void Advance()"))
        {
            writer.Line("previousEnd = current.End;");
            if (HasExplicitLoops(scope))
            {
                writer.Line("previousKind = current.Kind;");
            }

            if (tries)
            {
                writer.Line("budget--;");
            }

            if (ahead == 0)
            {
                writer.Line("current = lexer.Next();");
            }
            else
            {
                using (writer.Braces("if (ahead == 0)"))
                {
                    writer.Line("current = lexer.Next();").Line("return;");
                }

                writer.Blank().Line("current = second;");
                if (ahead > 1)
                {
                    writer.Line("second = third;");
                }

                writer.Line("ahead--;");
            }
        }

        Ahead(ahead);
        writer.Blank().Line("/// <summary>Takes a token of this kind, or reports that it was expected.</summary>");
        using (writer.Braces("private bool Take(TokenKind kind, string expected)"))
        {
            using (writer.Braces("if (current.Kind != kind)"))
            {
                writer.Line("return Fail(expected);");
            }

            writer.Blank().Line("Advance();").Line("return true;");
        }

        if (Uses("Take(TokenKind", ", out var "))
        {
            writer.Blank();
            using (writer.Braces("private bool Take(TokenKind kind, string expected, out Token token)"))
            {
                writer.Line("token = current;").Line("return Take(kind, expected);");
            }
        }

        if (Uses("!Require("))
        {
            writer.Blank().Line("/// <summary>Takes a token of this kind, or reports the grammar's own message.</summary>");
            using (writer.Braces("private bool Require(TokenKind kind, string message)"))
            {
                using (writer.Braces("if (current.Kind != kind)"))
                {
                    writer.Line("return FailWith(message);");
                }

                writer.Blank().Line("Advance();").Line("return true;");
            }
        }

        if (recognizes)
        {
            writer.Blank();
            using (writer.Braces("private bool Skip(TokenKind kind)"))
            {
                using (writer.Braces("if (current.Kind != kind" + (tries ? " || budget == 0" : "") + ")"))
                {
                    writer.Line("return false;");
                }

                writer.Blank().Line("Advance();").Line("return true;");
            }
        }
    }

    private void Ahead(int ahead)
    {
        if (ahead == 0)
        {
            return;
        }

        writer.Blank().Line("/// <summary>The kind of the token so many behind the current one.</summary>");
        using (writer.Braces("private TokenKind Ahead(int count)"))
        {
            if (ahead == 1)
            {
                using (writer.Braces("if (ahead == 0)"))
                {
                    writer.Line("second = lexer.Next();").Line("ahead = 1;");
                }

                writer.Blank().Line("return second.Kind;");
                return;
            }

            using (writer.Braces("while (ahead < count)"))
            {
                using (writer.Braces("if (ahead++ == 0)"))
                {
                    writer.Line("second = lexer.Next();");
                }

                using (writer.Braces("else"))
                {
                    writer.Line("third = lexer.Next();");
                }
            }

            writer.Blank().Line("return count == 1 ? second.Kind : third.Kind;");
        }
    }

    private void Values()
    {
        for (var kind = 1; kind < plan.Grammar.Terminals.Count; kind++)
        {
            var terminal = plan.Grammar.Terminals[kind];
            if (terminal.Value is not { } type)
            {
                continue;
            }

            writer.Blank();
            using (writer.Braces("private bool Take" + terminal.Name + "(out " + type.Declared + " value)"))
            {
                using (writer.Braces("if (current.Kind != " + scope.Sets.Kind(kind) + ")"))
                {
                    writer.Line("value = default!;").Line("return Fail(" + SourceWriter.Literal(terminal.Description) + ");");
                }

                writer.Blank().Line("value = " + Value(terminal) + ";").Line("Advance();").Line("return true;");
            }
        }
    }

    private string Value(Terminal terminal)
    {
        var action = terminal.Action!;
        if (terminal.Overload is null)
        {
            return Call(action);
        }

        var (utf8, utf16) = ReadsBytes(action) ? (action, terminal.Overload) : (terminal.Overload, action);
        return "typeof(TUnit) == typeof(byte) ? " + Call(utf8) + " : " + Call(utf16);
    }

    private static bool ReadsBytes(GrammarAction action) =>
        action.Parameters.Any(parameter => parameter.Type.Form == GrammarForm.ReadOnlySpan && parameter.Type.Arguments[0].Text == "byte");

    private string Call(GrammarAction action) => scope.Call(action, action.Parameters.Select(parameter => parameter.Type.Form switch
    {
        GrammarForm.Span => "current.Span",
        GrammarForm.Errors => "errors",
        _ => "lexer.Source." + (parameter.Type.Arguments[0].Text == "byte" ? "Bytes" : "Chars") + "(current.Start, current.Length)",
    }));

    private void Reports()
    {
        if (Uses("SpanFrom("))
        {
            writer.Blank().Line("private readonly SourceSpan SpanFrom(int start) => new(start, Math.Max(0, previousEnd - start));");
        }

        writer.Blank().Line("/// <summary>Reports what was expected instead of the current token; once for each token, and not behind text that the lexer has rejected.</summary>");
        using (writer.Braces("private bool Fail(string expected)"))
        {
            using (writer.Braces("if (IsFirstReport())"))
            {
                writer.Line("errors.Unexpected(lexer.Source, current.Span, expected);");
            }

            writer.Blank().Line("return false;");
        }

        if (Uses("FailWith(") || Uses("Require("))
        {
            writer.Blank();
            using (writer.Braces("private bool FailWith(string message)"))
            {
                using (writer.Braces("if (IsFirstReport())"))
                {
                    writer.Line("errors.Unexpected(lexer.Source, current.Span, null, message);");
                }

                writer.Blank().Line("return false;");
            }
        }

        writer.Blank();
        using (writer.Braces("private bool IsFirstReport()"))
        {
            using (writer.Braces("if (current.Start == reportedAt || lexer.LexicalErrorEnd > previousEnd)"))
            {
                writer.Line("return false;");
            }

            writer.Blank().Line("reportedAt = current.Start;").Line("return true;");
        }
    }

    private void Depth()
    {
        writer.Blank().Line("/// <summary>Goes one level deeper, unless that is too deep for the limit or for the stack.</summary>");
        using (writer.Braces("private bool Enter()"))
        {
            writer.Line("// What lies between two looks at the stack fits into the reserve that the runtime keeps.");
            using (writer.Braces("if (depth < maxDepth && ((depth & 15) != 0 || RuntimeHelpers.TryEnsureSufficientExecutionStack()))"))
            {
                writer.Line("depth++;").Line("return true;");
            }

            writer.Blank().Line("errors.TooDeep(current.Span, depth);").Line("return false;");
        }
    }

    private void Recovery()
    {
        var isExplicit = HasExplicitLoops(scope);
        writer.Blank().Line("private int Begin(int loop)");
        using (writer.Open())
        {
            writer.Line("loops.Push(loop);").Line("return loops.Count - 1;");
        }

        writer.Blank().Line("/// <summary>Passes over tokens until this loop, or one around it, can go on; true if it is this one.</summary>");
        using (writer.Braces("private bool Recover(int level)"))
        {
            writer.Line("loops.Truncate(level + 1);").Line("var loop = loops[level];");
            using (writer.Braces("if (current.Start == recoveredAt && current.Kind != TokenKind.End)"))
            {
                writer.Line("Advance(); // otherwise it would never get past this token");
            }

            writer.Blank();
            using (writer.Braces("while (!errors.IsFull)"))
            {
                writer.Line("recoveredAt = current.Start;");
                using (writer.Braces("if (Resumes(loop, current.Kind)" + (isExplicit ? " || (ResumesAfter(loop, previousKind) && current.Kind != TokenKind.End)" : "") + ")"))
                {
                    writer.Line("return true;");
                }

                writer.Blank();
                using (writer.Braces("if (current.Kind == TokenKind.End || " + (isExplicit ? "(!IsDeclared(loop) && ResumesAround(level, current.Kind))" : "ResumesAround(level, current.Kind)") + ")"))
                {
                    writer.Line("return false;");
                }

                writer.Blank().Line("Advance();");
            }

            writer.Blank().Line("return false;");
        }

        writer.Blank();
        using (writer.Braces("private readonly bool ResumesAround(int level, TokenKind kind)"))
        {
            using (writer.Braces("for (var i = 0; i < level; i++)"))
            {
                using (writer.Braces("if (Resumes(loops[i], kind))"))
                {
                    writer.Line("return true;");
                }
            }

            writer.Blank().Line("return false;");
        }

        writer.Blank().Line("/// <summary>Whether a loop can go on, or end, at a token.</summary>");
        using (writer.Braces("private static bool Resumes(int loop, TokenKind kind) => loop switch", "};"))
        {
            foreach (var loop in scope.Loops)
            {
                writer.Line(loop.Key + " => " + scope.Sets.Test("kind", loop.Value.Resumes) + ", // " + loop.Value.Text);
            }

            writer.Line("_ => false,");
        }

        if (!isExplicit)
        {
            return;
        }

        var declared = scope.Loops.Where(loop => loop.Value.IsExplicit).ToArray();
        writer.Blank().Line("/// <summary>Whether a loop goes on behind a token, as the grammar says.</summary>");
        using (writer.Braces("private static bool ResumesAfter(int loop, TokenKind kind) => loop switch", "};"))
        {
            foreach (var loop in declared.Where(loop => loop.Value.After.Count > 0))
            {
                writer.Line(loop.Key + " => " + scope.Sets.Test("kind", loop.Value.After) + ", // " + loop.Value.Text);
            }

            writer.Line("_ => false,");
        }

        writer.Blank().Line("/// <summary>Whether the grammar says where a loop goes on; then those around it have no say.</summary>");
        writer.Line("private static bool IsDeclared(int loop) => loop is " + string.Join(" or ", declared.Select(loop => loop.Key)) + ";");
    }

    private void States()
    {
        writer.Blank();
        using (writer.Braces("private State Save(int tokens)"))
        {
            writer.Line("var state = new State(lexer.Save(), current, " + (LookaheadOf(plan) > 0 ? "second, " : "") + (LookaheadOf(plan) > 1 ? "third, " : "") + (LookaheadOf(plan) > 0 ? "ahead, " : "") + "previousEnd, " + (scope.CountsDepth ? "depth, " : "") + (scope.IsLimited ? "maximum, " : "") + "budget);");
            writer.Line("budget = Math.Min(budget, tokens);").Line("return state;");
        }

        writer.Blank();
        using (writer.Braces("private void Restore(in State state)"))
        {
            writer.Line("lexer.Restore(state.Lexer);").Line("current = state.Current;");
            if (LookaheadOf(plan) > 0)
            {
                writer.Line("second = state.Second;");
                if (LookaheadOf(plan) > 1)
                {
                    writer.Line("third = state.Third;");
                }

                writer.Line("ahead = state.Ahead;");
            }

            writer.Line("previousEnd = state.PreviousEnd;");
            if (scope.CountsDepth)
            {
                writer.Line("depth = state.Depth;");
            }

            if (scope.IsLimited)
            {
                writer.Line("maximum = state.Maximum;");
            }

            writer.Line("budget = state.Budget;");
        }

        writer.Blank();
        var ahead = LookaheadOf(plan);
        writer.Line("private readonly record struct State(Lexer<TUnit>.State Lexer, Token Current, " + (ahead > 0 ? "Token Second, " : "") + (ahead > 1 ? "Token Third, " : "") + (ahead > 0 ? "int Ahead, " : "") + "int PreviousEnd, " + (scope.CountsDepth ? "int Depth, " : "") + (scope.IsLimited ? "int Maximum, " : "") + "int Budget);");
    }
}
