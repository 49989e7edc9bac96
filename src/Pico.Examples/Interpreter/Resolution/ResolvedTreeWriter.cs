using Pico.Examples.Interpreter.Syntax;

namespace Pico.Examples.Interpreter.Resolution;

/// <summary>
/// Shows a resolved program: nearly Lox, but each variable with its place (<c>n@local2</c>), each call with the slot at which its window begins (<c>f[4](1, 2)</c>), and each
/// function with the size of its frame and what it captures.
/// </summary>
internal sealed class ResolvedTreeWriter(TextWriter output)
{
    private int depth;

    /// <summary>Writes a function and what it contains.</summary>
    public void Write(ResolvedFunction function)
    {
        Line($"{function.Description.TrimEnd('(', ')')}/{function.Arity}: {function.FrameSize} slots{Captures(function)}");
        depth++;
        Write(function.Body);
        depth--;
    }

    private static string Captures(ResolvedFunction function)
    {
        var captures = function.Captures.Select((capture, index) => $"{(capture.IsLocal ? "local" : "captured")}{capture.Index} as captured{index}");
        var cells = function.CapturedParameters.Select(slot => $"local{slot} into a cell");
        return string.Concat(captures.Concat(cells).Select(text => ", " + text));
    }

    private void Write(IEnumerable<ResolvedStatement> statements)
    {
        foreach (var statement in statements)
        {
            Write(statement);
        }
    }

    private void Write(ResolvedStatement statement)
    {
        switch (statement)
        {
            case ResolvedStatement.Expression expression:
                Line(Show(expression.Value));
                break;
            case ResolvedStatement.Print print:
                Line("print " + Show(print.Value));
                break;
            case ResolvedStatement.Declare declare:
                Line($"var {declare.Place} = {Show(declare.Value)}");
                break;
            case ResolvedStatement.Block block:
                Nested("block", block.Statements);
                break;
            case ResolvedStatement.If branch:
                Nested("if " + Show(branch.Condition), branch.Then);
                if (branch.Else is not null)
                {
                    Nested("else", branch.Else);
                }

                break;
            case ResolvedStatement.While loop:
                Nested("while " + (loop.Condition is null ? "true" : Show(loop.Condition)), loop.Body);
                if (loop.Increment is not null)
                {
                    Nested("then", new ResolvedStatement.Expression(loop.Increment));
                }

                break;
            case ResolvedStatement.Return result:
                Line("return " + Show(result.Value));
                break;
            case ResolvedStatement.Function function:
                Nested("fun " + function.Place, () => Write(function.Code));
                break;
            case ResolvedStatement.Class type:
                Nested($"class {type.Place}{(type.Superclass is null ? "" : " < " + type.Superclass)}", () => Array.ForEach(type.Methods, Write));
                break;
        }
    }

    private void Nested(string head, params ResolvedStatement[] statements) => Nested(head, () => Write(statements));

    private void Nested(string head, Action body)
    {
        Line(head);
        depth++;
        body();
        depth--;
    }

    private void Line(string text)
    {
        for (var i = 0; i < depth; i++)
        {
            output.Write("  ");
        }

        output.WriteLine(text);
    }

    private static string Show(ResolvedExpression expression) => expression switch
    {
        ResolvedExpression.Constant { Value.Reference: string text } => $"\"{text.ReplaceLineEndings("\\n")}\"",
        ResolvedExpression.Constant constant => constant.Value.ToString(),
        ResolvedExpression.Read read => read.Place.ToString(),
        ResolvedExpression.Write write => $"({write.Place} = {Show(write.Value)})",
        ResolvedExpression.Not not => "!" + Show(not.Operand),
        ResolvedExpression.Negate negate => "-" + Show(negate.Operand),
        ResolvedExpression.Binary binary => $"({Show(binary.Left)} {Show(binary.Operator)} {Show(binary.Right)})",
        ResolvedExpression.Logical logical => $"({Show(logical.Left)} {(logical.IsAnd ? "and" : "or")} {Show(logical.Right)})",
        ResolvedExpression.Call call => Show(call.Callee) + Show(call.Window, call.Arguments),
        ResolvedExpression.Invoke invoke => $"{Show(invoke.Receiver)}.{invoke.Name}{Show(invoke.Window, invoke.Arguments)}",
        ResolvedExpression.InvokeSuper invoke => $"super({Show(invoke.Receiver)}).{invoke.Name}{Show(invoke.Window, invoke.Arguments)}",
        ResolvedExpression.Get get => $"{Show(get.Object)}.{get.Name}",
        ResolvedExpression.GetSuper get => $"super({Show(get.Receiver)}).{get.Name}",
        ResolvedExpression.Set set => $"({Show(set.Object)}.{set.Name} = {Show(set.Value)})",
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static string Show(int window, ResolvedExpression[] arguments) => $"[{window}]({string.Join(", ", arguments.Select(Show))})";

    private static string Show(LoxGrammar.TokenKind kind) => kind switch
    {
        LoxGrammar.TokenKind.Plus => "+",
        LoxGrammar.TokenKind.Minus => "-",
        LoxGrammar.TokenKind.Star => "*",
        LoxGrammar.TokenKind.Slash => "/",
        LoxGrammar.TokenKind.EqualEqual => "==",
        LoxGrammar.TokenKind.BangEqual => "!=",
        LoxGrammar.TokenKind.Less => "<",
        LoxGrammar.TokenKind.LessEqual => "<=",
        LoxGrammar.TokenKind.Greater => ">",
        LoxGrammar.TokenKind.GreaterEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
