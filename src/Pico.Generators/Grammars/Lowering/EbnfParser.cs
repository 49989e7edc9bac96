using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>
/// Reads a production. <c>Choice = Sequence ('|' Sequence)*</c>, a sequence is parts, a part is
/// <c>(name ':')? Atom ('?' | '*' | '+')? '!'? ('%' Atom '!'?)? ('&lt;' message '&gt;')?</c>, an atom a name, a literal in quotes or a choice in parentheses.
/// </summary>
internal sealed class EbnfParser
{
    private const int Deepest = 100;

    private readonly string text;
    private readonly int site;
    private readonly int origin;
    private readonly GrammarNames names;
    private int position;
    private int depth;

    private EbnfParser(string text, int site, int origin, GrammarNames names)
    {
        this.text = text;
        this.site = site;
        this.origin = origin;
        this.names = names;
    }

    /// <summary>Reads a whole production; what is wrong with it is reported to the names.</summary>
    /// <param name="text">The production.</param>
    /// <param name="site">The ordinal of its attribute.</param>
    /// <param name="names">What names and literals mean.</param>
    /// <param name="origin">Where the text begins in the attribute's string.</param>
    public static GrammarNode? Parse(string text, int site, GrammarNames names, int origin = 0)
    {
        var parser = new EbnfParser(text, site, origin, names);
        var node = parser.Choice();
        if (node is null)
        {
            return null;
        }

        return parser.position == text.Length ? node : parser.Fail(parser.position, 1, "'" + text[parser.position] + "' is not expected here");
    }

    private GrammarNode? Choice()
    {
        if (++depth > Deepest)
        {
            return Fail(position, 1, "groups are nested more than " + Deepest + " deep");
        }

        var start = position;
        var alternatives = new List<GrammarNode>();
        do
        {
            if (Sequence() is not { } sequence)
            {
                return null;
            }

            alternatives.Add(sequence);
        }
        while (Take('|'));
        depth--;
        return alternatives.Count == 1 ? alternatives[0] : new ChoiceNode(From(start), alternatives.ToEquatableArray());
    }

    private GrammarNode? Sequence()
    {
        Blanks();
        var start = position;
        var items = new List<GrammarNode>();
        while (position < text.Length && text[position] is not ('|' or ')'))
        {
            if (Part() is not { } part)
            {
                return null;
            }

            items.Add(part);
            Blanks();
        }

        return items.Count == 1 ? items[0] : new SequenceNode(From(start), items.ToEquatableArray());
    }

    private GrammarNode? Part()
    {
        var start = position;
        string? label = null;
        if (Name() is { } name)
        {
            if (Take(':'))
            {
                label = name;
                Blanks();
            }
            else
            {
                position = start;
            }
        }

        if (Atom() is not { } node)
        {
            return null;
        }

        if (position < text.Length && text[position] is '?' or '*' or '+')
        {
            var sign = text[position++];
            var isGreedy = Mark();
            node = sign == '?' ? new OptionalNode(From(start), node, isGreedy) : new RepeatNode(From(start), node, null, sign == '+', isGreedy) { Ordinal = names.NextRepetition() };
        }

        if (Take('%'))
        {
            Blanks();
            if (Atom() is not { } separator)
            {
                return null;
            }

            node = new RepeatNode(From(start), node, separator, true, Mark()) { Ordinal = names.NextRepetition() };
        }

        string? message = null;
        Blanks();
        if (position < text.Length && text[position] == '<')
        {
            var end = text.IndexOf('>', position);
            if (end < 0)
            {
                return Fail(position, text.Length - position, "the message is not closed by '>'");
            }

            message = text.Substring(position + 1, end - position - 1).Trim();
            if (message.Length == 0)
            {
                return Fail(position, end + 1 - position, "the message is empty");
            }

            position = end + 1;
        }

        return label is null && message is null ? node : node with { Label = label, Expect = message ?? node.Expect };
    }

    private GrammarNode? Atom()
    {
        var start = position;
        if (position == text.Length)
        {
            return Fail(position, 0, "a part is missing at the end");
        }

        if (text[position] == '(')
        {
            position++;
            if (Choice() is not { } inner)
            {
                return null;
            }

            if (position == text.Length)
            {
                return Fail(start, 1, "the parenthesis is not closed");
            }

            position++;
            return inner;
        }

        if (text[position] == '\'')
        {
            return Literal();
        }

        if (Name() is { } name)
        {
            return names.Resolve(name, From(start));
        }

        return Fail(position, 1, text[position] == '"'
            ? "literals stand in single quotes"
            : "'" + text[position] + "' begins no part: names, 'literals' and groups in parentheses do");
    }

    private GrammarNode? Literal()
    {
        var start = position++;
        var value = new System.Text.StringBuilder();
        while (position < text.Length && text[position] != '\'')
        {
            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
                value.Append(text[position] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            }
            else
            {
                value.Append(text[position]);
            }

            position++;
        }

        if (position == text.Length)
        {
            return Fail(start, text.Length - start, "the literal is not closed by a single quote");
        }

        position++;
        return value.Length == 0 ? Fail(start, 2, "the literal is empty") : names.ResolveLiteral(value.ToString(), From(start));
    }

    private string? Name()
    {
        var start = position;
        while (position < text.Length && (char.IsLetter(text[position]) || text[position] == '_' || (position > start && char.IsDigit(text[position]))))
        {
            position++;
        }

        return position == start ? null : text.Substring(start, position - start);
    }

    private bool Mark()
    {
        if (position < text.Length && text[position] == '!')
        {
            position++;
            return true;
        }

        return false;
    }

    private bool Take(char sign)
    {
        Blanks();
        if (position < text.Length && text[position] == sign)
        {
            position++;
            return true;
        }

        return false;
    }

    private void Blanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private GrammarRange From(int start) => new(site, origin + start, position - start);

    private GrammarNode? Fail(int start, int length, string message)
    {
        names.Report(GrammarFaultKind.Production, new GrammarRange(site, origin + start, length), message);
        return null;
    }
}
