using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Backend;

/// <summary>A graph of which the way back keeps everything.</summary>
internal static class WithoutRecomputation
{
    /// <summary>
    /// The same nodes in no recomputation; null where some that were computed apart would then be one, for which gradients are added up
    /// in another order.
    /// </summary>
    public static TensorGraph? Run(TensorGraph graph)
    {
        var nodes = graph.Nodes.Select(node => node with { Recomputation = -1 }).ToEquatableArray();
        return nodes.Select(node => node with { Origin = -1, Name = null }).Distinct().Count() < nodes.Count ? null : graph with
        {
            Nodes = nodes,
            Repetitions = graph.Repetitions.Select(repetition => repetition with { Recomputation = -1 }).ToEquatableArray(),
            Recomputations = EquatableArray<Recomputation>.Empty,
        };
    }
}
