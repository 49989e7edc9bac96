using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>A statement with a place of its own, which passes annotate: equal statements are different nodes.</summary>
internal sealed class ProgramNode
{
    private ProgramNode(ProgramStatement statement)
    {
        Statement = statement;
        Bodies = statement.Bodies.Select(List).ToArray();
    }

    public ProgramStatement Statement { get; }

    /// <summary>The nodes of <see cref="ProgramStatement.Bodies"/>.</summary>
    public IReadOnlyList<IReadOnlyList<ProgramNode>> Bodies { get; }

    /// <summary>The variables that are read later unless assigned before (<see cref="FindLiveVariables"/>).</summary>
    public HashSet<int> LiveOut { get; set; } = new();

    /// <summary>The variables whose values matter when it begins.</summary>
    public HashSet<int> LiveIn { get; set; } = new();

    /// <summary>
    /// Whether lanes part here (<see cref="FindForms"/>): at a branch, because its condition differs; of a loop or region, because some
    /// lanes leave before others; of a jump, because not all lanes that could take it do.
    /// </summary>
    public bool IsVarying { get; set; }

    /// <summary>Of a loop: whether some lanes go on with the next round before others.</summary>
    public bool HasVaryingContinue { get; set; }

    /// <summary>For each parting of lanes around the node, the variables that the other lanes still need as they are.</summary>
    public IReadOnlyList<HashSet<int>> Outside { get; set; } = new List<HashSet<int>>();

    /// <summary>Whether lanes that are not here must keep their value of a variable.</summary>
    public bool MustKeep(int variable) => Outside.Any(outside => outside.Contains(variable));

    public static IReadOnlyList<ProgramNode> List(EquatableArray<ProgramStatement> statements) =>
        statements.Select(statement => new ProgramNode(statement)).ToArray();

    /// <summary>Whether the end of a list is never reached.</summary>
    public static bool Jumps(IReadOnlyList<ProgramNode> nodes) => nodes.Count > 0 && nodes[nodes.Count - 1] switch
    {
        { Statement: ProgramStatement.Leave or ProgramStatement.Continue } => true,
        { Statement: ProgramStatement.Branch } branch => Jumps(branch.Bodies[0]) && Jumps(branch.Bodies[1]),
        _ => false,
    };

    /// <summary>What is live at the start of a list that goes on with <paramref name="after"/>.</summary>
    public static HashSet<int> LiveAtStart(IReadOnlyList<ProgramNode> nodes, HashSet<int> after) => nodes.Count > 0 ? nodes[0].LiveIn : after;
}
