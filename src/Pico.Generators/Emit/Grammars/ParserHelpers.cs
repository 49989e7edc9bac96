using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes what the methods of rules lean on: taking tokens, values of tokens, lookahead, reports, recovery, depth.</summary>
internal sealed partial class ParserHelpers
{
    private readonly SourceWriter writer;
    private readonly GrammarPlan plan;
    private readonly ParserScope scope;
    private readonly string[] rules;
    private readonly bool tries;

    public ParserHelpers(SourceWriter writer, GrammarPlan plan, ParserScope scope, string rules)
    {
        this.rules = rules.Split('\n');
        this.writer = writer;
        this.plan = plan;
        this.scope = scope;
        tries = scope.Tried.Count > 0;
    }

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
    private bool Uses(string call, string more = "") => rules.Any(line => line.Contains(call) && line.Contains(more));

    private void Tokens()
    {
        writer.Blank().Line("/// <summary>Reports text behind the last rule.</summary>");
        writer.Line("public bool ExpectEnd() => current.Kind == TokenKind.End || Fail(\"end of text\");");
        var ahead = scope.Ahead;
        writer.Blank();
        using (writer.Braces("private void Advance()"))
        {
            writer.Line("previousEnd = current.End;");
            if (scope.HasDeclaredLoops)
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

        if (scope.HasRecognizer)
        {
            Passing();
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

            writer.Blank().Line(tries ? "Peek();" : null).Line("errors.TooDeep(current.Span, depth);").Line("return false;");
        }
    }
}
