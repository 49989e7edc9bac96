using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Makes the rules of the lexer: literals first, then tokens and skipped text in the order of their declaration.</summary>
internal sealed class LexerLowering
{
    private readonly GrammarSpec spec;
    private readonly GrammarNames names;
    private readonly List<GrammarRange> sites = new();

    public LexerLowering(GrammarSpec spec, GrammarNames names)
    {
        this.spec = spec;
        this.names = names;
    }

    /// <summary>Where each rule of the lexer is declared.</summary>
    public EquatableArray<GrammarRange> Sites => sites.ToEquatableArray();

    public EquatableArray<LexerRule> Lower()
    {
        var modes = new HashSet<string>(spec.Tokens.Select(token => token.Mode).Concat(spec.Skips.Select(skip => skip.Mode))) { "" };
        var rules = new List<LexerRule>();
        foreach (var literal in names.Literals)
        {
            rules.Add(new LexerRule(literal.Value, names.Terminals[literal.Value].Name, null, literal.Key));
            sites.Add(names.Terminals[literal.Value].Range);
        }

        foreach (var token in spec.Tokens)
        {
            CheckMode(token.Site, token.Push, modes);
            if (Pattern(token.Site, token.Pattern) is { } pattern)
            {
                var kind = names.DeclareToken(token);
                rules.Add(new LexerRule(kind, names.Terminals[kind].Name, pattern, null)
                {
                    Mode = token.Mode,
                    Push = token.Push,
                    Pop = token.Pop,
                    PatternText = token.Pattern,
                });
                sites.Add(new GrammarRange(token.Site, 0, token.Pattern.Length));
            }
        }

        foreach (var skip in spec.Skips)
        {
            CheckMode(skip.Site, skip.Push, modes);
            if (Pattern(skip.Site, skip.Pattern) is { } pattern)
            {
                rules.Add(new LexerRule(names.Terminals.Count, "Skip", pattern, null)
                {
                    Mode = skip.Mode,
                    Push = skip.Push,
                    Pop = skip.Pop,
                    PatternText = skip.Pattern,
                    IsSkip = true,
                    Error = skip.Error,
                });
                sites.Add(new GrammarRange(skip.Site, 0, skip.Pattern.Length));
            }
        }

        foreach (var mode in modes.Where(mode => mode.Length > 0))
        {
            if (!spec.Tokens.Any(token => token.Push == mode) && !spec.Skips.Any(skip => skip.Push == mode))
            {
                var site = spec.Tokens.Where(token => token.Mode == mode).Select(token => token.Site).Concat(spec.Skips.Where(skip => skip.Mode == mode).Select(skip => skip.Site)).First();
                names.Report(GrammarFaultKind.Mode, new GrammarRange(site, 0, 0), "nothing pushes the mode '" + mode + "', so its tokens are never looked for");
            }
        }

        return rules.ToEquatableArray();
    }

    private void CheckMode(int site, string? push, ICollection<string> modes)
    {
        if (push is not null && !modes.Contains(push))
        {
            names.Report(GrammarFaultKind.Mode, new GrammarRange(site, 0, 0), "the mode '" + push + "' that is pushed has no tokens; declare one with Mode = \"" + push + "\"");
        }
    }

    private RegexNode? Pattern(int site, string pattern)
    {
        var (node, error) = RegexParser.Parse(pattern);
        if (error is not null)
        {
            names.Report(GrammarFaultKind.Regex, new GrammarRange(site, error.Offset, error.Length), error.Message);
        }

        return node;
    }
}
