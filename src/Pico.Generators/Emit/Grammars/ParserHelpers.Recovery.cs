using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Emit;

// What goes back: loops after mistakes, the whole parser after a trial.
internal sealed partial class ParserHelpers
{
    private void Recovery()
    {
        var isExplicit = scope.HasDeclaredLoops;
        writer.Blank().Line("private int Begin(int loop)");
        using (writer.Open())
        {
            writer.Line("loops.Push(loop);").Line("return loops.Count - 1;");
        }

        writer.Blank().Line("/// <summary>Passes over tokens until this loop, or one around it, can go on; true if it is this one.</summary>");
        using (writer.Braces("private bool Recover(int level)"))
        {
            writer.Line("loops.Truncate(level + 1);").Line("var loop = loops[level];");
            using (writer.Braces("if (current.Start == recoveredAt && level >= recoveredLevel && current.Kind != TokenKind.End)"))
            {
                writer.Line("Advance(); // it went on here before, and to no avail; only a loop around it may try as well");
            }

            if (isExplicit)
            {
                using (writer.Braces("else if (ResumesAfter(loop, previousKind) && !Resumes(loop, current.Kind) && current.Kind != TokenKind.End)"))
                {
                    writer.Line("Advance(); // what is wrong here belongs to an item that has not ended with the token before");
                }
            }

            writer.Blank();
            using (writer.Braces("while (!errors.IsFull)"))
            {
                using (writer.Braces("if (Resumes(loop, current.Kind)" + (isExplicit ? " || (ResumesAfter(loop, previousKind) && current.Kind != TokenKind.End)" : "") + ")"))
                {
                    writer.Line("recoveredAt = current.Start;").Line("recoveredLevel = level;").Line("return true;");
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

    /// <summary>What a trial changes, and goes back to.</summary>
    private void States()
    {
        var fields = new List<(string Type, string Field)> { ("Token", "current") };
        fields.AddRange(new[] { "second", "third" }.Take(scope.Ahead).Select(field => ("Token", field)));
        fields.AddRange(scope.Ahead > 0 ? [("int", "ahead"), ("int", "previousEnd")] : [("int", "previousEnd")]);
        fields.AddRange(scope.CountsDepth ? [("int", "depth")] : []);
        fields.AddRange(scope.IsLimited ? [("int", "maximum")] : []);
        fields.Add(("int", "budget"));

        writer.Blank();
        using (writer.Braces("private State Save(int tokens)"))
        {
            writer.Line("var state = new State(lexer.Save(), " + string.Join(", ", fields.Select(field => field.Field)) + ");");
            writer.Line("budget = Math.Min(budget, tokens);").Line("return state;");
        }

        writer.Blank();
        using (writer.Braces("private void Restore(in State state)"))
        {
            writer.Line("lexer.Restore(state.Lexer);").Line("isPassed = false;");
            foreach (var (_, field) in fields)
            {
                writer.Line(field + " = state." + ParserScope.Upper(field) + ";");
            }
        }

        writer.Blank();
        writer.Line("private readonly record struct State(Lexer<TUnit>.State Lexer, " + string.Join(", ", fields.Select(field => field.Type + " " + ParserScope.Upper(field.Field))) + ");");
    }
}
