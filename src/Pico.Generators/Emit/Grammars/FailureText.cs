using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes calls that report what should have been at a place, and are false.</summary>
internal static class FailureText
{
    /// <summary>Messages list this many tokens; where more could follow they name the rule.</summary>
    private const int MostListed = 8;

    /// <summary>The report of a message that the grammar gives, or of the tokens that could have been here.</summary>
    /// <param name="scope">What all methods share.</param>
    /// <param name="message">The message, if the grammar gives one.</param>
    /// <param name="kinds">The tokens.</param>
    /// <param name="nonterminal">The nonterminal whose first tokens are among them, if there is one.</param>
    public static string Of(ParserScope scope, string? message, IEnumerable<int> kinds, int? nonterminal = null)
    {
        if (message is not null)
        {
            return With(message);
        }

        var set = kinds.Distinct().ToArray();
        if (set.Length <= MostListed || nonterminal is not { } index)
        {
            return "Fail(" + SourceWriter.Literal(scope.Sets.Describe(set)) + ")";
        }

        var rest = set.Except(scope.Plan.Sets.FirstOf(index)).ToArray();
        return "Fail(" + SourceWriter.Literal(scope.Plan.Grammar.Nonterminals[index].Name + (rest.Length is > 0 and <= MostListed ? " or " + scope.Sets.Describe(rest) : "")) + ")";
    }

    /// <summary>The report of a message.</summary>
    public static string With(string message) => "FailWith(" + SourceWriter.Literal(message) + ")";
}
