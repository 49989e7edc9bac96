using System.Collections.Generic;
using System.Linq;
using System.Text;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes a grammar as EBNF.</summary>
internal static class GrammarText
{
    /// <summary>A part as EBNF, without labels and messages.</summary>
    public static string Of(GrammarNode node, Grammar grammar) => node switch
    {
        TerminalNode terminal => grammar.Terminals[terminal.Kind].Description,
        NonterminalNode reference => grammar.Nonterminals[reference.Index].Name,
        SequenceNode sequence => string.Join(" ", sequence.Items.Select(item => item is ChoiceNode ? "(" + Of(item, grammar) + ")" : Of(item, grammar))),
        ChoiceNode choice => string.Join(" | ", choice.Alternatives.Select(item => Of(item, grammar))),
        OptionalNode optional => Atom(optional.Item, grammar) + "?",
        RepeatNode { Separator: { } separator } repeat => Atom(repeat.Item, grammar) + " % " + Atom(separator, grammar),
        RepeatNode repeat => Atom(repeat.Item, grammar) + (repeat.AtLeastOne ? "+" : "*"),
        _ => "",
    };

    /// <summary>The whole grammar, a line for each alternative, then the tokens.</summary>
    public static IEnumerable<string> Lines(GrammarPlan plan)
    {
        var grammar = plan.Grammar;
        foreach (var nonterminal in grammar.Nonterminals)
        {
            var productions = nonterminal.Productions().ToArray();
            var width = nonterminal.Name.Length;
            for (var i = 0; i < productions.Length; i++)
            {
                yield return (i == 0 ? nonterminal.Name + " = " : new string(' ', width) + " | ") + Production(productions[i], nonterminal, grammar) + (i == productions.Length - 1 ? " ;" : "");
            }
        }

        foreach (var rule in plan.Lexer.Rules.Where(rule => rule.PatternText is not null))
        {
            yield return (rule.Error is not null ? "error" : rule.IsSilent ? "skip" : rule.Name) + " = /" + OneLine(rule.PatternText!) + "/"
                + (rule.Mode.Length > 0 ? " in " + rule.Mode : "") + (rule.Push is { } push ? " push " + (push.Length > 0 ? push : "start") : "") + (rule.Pop ? " pop" : "") + " ;";
        }
    }

    /// <summary>The tokens with which each nonterminal begins.</summary>
    public static IEnumerable<string> First(GrammarPlan plan, TokenSetNames sets) =>
        plan.Grammar.Nonterminals.Select((nonterminal, i) => "FIRST(" + nonterminal.Name + ") = { " + string.Join(" ", plan.Sets.FirstOf(i).Select(kind => plan.Grammar.Terminals[kind].Description)) + " }"
            + (plan.Sets.IsNullable(new NonterminalNode(default, i)) ? ", or nothing" : ""));

    private static string Production(Alternative production, Nonterminal nonterminal, Grammar grammar)
    {
        var isTail = production.Kind is AlternativeKind.Infix or AlternativeKind.Postfix;
        var text = (isTail ? nonterminal.Name + " " : "") + (production.Body is SequenceNode { Items.Count: 0 } ? "" : Of(production.Body, grammar));
        return production.Kind == AlternativeKind.Plain || production.Precedence == int.MaxValue ? text : text + " {" + production.Precedence + "}";
    }

    private static string Atom(GrammarNode node, Grammar grammar) =>
        node is TerminalNode or NonterminalNode ? Of(node, grammar) : "(" + Of(node, grammar) + ")";

    private static string OneLine(string pattern)
    {
        var builder = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            if (character == '\\' && i + 1 < pattern.Length && !char.IsControl(pattern[i + 1]))
            {
                builder.Append(character).Append(pattern[++i]);
                continue;
            }

            builder.Append(character switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '/' => "\\/",
                _ when CharText.IsHidden(character) || char.IsSurrogate(character) => "\\u" + ((int)character).ToString("X4", System.Globalization.CultureInfo.InvariantCulture),
                _ => character.ToString(),
            });
        }

        return builder.ToString();
    }
}
