using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the lexer of a grammar: a ref struct over UTF-16 or UTF-8, whose scanners are code.</summary>
internal sealed class LexerEmitter
{
    /// <summary>The namespaces that a file with a lexer in it uses.</summary>
    public static readonly EquatableArray<string> Namespaces =
        EquatableArray.Of("System", "System.Globalization", "System.Runtime.CompilerServices", "Pico.Parsing");

    /// <summary>
    /// The JIT does not optimise a method of more than 60,000 bytes of IL or 2,000 basic blocks. A scanner reaches the latter
    /// first: each state is a block or two, and each comparison another. What might go beyond becomes a table.
    /// </summary>
    private const int MostBlocks = 2_000;

    private readonly SourceWriter writer;
    private readonly LexerProgram program;
    private readonly bool recognizes;
    private readonly LexerNames names;
    private readonly AsciiSetTable sets;
    private readonly List<TableScannerEmitter?> tables = new();
    private bool usesClassOf;

    private LexerEmitter(SourceWriter writer, LexerProgram program, bool recognizes)
    {
        this.writer = writer;
        this.recognizes = recognizes;
        this.program = program;
        names = new LexerNames(program);
        sets = new AsciiSetTable(names);
    }

    /// <summary>Writes the lexer.</summary>
    /// <param name="writer">Receives the struct.</param>
    /// <param name="program">What it does.</param>
    /// <param name="recognizes">Whether a recognizer uses it too.</param>
    public static void Emit(SourceWriter writer, LexerProgram program, bool recognizes = false) => new LexerEmitter(writer, program, recognizes).Emit();

    private void Emit()
    {
        writer.Line("/// <summary>Cuts a text into tokens.</summary>");
        writer.Line("/// <typeparam name=\"TUnit\"><see cref=\"char\"/> for UTF-16, <see cref=\"byte\"/> for UTF-8.</typeparam>");
        writer.Line("private ref struct Lexer<TUnit>(ReadOnlySpan<TUnit> text, ParseErrors errors)");
        using (writer.Indent())
        {
            writer.Line("where TUnit : unmanaged");
        }

        using var block = writer.Open();
        Fields();
        Scanners();
        foreach (var mode in program.Modes)
        {
            KeywordEmitter.Emit(writer, program, mode, names);
        }

        Ends();
        States();
        Tables();
    }

    private void Fields()
    {
        if (names.HasModes)
        {
            for (var mode = 0; mode < program.Modes.Count; mode++)
            {
                writer.Line("private const int " + names.ModeConstant(program.Modes[mode].Name) + " = " + mode + ";");
            }

            writer.Blank();
        }

        writer.Line("private LexicalErrors errors = new(errors);");
        if (names.HasModes)
        {
            writer.Line("private ModeStack modes;");
        }

        writer.Line("private int first; // of the token read last").Line("private int next;").Blank();
        writer.Line("/// <summary>The text.</summary>").Line("public readonly SourceReader<TUnit> Source { get; } = new(text);").Blank();
        writer.Line("/// <summary>The end of the last error that the lexer has reported, or -1.</summary>");
        writer.Line("public readonly int LexicalErrorEnd => errors.End;").Blank();
    }

