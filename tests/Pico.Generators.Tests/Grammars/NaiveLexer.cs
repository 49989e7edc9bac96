using System.Globalization;
using Pico.Generators.Ir;
using Pico.Parsing;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Runs the automata of a lexer one code point at a time: what emitted code must agree with, errors included.</summary>
internal static class NaiveLexer
{
    public static Scan Run(LexerProgram program, string text)
    {
        var tokens = new List<(int, int, int)>();
        var errors = new List<(SourceSpan, string)>();
        var modes = new Stack<int>();
        var (position, errorEnd) = (0, -1);
        while (position < text.Length)
        {
            var mode = program.Modes[modes.Count == 0 ? 0 : modes.Peek()];
            var (rule, end, stop) = Match(program, mode, text, position);
            if (rule < 0)
            {
                if (errorEnd != position) errors.Add((new SourceSpan(stop, LengthAt(text, stop)), "unexpected"));
                errorEnd = stop == position ? position + LengthAt(text, position) : stop;
                position = errorEnd;
                continue;
            }

            var keyword = mode.Keywords.FirstOrDefault(keyword => keyword.Among == rule && text[position..end] == program.Rules[keyword.Rule].Literal);
            var winner = program.Rules[keyword?.Rule ?? rule];
            if (winner.Error is { } message)
            {
                errors.Add((new SourceSpan(position, end - position), message));
                errorEnd = end;
            }

            if (winner.Pop) modes.TryPop(out _);
            if (winner.Push is { } pushed) modes.Push(program.Modes.ToList().FindIndex(other => other.Name == pushed));
            if (!winner.IsSilent) tokens.Add((winner.Kind, position, end - position));
            position = end;
        }

        return new Scan(tokens, errors);
    }

    /// <summary>The rule that wins and where its match ends; and where nothing can go on.</summary>
    private static (int Rule, int End, int Stop) Match(LexerProgram program, LexerMode mode, string text, int start)
    {
        var (rule, end, state, position) = (-1, start, 0, start);
        while (position < text.Length)
        {
            var codePoint = LengthAt(text, position) == 2 ? char.ConvertToUtf32(text, position) : text[position];
            state = mode.Dfa.States[state].Next[program.Classes.ClassOf(codePoint, (int)CharUnicodeInfo.GetUnicodeCategory(codePoint))];
            if (state < 0) break;
            position += LengthAt(text, position);
            if (mode.Dfa.States[state].IsAccepting) (rule, end) = (mode.Dfa.States[state].Accepts, position);
        }

        return (rule, end, position);
    }

    private static int LengthAt(string text, int position) => position == text.Length ? 0 : position + 1 < text.Length && char.IsSurrogatePair(text, position) ? 2 : 1;
}
