using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the automaton of one mode as code, the way re2c does (Bumbulis and Cowan, "RE2C: A More Versatile Scanner
/// Generator", 1993): a label for each state, a switch on the next unit, and gotos. At a label <c>position</c> is the unit
/// that led there; where the text cannot go on, the unit that does not fit.
/// </summary>
internal sealed class ScannerEmitter
{
    private const string Here = "source[position]";
    private const string Advance = "source[++position]";

    private readonly SourceWriter writer;
    private readonly ScannerPlan plan;
    private readonly AcceptText accept;
    private readonly AsciiSetTable sets;
    private readonly HashSet<int> written = new();

    public ScannerEmitter(SourceWriter writer, ScannerPlan plan, AcceptText accept, AsciiSetTable sets)
    {
        this.writer = writer;
        this.plan = plan;
        this.accept = accept;
        this.sets = sets;
    }

    /// <summary>Writes the statements; <c>source</c> and <c>position</c> are there.</summary>
    public void Emit()
    {
        if (plan.States.Any(state => !state.IsAlikeBeyond))
        {
            writer.Line("int units;");
        }

        writer.Line("int start" + (plan.UsesEnd ? ", end" + (plan.UsesAccepted ? " = 0" : "") : "") + (plan.UsesAccepted ? ", accepted = 0" : "") + ";").Blank();
        writer.Line("token:").Line("start = position;");
        if (plan.UsesAccepted)
        {
            writer.Line("accepted = 0;");
        }

        written.Add(0);
        Switch(plan.States[0], Here);
        for (var number = 1; number < plan.States.Count; number++)
        {
            if (!written.Contains(number) && !plan.States[number].IsFinal)
            {
                State(number, isLabelled: true);
            }
        }

        if (plan.UsesAccepted)
        {
            BackUp();
        }

        writer.Blank().Line("unexpected:").Line("position = errors.Unexpected(Source, start, position);").Line("goto token;");
    }

    private void State(int number, bool isLabelled)
    {
        var state = plan.States[number];
        written.Add(number);
        if (isLabelled)
        {
            writer.Blank().Line(plan.Names[number] + ":");
        }

        var unit = Advance;
        if (state.Run is not null)
        {
            var method = state.IsRunBeyond ? "SkipWhileOrBeyondAscii" : "SkipWhile";
            writer.Line("position = source." + method + "(position + 1, " + sets.NameOf(state.Run, plan.Names[number]) + ");");
            unit = Here;
        }

        var edges = state.AsciiAfterRun.ToArray();
        var beyond = state.IsRunBeyond ? 0 : state.Beyond.Count;
        if (edges.Length == 0 && beyond == 0)
        {
            Write(Fail(state));
        }
        else if (edges.Length == 0 && beyond == 1 && !state.IsAlikeBeyond)
        {
            var (target, classes) = state.Beyond[0];
            If(unit + " > '\\u007F' && ClassOf(Source.CodePoint(position, out units)) is " + Classes(classes), EdgeBeyond(state, target, "position += units - 1;"));
            Write(Fail(state));
        }
        else if (edges.Length == 1 && beyond == 0)
        {
            Only(state, unit, edges[0].Target, edges[0].Characters);
        }
        else
        {
            Switch(state, unit);
        }
    }

    /// <summary>A state that only one target follows needs no switch, and the target may come right behind it.</summary>
    private void Only(ScannerState state, string unit, int target, IReadOnlyList<int> characters)
    {
        var edge = Edge(state, target);
        if (target == state.Number)
        {
            If(unit + Is(characters), edge);
            Write(Fail(state));
            return;
        }

        If(unit + IsNot(characters), Fail(state));
        if (written.Contains(target) || plan.States[target].IsFinal)
        {
            Write(edge);
            return;
        }

        Write(edge.Take(edge.Count - 1).ToArray()); // without the goto
        State(target, isLabelled: plan.States.Count(other => other.Jumps.Contains(target)) > 1);
    }

    private static string Is(IReadOnlyList<int> characters) =>
        characters.Count == 1 ? " == " + CharText.Literal((char)characters[0]) : " is " + CharText.Pattern(characters);

    private static string IsNot(IReadOnlyList<int> characters) =>
        characters.Count == 1 ? " != " + CharText.Literal((char)characters[0]) : " is not (" + CharText.Pattern(characters) + ")";

    private void If(string condition, IReadOnlyList<string> statements)
    {
        if (statements.Count == 1)
        {
            writer.Line("if (" + condition + ") " + statements[0]);
            return;
        }

        using (writer.Braces("if (" + condition + ")"))
        {
            Write(statements);
        }

        writer.Blank();
    }

    private void Switch(ScannerState state, string unit)
    {
        // Where everything beyond ASCII loops in the target, the rest of a code point's units may as well be read there; and
        // if the last of ASCII leads there too, one pattern serves both.
        var open = state.IsAlikeBeyond && state.Beyond.Count == 1 && !state.IsRunBeyond && plan.States[state.Beyond[0].Target].IsLoopBeyond &&
            state.AsciiAfterRun.Any(edge => edge.Target == state.Beyond[0].Target && edge.Characters.Contains(CharSet.LastAscii))
            ? state.Beyond[0].Target
            : -1;
        using (writer.Braces("switch (" + unit + ")"))
        {
            foreach (var (target, characters) in state.AsciiAfterRun)
            {
                // Every token begins at the first state: what stands there is hard to foresee, and one jump is better than a search.
                var isTable = state.Number == 0 && target != open;
                Case(isTable ? CharText.Constants(characters) : CharText.Pattern(characters, isOpen: target == open), Edge(state, target));
            }

            if (state.Beyond.Count > 0 && !state.IsRunBeyond && open < 0)
            {
                Beyond(state);
            }

            if (state.Number == 0)
            {
                Case("-1", new[] { "return End(position);" });
            }

            writer.Line("default:");
            using (writer.Indent())
            {
                Write(Fail(state));
            }
        }
    }

    private void Beyond(ScannerState state)
    {
        writer.Line("case > '\\u007F':");
        using var indent = writer.Indent();
        if (state.IsAlikeBeyond && plan.States[state.Beyond[0].Target].IsLoopBeyond)
        {
            Write(Edge(state, state.Beyond[0].Target));
            return;
        }

        if (state.IsAlikeBeyond)
        {
            Write(EdgeBeyond(state, state.Beyond[0].Target, "position += Source.CodePointLength(position) - 1;"));
            return;
        }

        using var block = writer.Braces("switch (ClassOf(Source.CodePoint(position, out units)))");
        foreach (var (target, classes) in state.Beyond)
        {
            Case(Classes(classes), EdgeBeyond(state, target, "position += units - 1;"));
        }

        writer.Line("default:");
        using (writer.Indent())
        {
            Write(Fail(state));
        }
    }

    private void BackUp()
    {
        writer.Blank().Line("backUp:");
        using var block = writer.Braces("switch (accepted)");
        var rules = plan.States.Where(state => plan.IsAmbiguous(state.Number)).SelectMany(state => plan.Pending(state.Number)).Where(rule => rule >= 0);
        foreach (var rule in rules.Distinct().OrderBy(rule => rule))
        {
            Case(Number(rule), accept.Of(rule, "end"));
        }

        Case(null, new[] { "goto unexpected;" });
    }

    /// <summary>What happens where the text does not go on.</summary>
    private IReadOnlyList<string> Fail(ScannerState state) =>
        state.Accepts >= 0 ? accept.Of(state.Accepts, "position")
        : plan.IsAmbiguous(state.Number) ? new[] { "goto backUp;" }
        : plan.Pending(state.Number).Single() is >= 0 and var rule ? accept.Of(rule, "end")
        : new[] { "goto unexpected;" };

    private bool IsNoted(ScannerState state, int target) => state.Accepts >= 0 && plan.States[target].Accepts < 0;

    private IReadOnlyList<string> Edge(ScannerState state, int target)
    {
        if (plan.States[target].IsFinal)
        {
            return accept.Of(plan.States[target].Accepts, "position + 1");
        }

        var statements = new List<string>();
        if (IsNoted(state, target))
        {
            statements.Add("end = position;");
            if (plan.Recalls(target))
            {
                statements.Add("accepted = " + Number(state.Accepts) + ";");
            }
        }

        statements.Add("goto " + plan.Names[target] + ";");
        return statements;
    }

    /// <summary>The match so far ends before the code point: that is noted before its units are counted.</summary>
    private IReadOnlyList<string> EdgeBeyond(ScannerState state, int target, string advance)
    {
        var edge = Edge(state, target);
        var notes = IsNoted(state, target) ? edge.Count - 1 : 0;
        return edge.Take(notes).Concat(new[] { advance }).Concat(edge.Skip(notes)).ToArray();
    }

    private static string Classes(IReadOnlyList<int> classes) => string.Join(" or ", classes.Select(index => index.ToString(CultureInfo.InvariantCulture)));

    private static string Number(int rule) => (rule + 1).ToString(CultureInfo.InvariantCulture);

    private void Case(string? pattern, IReadOnlyList<string> statements)
    {
        writer.Line(pattern is null ? "default:" : "case " + pattern + ":");
        using (writer.Indent())
        {
            Write(statements);
        }
    }

    private void Write(IReadOnlyList<string> statements)
    {
        foreach (var statement in statements)
        {
            writer.Line(statement);
        }
    }
}
