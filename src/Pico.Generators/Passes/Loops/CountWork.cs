using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The work of a step as formulas over sizes: floating-point operations, and bytes of the arrays it touches, each once.</summary>
internal static class CountWork
{
    public static Dimension FloatingPointOperations(LoopStep step) => step switch
    {
        LoopStep.Product product => product.Batch * product.Rows * product.Columns *
            (Dimension.Constant(2) * product.Inner + Operations(product.Epilogue)),
        LoopStep.Convolution convolution => Convolution(convolution),
        LoopStep.Pool pool => pool.Planes * pool.Sizes.Windows * pool.Sizes.Kernel,
        LoopStep.PoolBackward pool => pool.Planes * pool.Sizes.Windows * pool.Sizes.Kernel,
        LoopStep.RowLoop rows => rows.Domain.Rows * Sum(rows.Phases.Select(phase =>
            Operations(phase.Row) + (rows.Domain.Columns * Operations(phase.Element)))) + (rows.Totals is { } totals ? rows.Domain.Columns * Operations(totals) : Dimension.Constant(0)),
        LoopStep.ColumnLoop columns => columns.Outer * columns.Columns * (columns.Length * Operations(columns.Body) + Operations(columns.Finish)),
        LoopStep.Attention attention => Attention(attention.Sizes, 2, attention.IsCausal),
        LoopStep.AttentionBackward attention => Attention(attention.Sizes, 5, attention.IsCausal),
        LoopStep.ScatterAdd scatter => scatter.Length * scatter.Columns,
        _ => Dimension.Constant(0),
    };

    public static Dimension BytesMoved(LoopProgram program, LoopStep step)
    {
        var buffers = PlanMemory.BuffersOf(step);
        return Sum(buffers.Select(buffer => program.Buffers[buffer]).GroupBy(buffer => buffer.ElementBytes).OrderByDescending(group => group.Key)
            .Select(group => Dimension.Constant(group.Key) * Sum(group.Select(buffer => buffer.Shape.Size))));
    }

    /// <summary>Every filter element times every window, whatever the sums are; padding counts as elements.</summary>
    private static Dimension Convolution(LoopStep.Convolution step)
    {
        var products = Dimension.Constant(2) * step.Batch * step.Filters * step.Sizes.Windows * Dimension.Divide(step.Channels, step.Groups, out _) * step.Sizes.Kernel;
        var rows = step.Part switch
        {
            ConvolutionPart.Result => step.Batch * step.Filters,
            ConvolutionPart.Images => step.Batch * step.Channels,
            _ => step.Filters,
        };
        return products + rows * step.Columns * Operations(step.Epilogue);
    }

    /// <summary>So many products of every query with every key, of which a causal mask spares half.</summary>
    private static Dimension Attention(AttentionSizes sizes, int products, bool isCausal) =>
        Dimension.Constant(isCausal ? products : 2 * products) * sizes.Batch * sizes.Heads * sizes.Queries * sizes.Keys * sizes.Depth;

    /// <summary>One per arithmetic instruction and per element that goes into a reduction or is added to what was stored.</summary>
    private static Dimension Operations(LoopBody body) => Dimension.Constant(
        body.Function.Body.Count(instruction => instruction.Opcode is not (ScalarOpcode.Constant or ScalarOpcode.RoundToBFloat16)) +
        body.Sinks.Count(sink => sink is LoopSink.Reduce or LoopSink.Share or LoopSink.Store { Accumulate: true }));

    private static Dimension Sum(IEnumerable<Dimension> sizes) => sizes.Aggregate(Dimension.Constant(0), (sum, size) => sum + size);
}
