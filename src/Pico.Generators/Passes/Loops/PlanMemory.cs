using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The lifetimes of temporaries, in steps. Which bytes they get is settled at run time, once per set of sizes, from these.
/// </summary>
internal static class PlanMemory
{
    public static EquatableArray<Lifetime> Run(LoopProgram program)
    {
        var lifetimes = new List<Lifetime>();
        var used = program.Steps.Select(BuffersOf).ToList();
        var slots = Enumerable.Range(0, program.Buffers.Count)
            .Where(buffer => program.Buffers[buffer].Kind == BufferKind.Temporary)
            .GroupBy(buffer => program.Buffers[buffer].Index)
            .OrderBy(slot => slot.Key);
        foreach (var slot in slots)
        {
            var uses = Enumerable.Range(0, program.Steps.Count)
                .Where(step => used[step].Overlaps(slot))
                .SelectMany(step => Extent(program, step, slot))
                .ToList();
            if (uses.Count == 0)
            {
                throw new InvalidOperationException("buffer " + program.Buffers[slot.First()].Name + " is never written");
            }

            // The result is read by the caller, after the last step.
            lifetimes.Add(new Lifetime(slot.First(), uses.Min(), slot.Contains(program.Result) ? program.Steps.Count : uses.Max()));
        }

        return lifetimes.ToEquatableArray();
    }

    /// <summary>
    /// The steps during which a slot is in use because a step uses it: that step, or all of its repetition when what lies there
    /// outlives one of its rounds.
    /// </summary>
    private static IEnumerable<int> Extent(LoopProgram program, int step, IEnumerable<int> slot)
    {
        var repetition = program.Steps[step].Repetition;
        var endsWithTheRound = slot.All(buffer =>
            program.Buffers[buffer].Stack is { Place: StackPlace.Own, IsKept: false } stack && stack.Repetition == repetition);
        return repetition < 0 || endsWithTheRound
            ? new[] { step }
            : Enumerable.Range(0, program.Steps.Count).Where(other => program.Steps[other].Repetition == repetition);
    }

    /// <summary>Every buffer that a step reads or writes.</summary>
    public static HashSet<int> BuffersOf(LoopStep step)
    {
        var buffers = new HashSet<int>();
        switch (step)
        {
            case LoopStep.RowLoop rows:
                foreach (var body in rows.Bodies)
                {
                    Add(buffers, body);
                }

                break;
            case LoopStep.ColumnLoop columns:
                Add(buffers, columns.Body);
                Add(buffers, columns.Finish);
                break;
            case LoopStep.Product product:
                buffers.Add(product.A.Buffer);
                buffers.Add(product.B.Buffer);
                Add(buffers, product.Epilogue);
                break;
            case LoopStep.Convolution convolution:
                buffers.Add(convolution.Left);
                buffers.Add(convolution.Right);
                Add(buffers, convolution.Epilogue);
                break;
            case LoopStep.ScatterAdd scatter:
                buffers.UnionWith(scatter.Source.Buffers);
                buffers.UnionWith(scatter.Destination.Index!.Buffers);
                buffers.Add(scatter.Buffer);
                break;
            case LoopStep.Attention or LoopStep.AttentionBackward or LoopStep.Pool or LoopStep.PoolBackward:
                buffers.UnionWith(step.Buffers.Reads);
                buffers.UnionWith(step.Buffers.Writes);
                break;
            case LoopStep.Copy copy:
                buffers.Add(copy.Source.Buffer);
                buffers.Add(copy.Destination.Buffer);
                break;
        }

        return buffers;
    }

    private static void Add(HashSet<int> buffers, LoopBody body)
    {
        foreach (var source in body.Sources)
        {
            buffers.UnionWith(source.Buffers);
        }

        buffers.UnionWith(body.Sinks.SelectMany(sink => sink.Buffers));
    }
}

/// <summary>From which step to which, inclusive, a buffer is in use.</summary>
internal sealed record Lifetime(int Buffer, int First, int Last);
