using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes an automaton as a table, where its code would be so large that it is no longer optimised. A state is the index of
/// its row: the rule it accepts plus one, the state that most classes lead to, how many lead elsewhere, and these with their
/// states; -1 is no state.
/// </summary>
internal sealed class TableScannerEmitter
{
    private readonly SourceWriter writer;
    private readonly LexerProgram program;
    private readonly LexerMode mode;
    private readonly AcceptText accept;

    public TableScannerEmitter(SourceWriter writer, LexerProgram program, LexerMode mode, AcceptText accept)
    {
        this.writer = writer;
        this.program = program;
        this.mode = mode;
        this.accept = accept;
    }

    /// <summary>Writes the statements; <c>source</c> and <c>position</c> are there.</summary>
    public void Emit(string table)
    {
        writer.Line("var table = " + table + ";").Line("int start, end, accepted, state;").Blank();
        writer.Line("token:").Line("start = end = position;").Line("accepted = state = 0;");
        using (writer.Braces("while (source[position] is >= 0 and var unit)"))
        {
            writer.Line("var units = 1;");
            writer.Line("var index = unit <= '\\u007F' ? AsciiClasses[unit] : ClassOf(Source.CodePoint(position, out units));");
            writer.Line("var row = state;").Line("state = table[row + 1];");
            using (writer.Braces("for (var edge = row + 3; edge < row + 3 + table[row + 2] * 2; edge += 2)"))
            {
                using (writer.Braces("if (table[edge] == index)"))
                {
                    writer.Line("state = table[edge + 1];").Line("break;");
                }
            }

            writer.Blank();
            using (writer.Braces("if (state < 0)"))
            {
                writer.Line("break;");
            }

            writer.Blank().Line("position += units;");
            using (writer.Braces("if (table[state] != 0)"))
            {
                writer.Line("accepted = table[state];").Line("end = position;");
            }
        }

        writer.Blank();
        using (writer.Braces("switch (accepted)"))
        {
            foreach (var rule in mode.Dfa.States.Select(state => state.Accepts).Where(rule => rule >= 0).Distinct().OrderBy(rule => rule))
            {
                writer.Line("case " + Number(rule + 1) + ":");
                using var indent = writer.Indent();
                foreach (var statement in accept.Of(rule, "end"))
                {
                    writer.Line(statement);
                }
            }

            writer.Line("case 0 when start == source.Length:").Line("    return End(start);");
            writer.Line("default:").Line("    position = errors.Unexpected(Source, start, position);").Line("    goto token;");
        }
    }

    /// <summary>Writes the table.</summary>
    public void EmitTable(string table)
    {
        var rows = mode.Dfa.States.Select(Row).ToArray();
        var offsets = new int[rows.Length];
        for (var i = 1; i < rows.Length; i++)
        {
            offsets[i] = offsets[i - 1] + 3 + (rows[i - 1].Edges.Length * 2);
        }

        string State(int state) => Number(state < 0 ? -1 : offsets[state]);
        writer.Blank();
        writer.Line("private static ReadOnlySpan<int> " + table + " =>").Line("[");
        using (writer.Indent())
        {
            foreach (var (accepts, common, edges) in rows)
            {
                var cells = new[] { Number(accepts + 1), State(common), Number(edges.Length) }.Concat(edges.SelectMany(edge => new[] { Number(edge.Class), State(edge.Target) }));
                writer.List("", cells.ToArray(), ",");
            }
        }

        writer.Line("];");
    }

    public static void EmitAsciiClasses(SourceWriter writer, CharClasses classes)
    {
        writer.Blank();
        writer.List("private static ReadOnlySpan<" + (classes.Count <= 256 ? "byte" : "ushort") + "> AsciiClasses => [", classes.OfAscii().Select(Number).ToArray(), "];");
    }

    private (int Accepts, int Common, (int Class, int Target)[] Edges) Row(DfaState state)
    {
        var common = state.Next.GroupBy(target => target).OrderByDescending(group => group.Count()).First().Key;
        var edges = Enumerable.Range(0, program.Classes.Count).Where(index => state.Next[index] != common).Select(index => (index, state.Next[index])).ToArray();
        return (state.Accepts, common, edges);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
