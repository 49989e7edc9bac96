namespace Pico.Generators.Emit;

// How a recognizer takes tokens.
internal sealed partial class ParserHelpers
{
    private void Passing()
    {
        writer.Blank().Line("/// <summary>What the next token is; it is read now, if it has not been.</summary>").Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Braces("public TokenKind Peek()"))
        {
            using (writer.Braces("if (isPassed)"))
            {
                writer.Line(tries ? "current = lexer.Next();" : "kind = lexer.Scan();").Line("isPassed = false;");
            }

            writer.Blank().Line(tries ? "return current.Kind;" : "return kind;");
        }

        writer.Blank();
        using (writer.Braces("private void Pass()"))
        {
            if (tries)
            {
                writer.Line("budget--;");
            }

            if (scope.Ahead > 0)
            {
                using (writer.Braces("if (ahead > 0)"))
                {
                    writer.Line(tries ? "current = second;" : "kind = second.Kind;").Line(scope.Ahead > 1 ? "second = third;" : null).Line("ahead--;").Line("return;");
                }

                writer.Blank();
            }

            writer.Line("isPassed = true;");
        }

        if (Uses("Skip(TokenKind"))
        {
            writer.Blank();
            using (writer.Braces("private bool Skip(TokenKind kind)"))
            {
                Skip();
            }
        }

        if (Uses("Skip('"))
        {
            writer.Blank().Line("/// <summary>Passes over a token that can only be this character.</summary>").Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Braces("private bool Skip(char unit, TokenKind kind)"))
            {
                using (writer.Braces("if (isPassed && " + (tries ? "budget > 0 && " : "") + "lexer.Take(unit))"))
                {
                    writer.Line(tries ? "budget--;" : null).Line("return true;");
                }

                writer.Blank();
                Skip();
            }
        }
    }

    private void Skip()
    {
        using (writer.Braces("if (Peek() != kind" + (tries ? " || budget == 0" : "") + ")"))
        {
            writer.Line("return false;");
        }

        writer.Blank().Line("Pass();").Line("return true;");
    }
}
