using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Decides which buffers of a model with <see cref="Storage.BFloat16"/> are stored so: the floats that its steps leave for each other, and
/// what sequences leave for their next elements. As computed stay
/// <list type="bullet">
/// <item>what a caller gives, receives or trains: inputs, results, parameters and their gradients;</item>
/// <item>what stands for many elements: one value of each row, what a reduction down the columns leaves, the log-sum-exp of attention;</item>
/// <item>what is added up in memory;</item>
/// <item>copies of these, which are what they copy.</item>
/// </list>
/// </summary>
internal sealed class NarrowStorage
{
    private readonly LoopProgram program;
    private readonly HashSet<(BufferKind Kind, int Index)> wide = new();

    private NarrowStorage(LoopProgram program) => this.program = program;

    public static LoopProgram Run(LoopProgram program, Storage storage)
    {
        if (storage == Storage.AsComputed)
        {
            return program;
        }

        var pass = new NarrowStorage(program);
        pass.FindWide();
        return program with
        {
            Buffers = program.Buffers.Select(buffer => pass.wide.Contains(Slot(buffer)) ? buffer : buffer with { Storage = storage }).ToEquatableArray(),
        };
    }

    /// <summary>The arrays of a stack share their place in memory, so they are stored alike.</summary>
    private static (BufferKind Kind, int Index) Slot(LoopBuffer buffer) => (buffer.Kind, buffer.Index);

    private void FindWide()
    {
        wide.UnionWith(program.Buffers.Where(IsWide).Select(Slot));
        Keep(program.Result);
        foreach (var step in program.Steps)
        {
            foreach (var buffer in WideResults(step).Where(buffer => buffer >= 0))
            {
                Keep(buffer);
            }
        }

        while (program.Steps.OfType<LoopStep.Copy>().Any(copy => IsKept(copy.Source.Buffer) && Keep(copy.Destination.Buffer)))
        {
        }
    }

    private static bool IsWide(LoopBuffer buffer) => buffer.Kind is not (BufferKind.Temporary or BufferKind.State) ||
        buffer.Shape.Element != ScalarType.Float32 || buffer.Shape.Rank == 0 || buffer.Shape.Shape[buffer.Shape.Rank - 1].IsOne;

    private static IEnumerable<int> WideResults(LoopStep step) => step switch
    {
        LoopStep.RowLoop rows => rows.Phases.SelectMany(phase => Stores(phase.Row).Concat(Stores(phase.Element).Where(store => store.Accumulate))).Select(store => store.Buffer),
        LoopStep.Product product => Stores(product.Epilogue).Where(store => store.Accumulate).Select(store => store.Buffer),
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
