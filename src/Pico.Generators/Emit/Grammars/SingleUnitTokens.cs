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

        var (states, classes) = (program.Modes[0].Dfa.States, program.Classes.OfAscii());
        foreach (var edge in Enumerable.Range(0, classes.Length).GroupBy(unit => states[0].Next[classes[unit]]).Where(edge => edge.Key >= 0 && edge.Count() == 1))
        {
            var target = states[edge.Key];
            if (target.Accepts >= 0 && !program.Rules[target.Accepts].IsSilent && target.Next.All(next => next < 0))
            {
                units[program.Rules[target.Accepts].Kind] = (char)edge.Single();
            }
        }

        return units;
    }
}
