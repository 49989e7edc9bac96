using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Which memory of the next row a phase of a loop over rows has fetched. The first phase to touch a row waits for memory while the others
/// only compute; so the phase after it asks for the same memory one row on. Memory should never rest: where a phase would ask for nothing while
/// another asks for several, it takes one over. A phase that writes a row keeps memory busy as it is, unless what it writes passes by the
/// cache.
/// </summary>
internal static class RowPrefetch
{
    /// <summary>For every phase the loads whose next row it fetches; none where a row is passed only once, for then memory never rests.</summary>
    public static IReadOnlyList<IReadOnlyList<LoopSource.Load>> Of(LoopStep.RowLoop step, IReadOnlyList<int> streamed)
    {
        var fetched = step.Phases.Select(_ => new List<LoopSource.Load>()).ToList();
        var passes = Enumerable.Range(0, step.Phases.Count).Where(phase => !step.Phases[phase].Element.IsEmpty).ToList();
        if (passes.Count > 1)
        {
            var seen = new HashSet<int>(passes.SelectMany(phase => Written(step, phase)));
            for (var i = 0; i < passes.Count; i++)
            {
                var target = passes[System.Math.Min(i + 1, passes.Count - 1)];
                var loads = Rows(step, step.Phases[passes[i]].Element).Where(load => seen.Add(load.Buffer)).ToList();
                if (Written(step, target).All(streamed.Contains))
                {
                    fetched[target].AddRange(loads);
                }
            }

            foreach (var idle in passes.Skip(1).Where(phase => fetched[phase].Count == 0 && !Written(step, phase).Any()))
            {
                // The stream that the phases come to last is in nobody's way until then.
                if (fetched.Skip(idle + 1).FirstOrDefault(loads => loads.Count > 1) is { } busy)
                {
                    fetched[idle].Add(busy[busy.Count - 1]);
                    busy.RemoveAt(busy.Count - 1);
                }
            }
        }

        return fetched;
    }

    /// <summary>Whether a phase fetches only if what it writes passes by the cache.</summary>
    public static bool DependsOnStores(LoopStep.RowLoop step, int phase) => Written(step, phase).Any();

    /// <summary>The buffers of which a phase writes a row. What it keeps in a row of the chunk stays in the cache.</summary>
    private static IEnumerable<int> Written(LoopStep.RowLoop step, int phase) => StreamedResults.Stores(step.Phases[phase].Element).Select(store => store.Buffer);

    /// <summary>The whole rows that a phase reads, or adds to.</summary>
    private static IEnumerable<LoopSource.Load> Rows(LoopStep.RowLoop step, LoopBody body) => body.Sources.OfType<LoopSource.Load>()
        .Where(load => load.Access is { Row: LoopRow.Same, VariesAlongColumns: true } && load.Access.Columns == step.Domain.Columns)
        .Concat(body.Sinks.OfType<LoopSink.Store>().Where(store => store.Accumulate).Select(store => store.Load(step.Domain.Columns)));
}
