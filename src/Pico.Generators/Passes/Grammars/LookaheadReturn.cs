using System.Collections.Generic;

namespace Pico.Generators.Passes;

/// <summary>A call that has not returned. It is one object for all that call the same nonterminal from the same place in front of the same token.</summary>
internal sealed class LookaheadReturn
{
    public LookaheadReturn(int state) => State = state;

    /// <summary>Where it goes on.</summary>
    public int State { get; }

    /// <summary>The calls around it; null among them is a call that is not known.</summary>
    public List<LookaheadReturn?> Outer { get; } = new();
}
