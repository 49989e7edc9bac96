using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Which results of a loop over rows may pass by the cache where they are larger than it: those that the loop writes once and does not read. What is
/// added to is read anyway, and what a later phase reads is in the cache. The choice is made when sizes are known; until then the loop is
/// generic over how it stores.
/// </summary>
internal static class StreamedResults
{
    /// <summary>The type parameter of a loop that has such results.</summary>
    public const string TypeParameter = "TStore";

    // The least cache that the runtime assumes: a loop with constant sizes whose results fit needs no choice.
    private const long LeastCacheBytes = 8L << 20;

    /// <summary>The buffers of these results.</summary>
    public static IReadOnlyList<int> Of(LoopProgram program, LoopStep.RowLoop step)
    {
        var rowsMayBegin = step.IsFlat || step.Domain.Columns.Value is not { } columns || columns % 16 == 0; // at cache lines
        if (!rowsMayBegin || (step.Domain.Rows * step.Domain.Columns).Value * 4 <= LeastCacheBytes)
        {
            return System.Array.Empty<int>();
        }

        var results = step.Phases.SelectMany(phase => Stores(phase.Element)).Select(store => store.Buffer).Distinct().Where(buffer => IsOnlyWritten(program, step, buffer)).ToList();
        return results.Where(buffer => Writing(step, buffer).Count() > 1).Skip(1).Any()
            ? System.Array.Empty<int>() // a thread has one row in which elements wait
            : results;
    }

    /// <summary>Whether a phase only keeps elements where a result will come.</summary>
    public static bool IsLent(LoopStep.RowLoop step, LoopBody body, LoopSink.Store store) => store.Row == LoopRow.Same && Writing(step, store.Buffer).Last() != body;

    /// <summary>The condition, when sizes are known, under which they do.</summary>
    public static string Condition(LoopProgram program, LoopStep.RowLoop step)
    {
        var addresses = string.Join(" | ", Of(program, step).Select(buffer => "(nint)frame->" + NameScope.Identifier(program.Buffers[buffer].Name)));
        var sizes = step.IsFlat
            ? LoopWriter.Size(step.Domain.Rows * step.Domain.Columns)
            : LoopWriter.Size(step.Domain.Rows) + ", " + LoopWriter.Size(step.Domain.Columns);
        return "NonTemporalStore.Pays(" + sizes + ", " + addresses + ")";
    }

    /// <summary>The stores by which a body writes rows of its own, instead of adding to them.</summary>
    public static IEnumerable<LoopSink.Store> Stores(LoopBody body) => body.Sinks.OfType<LoopSink.Store>().Where(store => store is { Accumulate: false, Row: LoopRow.Same });

    /// <summary>The bodies that write a result, in their order: all but the last keep something else there.</summary>
    private static IEnumerable<LoopBody> Writing(LoopStep.RowLoop step, int buffer) =>
        step.Phases.Select(phase => phase.Element).Where(body => body.Sinks.OfType<LoopSink.Store>().Any(store => store.Row == LoopRow.Same && store.Buffer == buffer));

    private static bool IsOnlyWritten(LoopProgram program, LoopStep.RowLoop step, int buffer)
    {
        var writing = Writing(step, buffer).ToList();
        return program.Buffers[buffer] is { Kind: BufferKind.Temporary, Storage: ElementStorage.AsComputed, Shape.Element: ScalarType.Float32 } &&
            (writing.Count > 1 || !step.Bodies.Any(body => body.Sources.Any(source => source.Buffers.Contains(buffer)))) &&
            step.Bodies.SelectMany(body => body.Sinks).OfType<LoopSink.Store>().Where(store => store.Buffer == buffer).All(store => !store.Accumulate);
    }
}
