namespace Pico.Generators.Ir;

/// <summary>A lexer as automata.</summary>
/// <param name="Rules">All rules, in the order in which they were declared.</param>
/// <param name="Classes">The classes of code points, for all modes.</param>
/// <param name="Modes">The modes; the first is the one in which a text begins.</param>
internal sealed record LexerProgram(EquatableArray<LexerRule> Rules, CharClasses Classes, EquatableArray<LexerMode> Modes);

/// <summary>One mode of a lexer.</summary>
/// <param name="Name">Its name; the first has none.</param>
/// <param name="Dfa">What tells the mode's tokens; it accepts by index of <see cref="LexerProgram.Rules"/>.</param>
/// <param name="Keywords">Literals that the automaton leaves out.</param>
internal sealed record LexerMode(string Name, Dfa Dfa, EquatableArray<Keyword> Keywords);

/// <summary>A literal that is looked up among the matches of another rule, as keywords are among identifiers.</summary>
/// <param name="Rule">The literal's rule.</param>
/// <param name="Among">The rule that wins on the literal's text without it.</param>
internal sealed record Keyword(int Rule, int Among);
