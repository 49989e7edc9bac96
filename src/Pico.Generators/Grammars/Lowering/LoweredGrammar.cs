using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>A grammar whose texts are read and whose names are resolved, or what is wrong with it.</summary>
/// <param name="Grammar">The productions.</param>
/// <param name="Lexer">The rules of the lexer.</param>
/// <param name="LexerSites">Where each of them is declared.</param>
/// <param name="Faults">What is wrong; with any, the rest is incomplete and nothing is generated of it but signatures.</param>
internal sealed record LoweredGrammar(Grammar Grammar, EquatableArray<LexerRule> Lexer, EquatableArray<GrammarRange> LexerSites, EquatableArray<GrammarFault> Faults);
