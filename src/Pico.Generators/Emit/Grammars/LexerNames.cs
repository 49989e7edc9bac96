using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>The names of a lexer's members.</summary>
internal sealed class LexerNames
{
    private readonly NameScope scope = new(
        "Token", "TokenKind", "Lexer", "Source", "LexicalErrorEnd", "Next", "Take", "Skip", "End", "State", "Save", "Restore", "Release", "Dispose", "ClassOf",
        "TUnit", "modes", "next", "errors", "SourceReader", "SourceSpan", "ParseErrors", "LexicalErrors", "ModeStack", "AsciiSet", "CharUnicodeInfo", "UnicodeCategory");

    private readonly LexerProgram program;
    private readonly Dictionary<string, string> scanners = new();
    private readonly Dictionary<string, string> constants = new();
    private readonly Dictionary<int, string> keywords = new();

    public LexerNames(LexerProgram program)
    {
        this.program = program;
        foreach (var mode in program.Modes)
        {
            var name = mode.Name.Length == 0 ? "Default" : Pascal(mode.Name);
            constants.Add(mode.Name, scope.Unique(name + "Mode"));
            scanners.Add(mode.Name, scope.Unique("Scan" + name));
            foreach (var rule in mode.Keywords.Select(keyword => keyword.Among).Distinct())
            {
                keywords.Add(rule, scope.Unique(Pascal(program.Rules[rule].Name) + "OrKeyword"));
            }
        }
    }

    /// <summary>Whether there is more than the mode in which a text begins.</summary>
    public bool HasModes => program.Modes.Count > 1 || program.Rules.Any(rule => rule.ChangesMode);

    public string ModeConstant(string mode) => constants[mode];

    public string ScanMethod(string mode) => scanners[mode];

    public string KeywordMethod(int rule) => keywords[rule];

    public string Kind(LexerRule rule) => "TokenKind." + NameScope.Identifier(program.Rules.First(other => other.Kind == rule.Kind && !other.IsSilent).Name);

    public string Unique(string wish) => scope.Unique(Pascal(wish));

    private static string Pascal(string text)
    {
        var letters = string.Concat(text.TrimStart('@').Split(new[] { ' ', '-', '.' }, System.StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        letters = string.Concat(letters.Where(c => char.IsLetterOrDigit(c) || c == '_'));
        return letters.Length == 0 || char.IsDigit(letters[0]) ? "_" + letters : letters;
    }
}
