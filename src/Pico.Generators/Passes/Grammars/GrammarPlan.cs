using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>All that a parser is written from.</summary>
/// <param name="Grammar">The productions.</param>
/// <param name="Lexer">The automata.</param>
/// <param name="Sets">With what parts begin.</param>
/// <param name="Decisions">How the parser chooses.</param>
internal sealed record GrammarPlan(Grammar Grammar, LexerProgram Lexer, GrammarSets Sets, LookaheadDecisions Decisions);
