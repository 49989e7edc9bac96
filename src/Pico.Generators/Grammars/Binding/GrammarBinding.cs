using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Grammars;

/// <summary>A bound grammar: what the generator needs, and what only the analyzer may know.</summary>
/// <param name="Spec">The declaration; null where the class cannot be opened again.</param>
/// <param name="Sites">Where its attributes are.</param>
/// <param name="Diagnostics">What is wrong with signatures and attributes.</param>
internal sealed record GrammarBinding(GrammarSpec? Spec, GrammarSites Sites, IReadOnlyList<Diagnostic> Diagnostics);
