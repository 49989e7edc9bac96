using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>The tokens that are one ASCII character with which no other token begins: where it stands, it is that token.</summary>
internal static class SingleUnitTokens
{
    /// <summary>The character of each such token, by kind; none where modes decide what a character is.</summary>
    public static IReadOnlyDictionary<int, char> Of(LexerProgram program)
    {
        var units = new Dictionary<int, char>();
        if (program.Modes.Count > 1 || program.Rules.Any(rule => rule.ChangesMode))
        {
            return units;
        }

        var states = new ScannerPlan(program, program.Modes[0]).States;
        var ends = states[0].Ascii.Where(edge => edge.Characters.Count == 1 && states[edge.Target] is { IsFinal: true, Accepts: >= 0 })
            .Select(edge => (Rule: program.Rules[states[edge.Target].Accepts], Unit: (char)edge.Characters[0]));
        foreach (var (rule, unit) in ends.Where(end => !end.Rule.IsSilent))
        {
            units[rule.Kind] = unit;
        }

        return units;
    }
}
