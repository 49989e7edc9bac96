using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes, for each rule among whose matches are keywords, the method that looks them up: by length, first character, then the whole.</summary>
internal static class KeywordEmitter
{
    public static void Emit(SourceWriter writer, LexerProgram program, LexerMode mode, LexerNames names)
    {
        foreach (var group in mode.Keywords.GroupBy(keyword => keyword.Among))
        {
            var other = "_ => " + names.Kind(program.Rules[group.Key]) + ",";
            writer.Blank().Line("/// <summary>The keyword that stands there, if it is one.</summary>");
            using var method = writer.Braces("private readonly TokenKind " + names.KeywordMethod(group.Key) + "(int start, int length) => length switch", "};");
            foreach (var length in group.GroupBy(keyword => program.Rules[keyword.Rule].Literal!.Length).OrderBy(length => length.Key))
            {
                using var block = writer.Braces(length.Key.ToString(CultureInfo.InvariantCulture) + " => Source[start] switch", "},");
                foreach (var rule in length.Select(keyword => program.Rules[keyword.Rule]).OrderBy(rule => rule.Literal, System.StringComparer.Ordinal))
                {
                    writer.Line(CharText.Literal(rule.Literal![0]) + " when Source.Matches(start, " + StringLiteral.Of(rule.Literal) + ") => " + names.Kind(rule) + ",");
                }

                writer.Line(other);
            }

            writer.Line(other);
        }
    }
}
