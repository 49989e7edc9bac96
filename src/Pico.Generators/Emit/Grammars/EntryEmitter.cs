using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes the methods with which a user parses a text.</summary>
internal static class EntryEmitter
{
    private const string Generated = "[GeneratedCode(\"PicoLib\", \"0.1\")]";

    public static void Write(SourceWriter writer, GrammarContainer container, GrammarPlan plan, ParserScope scope, int entry)
    {
        var nonterminal = plan.Grammar.Nonterminals[entry];
        var name = ParserScope.Upper(nonterminal.Name);
        var isStatic = container.IsStatic ? "static " : "";
        var result = Result(nonterminal);
        foreach (var (unit, text) in Units)
        {
            Summary(writer, nonterminal, unit);
            writer.Line(Access(nonterminal) + isStatic + result + " Parse" + name + "(ReadOnlySpan<" + unit + "> " + text + ", ParseOptions? options = null) => Parse" + name + "From(" + text + ", options);").Blank();
        }

        if (plan.Grammar.Recognizes)
        {
            foreach (var (unit, text) in Units)
            {
                AcceptSummary(writer, nonterminal);
                writer.Line("public static bool Accepts" + name + "(ReadOnlySpan<" + unit + "> " + text + ", ParseOptions? options = null) => Accepts" + name + "In(" + text + ", options);").Blank();
            }
        }

        Parse(writer, container, plan, scope, entry);
        if (plan.Grammar.Recognizes)
        {
            Accept(writer, container, plan, scope, entry);
        }
    }

    public static void WriteStub(SourceWriter writer, GrammarContainer container, Grammar grammar, int entry)
    {
        var nonterminal = grammar.Nonterminals[entry];
        foreach (var (unit, text) in Units)
        {
            Summary(writer, nonterminal, unit);
            writer.Line(Access(nonterminal) + (container.IsStatic ? "static " : "") + Result(nonterminal) + " Parse" + ParserScope.Upper(nonterminal.Name) + "(ReadOnlySpan<" + unit + "> " + text + ", ParseOptions? options = null) =>");
            writer.Line("    throw new NotSupportedException(\"The grammar has errors.\");").Blank();
        }

        foreach (var (unit, text) in Units.Where(_ => grammar.Recognizes))
        {
            AcceptSummary(writer, nonterminal);
            writer.Line("public static bool Accepts" + ParserScope.Upper(nonterminal.Name) + "(ReadOnlySpan<" + unit + "> " + text + ", ParseOptions? options = null) =>");
            writer.Line("    throw new NotSupportedException(\"The grammar has errors.\");").Blank();
        }
    }

    private static (string Unit, string Name)[] Units => new[] { ("char", "text"), ("byte", "utf8") };

    private static void Summary(SourceWriter writer, Nonterminal nonterminal, string unit) =>
        writer.Line("/// <summary>Parses a text that is one <c>" + nonterminal.Name + "</c>" + (unit == "byte" ? ", in UTF-8; positions are then those of bytes" : "") + ".</summary>").Line(Generated);

    private static void AcceptSummary(SourceWriter writer, Nonterminal nonterminal) =>
        writer.Line("/// <summary>Whether a text is one <c>" + nonterminal.Name + "</c>; no method of the grammar runs.</summary>").Line(Generated);

    /// <summary>As far as its result can be seen.</summary>
    private static string Access(Nonterminal nonterminal) => nonterminal.Access switch
    {
        GrammarAccess.Public => "public ",
        GrammarAccess.Internal => "internal ",
        _ => "private ",
    };

    private static string Result(Nonterminal nonterminal) => "ParseResult<" + (nonterminal.Result.Form == GrammarForm.Void ? "bool" : nonterminal.Result.Declared) + ">";

    private static void Begin(SourceWriter writer, GrammarContainer container, GrammarPlan plan, ParserScope scope, string grammar)
    {
        var depth = scope.CountsDepth ? ", options?.MaxDepth ?? " + plan.Grammar.MaxDepth.ToString(CultureInfo.InvariantCulture) : "";
        writer.Line("var errors = ParseErrors.Rent(options?.MaxErrors ?? ParseOptions.DefaultMaxErrors);");
        writer.Line("using var parser = new Parser<TUnit>(" + (container.IsStatic ? "" : grammar) + "text, errors" + depth + ");");
    }

    private static void Parse(SourceWriter writer, GrammarContainer container, GrammarPlan plan, ParserScope scope, int entry)
    {
        var nonterminal = plan.Grammar.Nonterminals[entry];
        var isVoid = nonterminal.Result.Form == GrammarForm.Void;
        writer.Line("private " + (container.IsStatic ? "static " : "") + Result(nonterminal) + " Parse" + ParserScope.Upper(nonterminal.Name) + "From<TUnit>(ReadOnlySpan<TUnit> text, ParseOptions? options)").Line("    where TUnit : unmanaged");
        using (writer.Open())
        {
            Begin(writer, container, plan, scope, "this, ");
            writer.Line("var parsed = parser." + scope.Parse(entry) + "(" + (nonterminal.HasPrecedence ? "0" : "") + (nonterminal.HasPrecedence && !isVoid ? ", " : "") + (isVoid ? "" : "out var value") + ");");
            using (writer.Braces("if (parsed)"))
            {
                writer.Line("parser.ExpectEnd();");
            }

            writer.Blank();
            writer.Line("return new " + Result(nonterminal) + "(" + (isVoid ? "parsed" : "value") + ", parsed, errors.Take());");
        }

        writer.Blank();
    }

    private static void Accept(SourceWriter writer, GrammarContainer container, GrammarPlan plan, ParserScope scope, int entry)
    {
        var nonterminal = plan.Grammar.Nonterminals[entry];
        writer.Line("private static bool Accepts" + ParserScope.Upper(nonterminal.Name) + "In<TUnit>(ReadOnlySpan<TUnit> text, ParseOptions? options)").Line("    where TUnit : unmanaged");
        using (writer.Open())
        {
            Begin(writer, container, plan, scope, "null!, "); // no method of the grammar runs
            writer.Line("var fits = parser." + ParserScope.Skipping(scope.Parse(entry)) + "(" + (nonterminal.HasPrecedence ? "0" : "") + ") && parser.Peek() == TokenKind.End;");
            writer.Line("return errors.Take().Count == 0 && fits;");
        }

        writer.Blank();
    }
}