    private void Scanners()
    {
        writer.Line("/// <summary>The next token; at the end of the text <see cref=\"TokenKind.End\"/>, again and again.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Braces("public Token Next()"))
        {
            writer.Line("var kind = Scan();").Line("return new Token(kind, first, next - first);");
        }

        writer.Blank().Line("/// <summary>What the next token is.</summary>");
        if (!names.HasModes)
        {
            Scanner("public TokenKind Scan()", program.Modes[0]);
            return;
        }

        using (writer.Braces("public TokenKind Scan()"))
        {
            writer.Line("TokenKind kind;").Line("do");
            using (writer.Open())
            {
                using var arms = writer.Braces("kind = modes.Mode switch", "};");
                foreach (var mode in program.Modes.Skip(1))
                {
                    writer.Line(names.ModeConstant(mode.Name) + " => " + names.ScanMethod(mode.Name) + "(),");
                }

                writer.Line("_ => " + names.ScanMethod("") + "(),");
            }

            writer.Line("while (first < 0); // nothing was found, but the mode is another").Blank().Line("return kind;");
        }

        foreach (var mode in program.Modes)
        {
            writer.Blank();
            Scanner("private TokenKind " + names.ScanMethod(mode.Name) + "()", mode);
        }
    }

    private void Scanner(string header, LexerMode mode)
    {
        var plan = new ScannerPlan(program, mode);
        var accept = new AcceptText(program, mode, names);
        using var block = writer.Braces(header);
        writer.Line("var source = Source;").Line("var position = next;");
        if (BlocksOf(plan) <= MostBlocks)
        {
            tables.Add(null);
            usesClassOf |= plan.States.Any(state => !state.IsAlikeBeyond);
            new ScannerEmitter(writer, plan, accept, sets).Emit();
        }
        else
        {
            tables.Add(new TableScannerEmitter(writer, program, mode, accept));
            usesClassOf = true;
            tables[tables.Count - 1]!.Emit(TableName(mode));
        }
    }

    private static int BlocksOf(ScannerPlan plan) => plan.States.Sum(state =>
        2 + state.AsciiAfterRun.Sum(edge => 1 + CharText.Ranges(edge.Characters).Sum(range => range.First == range.Last ? 1 : 2)) + (2 * state.Beyond.Sum(edge => edge.Classes.Count)));

    /// <summary>The ways out of a scanner.</summary>
    private void Ends()
    {
        if (recognizes && SingleUnitTokens.Of(program).Count > 0)
        {
            writer.Blank().Line("/// <summary>Passes over a character that is a token wherever it stands, if it is the next.</summary>");
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Braces("public bool Take(char unit)"))
            {
                using (writer.Braces("if (Source[next] != unit)"))
                {
                    writer.Line("return false;");
                }

                writer.Blank().Line("next++;").Line("return true;");
            }
        }

        writer.Blank().Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Braces("private TokenKind Take(TokenKind kind, int start, int end)"))
        {
            writer.Line("first = start;").Line("next = end;").Line("return kind;");
        }

        if (program.Rules.Any(rule => rule.IsSilent && rule.ChangesMode))
        {
            writer.Blank();
            using (writer.Braces("private TokenKind Skip(int end)"))
            {
                writer.Line("first = -1;").Line("next = end;").Line("return TokenKind.End;");
            }
        }

        writer.Blank();
        using (writer.Braces("private TokenKind End(int position)"))
        {
            writer.Line("first = next = position;").Line("errors.AtEnd(Source);");
            foreach (var mode in program.Modes.Where(IsBlind))
            {
                writer.Blank();
                using (writer.Braces("if (modes.Mode == " + names.ModeConstant(mode.Name) + ")"))
                {
                    writer.Line("errors.Unclosed(Source, modes.Start, " + StringLiteral.Of(mode.Name) + ");");
                }
            }

            writer.Blank().Line("return TokenKind.End;");
        }
    }

    /// <summary>Whether a mode ends with something, of which the parser sees nothing: then only the lexer can tell that it was not closed.</summary>
    private bool IsBlind(LexerMode mode) => mode.Name.Length > 0 &&
        program.Rules.Where(rule => rule.Mode == mode.Name).ToArray() is var rules && rules.Any(rule => rule.Pop) && rules.All(rule => rule.IsSilent);

    private void States()
    {
        var modes = names.HasModes ? ", ModeStack.State Modes" : "";
        writer.Blank().Line("/// <summary>What <see cref=\"Next\"/> changes, to come back to.</summary>");
        writer.Line("public " + (names.HasModes ? "" : "readonly ") + "State Save() => new(next, errors.End" + (names.HasModes ? ", modes.Save()" : "") + ");");
        writer.Blank().Line("/// <summary>Goes back to the state that was saved last.</summary>");
        using (writer.Braces("public void Restore(State state)"))
        {
            writer.Line("next = state.Next;").Line("errors.End = state.LexicalErrorEnd;");
            if (names.HasModes)
            {
                writer.Line("modes.Restore(state.Modes);");
            }
        }

        if (names.HasModes)
        {
            writer.Blank().Line("/// <summary>Stays, and gives up the state that was saved last.</summary>");
            writer.Line("public void Release(State state) => modes.Release(state.Modes);");
            writer.Blank().Line("/// <summary>Returns what the stack of modes has rented.</summary>");
            writer.Line("public void Dispose() => modes.Dispose();");
        }

        writer.Blank().Line("/// <summary>A state to come back to.</summary>");
        writer.Line("public readonly record struct State(int Next, int LexicalErrorEnd" + modes + ");");
    }

    private void Tables()
    {
        sets.Emit(writer);
        if (usesClassOf)
        {
            ClassOfEmitter.Emit(writer, program.Classes);
        }

        if (tables.Any(table => table is not null))
        {
            TableScannerEmitter.EmitAsciiClasses(writer, program.Classes);
        }

        for (var mode = 0; mode < tables.Count; mode++)
        {
            tables[mode]?.EmitTable(TableName(program.Modes[mode]));
        }
    }

    private string TableName(LexerMode mode) => names.ScanMethod(mode.Name) + "Table";
}
