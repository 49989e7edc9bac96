using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>A deterministic automaton; state 0 is where a token begins.</summary>
internal sealed record Dfa(EquatableArray<DfaState> States)
{
    /// <summary>A comparable and readable form: one line a state.</summary>
    public override string ToString() => string.Join("\n", States.Select((state, number) => number + ": " + state));
}

/// <summary>One state.</summary>
/// <param name="Accepts">The rule that wins if the text ends here, or -1.</param>
/// <param name="Next">The state to which each class leads, or -1.</param>
internal sealed record DfaState(int Accepts, EquatableArray<int> Next)
{
    public bool IsAccepting => Accepts >= 0;
}
