using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Decides which buffers of a model with <see cref="ElementStorage.BFloat16"/> are stored so: its parameters, the floats that its steps leave
/// for each other, and what sequences leave for their next elements. As computed stay
/// <list type="bullet">
/// <item>what a caller gives or receives: inputs, results and the gradients of parameters;</item>
/// <item>what stands for many elements: one value of each row, what a reduction down the columns leaves, the log-sum-exp of attention;</item>
/// <item>what is added up in memory, and what a loop keeps for itself;</item>
/// <item>buffers of the model, which would not move by small steps.</item>
/// </list>
/// A copy in another layout is stored as what it copies.
/// </summary>
internal sealed class NarrowStorage
{
    private readonly LoopProgram program;
    private readonly HashSet<(BufferKind Kind, int Index)> wide = new();

    private NarrowStorage(LoopProgram program) => this.program = program;

    public static LoopProgram Run(LoopProgram program, ModelProgram model)
    {
        var storage = model.Storage;
        if (storage == ElementStorage.AsComputed)
        {
            return program;
        }

        var pass = new NarrowStorage(program);
        pass.wide.UnionWith(program.Buffers.Where(buffer => buffer.Kind == BufferKind.Parameter && model.Parameters[buffer.Index].IsBuffer).Select(Slot));
        pass.FindWide();
        return RoundStoredValues.Run(program with
        {
            Buffers = program.Buffers.Select(buffer => pass.wide.Contains(Slot(buffer)) ? buffer : buffer with { Storage = storage }).ToEquatableArray(),
        });
    }

    /// <summary>The arrays of a stack share their place in memory, so they are stored alike.</summary>
    private static (BufferKind Kind, int Index) Slot(LoopBuffer buffer) => (buffer.Kind, buffer.Index);

    private void FindWide()
    {
        var copies = new HashSet<int>(program.Steps.OfType<LoopStep.Copy>().Select(copy => copy.Destination.Buffer));
        wide.UnionWith(program.Buffers.Where((buffer, index) => IsWide(buffer, copies.Contains(index))).Select(Slot));
        Keep(program.Result);
        foreach (var step in program.Steps)
        {
            foreach (var buffer in WideResults(step).Where(buffer => buffer >= 0))
            {
                Keep(buffer);
            }
        }

        // What goes into a buffer of the model comes from memory of its own.
        foreach (var update in program.Steps.OfType<LoopStep.Copy>().Where(copy => program.Buffers[copy.Destination.Buffer].Kind == BufferKind.Parameter))
        {
            Keep(update.Source.Buffer);
        }

        while (program.Steps.OfType<LoopStep.Copy>().Any(copy => IsKept(copy.Source.Buffer) && Keep(copy.Destination.Buffer)))
        {
        }
    }

    private static bool IsWide(LoopBuffer buffer, bool isCopy) => buffer.Kind switch
    {
        BufferKind.Parameter => false,
        BufferKind.Temporary or BufferKind.State => buffer.Shape.Element != ScalarType.Float32 || (!isCopy && LoopDomain.Of(buffer.Shape).Columns.IsOne),
        _ => true,
    };

    private static IEnumerable<int> WideResults(LoopStep step) => step switch
    {
        LoopStep.RowLoop rows => rows.Phases.SelectMany(phase => Stores(phase.Row).Concat(Stores(phase.Element).Where(store => store.Accumulate))).Select(store => store.Buffer)
            .Concat(rows.Shares.Select(share => share.Buffer)).Concat(rows.KeptInChunk.Select(store => store.Buffer)).Concat(rows.Totals is { } totals ? Stores(totals).Select(store => store.Buffer) : Enumerable.Empty<int>()),
        LoopStep.Product product => Stores(product.Epilogue).Where(store => store.Accumulate).Select(store => store.Buffer),
        LoopStep.Convolution convolution => Stores(convolution.Epilogue).Where(store => store.Accumulate).Select(store => store.Buffer),
        LoopStep.ColumnLoop columns => Stores(columns.Finish).Select(store => store.Buffer),
        LoopStep.ScatterAdd scatter => new[] { scatter.Buffer },
        LoopStep.Attention attention => new[] { attention.LogSumExp },
        LoopStep.AttentionBackward attention => new[] { attention.QGradient?.Buffer ?? -1 }, // a sum over blocks of keys
        _ => Enumerable.Empty<int>(),
    };

    private static IEnumerable<LoopSink.Store> Stores(LoopBody body) => body.Sinks.OfType<LoopSink.Store>();

    private bool IsKept(int buffer) => wide.Contains(Slot(program.Buffers[buffer]));

    private bool Keep(int buffer) => wide.Add(Slot(program.Buffers[buffer]));
}
