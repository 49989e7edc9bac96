using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>A state of an <see cref="Nfa"/>: it reads a code point of a set, or moves on without reading to up to two states, or accepts.</summary>
/// <param name="Set">The set that it reads, by index, or -1.</param>
/// <param name="First">Where it moves, or -1.</param>
/// <param name="Second">Where else it moves without reading, or -1.</param>
/// <param name="Accepts">The rule that has matched, or -1.</param>
internal readonly record struct NfaState(int Set, int First, int Second, int Accepts);

/// <summary>A nondeterministic automaton with a starting state for each rule.</summary>
internal sealed class Nfa
{
    public List<NfaState> States { get; } = new();

    /// <summary>The distinct sets that states read.</summary>
    public List<CharSet> Sets { get; } = new();

    /// <summary>Where each rule starts.</summary>
    public List<int> Starts { get; } = new();
}
