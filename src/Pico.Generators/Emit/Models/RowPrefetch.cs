using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Which memory of the next row a phase of a loop over rows has fetched. The first phase to touch a row waits for memory while the others
/// only compute; so the phase after it asks for the same memory one row on. A loop that writes rows keeps memory busy as it is: there the
/// requests of two rows at once were no faster, in the gradient of softmax slower.
/// </summary>
internal static class RowPrefetch
{
    /// <summary>For every phase the loads whose next row it fetches; none where a row is passed only once, or rows are written, for then memory never rests.</summary>
    public static IReadOnlyList<IReadOnlyList<LoopSource.Load>> Of(LoopStep.RowLoop step)
    {
        var fetched = step.Phases.Select(_ => new List<LoopSource.Load>()).ToList();
        var passes = Enumerable.Range(0, step.Phases.Count).Where(phase => !step.Phases[phase].Element.IsEmpty).ToList();
        var writesRows = step.Phases.SelectMany(phase => phase.Element.Sinks).OfType<LoopSink.Store>().Any(store => store is { Accumulate: false, Row: LoopRow.Same });
        if (passes.Count > 1)
        {
            var seen = new HashSet<int>(step.Phases.SelectMany(phase => phase.Element.Sinks).OfType<LoopSink.Store>().Where(store => !store.Accumulate).Select(store => store.Buffer));
            for (var i = 0; i < passes.Count; i++)
            {
                var target = passes[System.Math.Min(i + 1, passes.Count - 1)];
                fetched[target].AddRange(Rows(step, step.Phases[passes[i]].Element).Where(load => seen.Add(load.Buffer)));
            }
        }

        return fetched;
    }

    /// <summary>The whole rows that a phase reads, or adds to.</summary>
    private static IEnumerable<LoopSource.Load> Rows(LoopStep.RowLoop step, LoopBody body) => body.Sources.OfType<LoopSource.Load>()
        .Where(load => load.Access is { Row: LoopRow.Same, VariesAlongColumns: true } && load.Access.Columns == step.Domain.Columns)
        .Concat(body.Sinks.OfType<LoopSink.Store>().Where(store => store.Accumulate).Select(store => store.Load(step.Domain.Columns)));
}
