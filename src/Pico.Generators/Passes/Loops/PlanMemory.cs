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
        for (var buffer = 0; buffer < program.Buffers.Count; buffer++)
        {
            if (program.Buffers[buffer].Kind != BufferKind.Temporary)
            {
                continue;
            }

            var uses = Enumerable.Range(0, program.Steps.Count).Where(step => BuffersOf(program.Steps[step]).Contains(buffer)).ToList();
            if (uses.Count == 0)
            {
                throw new InvalidOperationException("buffer " + program.Buffers[buffer].Name + " is never written");
            }

            // The result is read by the caller, after the last step.
            lifetimes.Add(new Lifetime(buffer, uses[0], buffer == program.Result ? program.Steps.Count : uses[uses.Count - 1]));
        }

        return lifetimes.ToEquatableArray();
    }

    /// <summary>Every buffer that a step reads or writes.</summary>
    public static HashSet<int> BuffersOf(LoopStep step)
    {
        var buffers = new HashSet<int>();
        switch (step)
        {
            case LoopStep.RowLoop rows:
                foreach (var phase in rows.Phases)
                {
                    Add(buffers, phase.Row);
                    Add(buffers, phase.Element);
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
            case LoopStep.ScatterAdd scatter:
                buffers.UnionWith(scatter.Source.Buffers);
                buffers.UnionWith(scatter.Destination.Index!.Buffers);
                buffers.Add(scatter.Buffer);
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

        foreach (var sink in body.Sinks.OfType<LoopSink.Store>())
        {
            buffers.Add(sink.Buffer);
        }
    }
}

/// <summary>From which step to which, inclusive, a buffer is in use.</summary>
internal sealed record Lifetime(int Buffer, int First, int Last);
