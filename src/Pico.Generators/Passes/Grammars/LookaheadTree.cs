using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Passes;

/// <summary>How the next tokens decide a choice: a leaf names the choice, an inner node asks for one more token.</summary>
internal sealed class LookaheadTree
{
    private LookaheadTree(IReadOnlyList<int> candidates, IReadOnlyDictionary<int, LookaheadTree>? branches)
    {
        Candidates = candidates;
        Branches = branches;
    }

    /// <summary>What is chosen; of several, all but the last are tried in this order.</summary>
    public IReadOnlyList<int> Candidates { get; }

    /// <summary>What the next token decides, in the order of tokens; null at a leaf.</summary>
    public IReadOnlyDictionary<int, LookaheadTree>? Branches { get; }

    /// <summary>How many tokens behind the next one it asks for.</summary>
    public int Ahead => Branches is null ? 0 : Branches.Values.Max(branch => branch.Branches is null ? 0 : 1 + branch.Ahead);

    public static LookaheadTree Leaf(params int[] candidates) => new(candidates, null);

    public static LookaheadTree Of(SortedDictionary<int, LookaheadTree> branches) =>
        new(branches.Values.SelectMany(branch => branch.Candidates).Distinct().OrderBy(choice => choice).ToArray(), branches);
}
