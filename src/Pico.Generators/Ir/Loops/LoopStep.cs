using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>One step of a <see cref="LoopProgram"/>; each becomes one method. <see cref="Name"/> is PascalCase.</summary>
internal abstract record LoopStep(string Name, EquatableArray<int> Origins)
{
    /// <summary>The repetition that runs the step (-1: none, it runs once).</summary>
    public int Repetition { get; init; } = -1;

    /// <summary>The layer, by its dotted path, that the step computes once more for the way back; null where it does not.</summary>
    public string? Again { get; init; }

    /// <summary>The scalar functions that it runs.</summary>
    public IEnumerable<LoopBody> Bodies => this switch
    {
        RowLoop rows => rows.Phases.SelectMany(phase => new[] { phase.Row, phase.Element }).Concat(rows.Totals is { } totals ? new[] { totals } : System.Array.Empty<LoopBody>()),
        ColumnLoop columns => new[] { columns.Body, columns.Finish },
        Product product => new[] { product.Epilogue },
        Convolution convolution => new[] { convolution.Epilogue },
        _ => Enumerable.Empty<LoopBody>(),
    };

    /// <summary>What a step with buffers but without scalar functions reads, and what it writes.</summary>
    public (IReadOnlyList<int> Reads, IReadOnlyList<int> Writes) Buffers => this switch
    {
        Attention a => (Existing(a.Q.Buffer, a.K.Buffer, a.V.Buffer, a.Padding), Existing(a.Output.Buffer, a.LogSumExp)),
        Pool pool => (Existing(pool.Source), Existing(pool.Result)),
        PoolBackward pool => (Existing(pool.Source, pool.Gradient), Existing(pool.Result)),
        AttentionBackward a => (
            Existing(a.Q.Buffer, a.K.Buffer, a.V.Buffer, a.Padding, a.Output.Buffer, a.LogSumExp, a.OutputGradient.Buffer),
            Existing(a.QGradient?.Buffer ?? -1, a.KGradient?.Buffer ?? -1, a.VGradient?.Buffer ?? -1)),
        _ => (System.Array.Empty<int>(), System.Array.Empty<int>()),
    };

    private static IReadOnlyList<int> Existing(params int[] buffers) => buffers.Where(buffer => buffer >= 0).ToArray();

    /// <summary>
    /// One pass over rows; within a row, phases over the columns, separated by what needs a whole row (a maximum, a sum).
    /// Rows are independent and are split over threads. <see cref="IsFlat"/>: no row structure at all, one run over
    /// Rows·Columns elements. <see cref="Totals"/>: where reductions go down the columns too, each run of rows leaves its share of them, and
    /// this stores what all shares together make, which it reads as row values; null where there are none.
    /// </summary>
    internal sealed record RowLoop(
        string Name,
        EquatableArray<int> Origins,
        LoopDomain Domain,
        EquatableArray<LoopPhase> Phases,
        bool IsFlat,
        LoopBody? Totals = null) : LoopStep(Name, Origins)
    {
        /// <summary>The most chunks of a loop whose chunks have rows of a buffer for themselves. Fixed, as the order of reductions must not depend on the number of threads.</summary>
        public static Dimension MostChunks { get; } = Dimension.Constant(64);

        /// <summary>The reductions down the columns.</summary>
        public IEnumerable<LoopSink.Share> Shares => Phases.SelectMany(phase => phase.Element.Sinks).OfType<LoopSink.Share>();

        /// <summary>What it keeps of a row in a row of the chunk.</summary>
        public IEnumerable<LoopSink.Store> KeptInChunk => Phases.SelectMany(phase => phase.Element.Sinks).OfType<LoopSink.Store>().Where(store => store.Row == LoopRow.Chunk);

        /// <summary>Whether chunks have rows of a buffer for themselves; then there may not be many.</summary>
        public bool HasRowsOfChunks => Totals is not null || KeptInChunk.Any();
    }

    /// <summary>
    /// Reduces the middle of [Outer, Length, Columns]; columns are split over threads, each is reduced in order.
    /// <see cref="Finish"/> stores the results, which it reads as row values; their domain is (Outer, Columns).
    /// <see cref="InShares"/>: a loop over these rows could have made the reduction along the way. It is then formed of the
    /// shares that the loop would have left, so that the same bits come of both.
    /// </summary>
    internal sealed record ColumnLoop(
        string Name,
        EquatableArray<int> Origins,
        Dimension Outer,
        Dimension Length,
        Dimension Columns,
        LoopBody Body,
        LoopBody Finish,
        bool InShares) : LoopStep(Name, Origins);

    /// <summary>
    /// A matrix product [Batch × (Rows, Inner)] · [(Inner, Columns)] whose epilogue is applied to each finished piece while it
    /// is in registers. Strides between batches are in elements; zero shares the operand.
    /// </summary>
    internal sealed record Product(
        string Name,
        EquatableArray<int> Origins,
        Dimension Batch,
        Dimension Rows,
        Dimension Columns,
        Dimension Inner,
        ProductOperand A,
        ProductOperand B,
        LoopBody Epilogue) : LoopStep(Name, Origins);

    /// <summary>
    /// A convolution or one of its gradients, by the kernel that unfolds nothing; <see cref="Left"/> and <see cref="Right"/> are the buffers of
    /// its operands in the order of <see cref="ConvolutionPart"/>. The epilogue is applied to each finished piece.
    /// </summary>
    internal sealed record Convolution(
        string Name,
        EquatableArray<int> Origins,
        ConvolutionPart Part,
        Dimension Batch,
        Dimension Channels,
        Dimension Filters,
        Dimension Groups,
        WindowSizes Sizes,
        int Left,
        int Right,
        LoopBody Epilogue) : LoopStep(Name, Origins)
    {
        /// <summary>The columns of what it makes.</summary>
        public Dimension Columns => Part switch
        {
            ConvolutionPart.Result => Sizes.Windows,
            ConvolutionPart.Images => Sizes.Plane,
            _ => Dimension.Divide(Channels, Groups, out _) * Sizes.Kernel,
        };
    }

    /// <summary>The sum or the maximum of every window of so many planes.</summary>
    internal sealed record Pool(
        string Name, EquatableArray<int> Origins, Monoid Monoid, Dimension Planes, WindowSizes Sizes, int Source, int Result) : LoopStep(Name, Origins);

    /// <summary>The gradient of a pool's planes; <see cref="Source"/> is -1 for a sum.</summary>
    internal sealed record PoolBackward(
        string Name, EquatableArray<int> Origins, Monoid Monoid, Dimension Planes, WindowSizes Sizes, int Source, int Gradient, int Result) : LoopStep(Name, Origins);

    /// <summary>
    /// Copies with a change of layout: for every index in <see cref="Shape"/>, the element at Source.Offset + Σ index·stride goes
    /// to Destination.Offset + Σ index·stride. <see cref="Clears"/>: the rest of the destination becomes zero.
    /// </summary>
    internal sealed record Copy(
        string Name,
        EquatableArray<int> Origins,
        EquatableArray<Dimension> Shape,
        CopyLayout Source,
        CopyLayout Destination,
        bool Clears) : LoopStep(Name, Origins);

    /// <summary>
    /// Adds each of the <see cref="Length"/> rows of <see cref="Source"/> to the row of the destination that its index chooses.
    /// Columns are split over threads, each is added to in the order of the rows. <see cref="Accumulates"/>: to what is
    /// there, otherwise to zeros.
    /// </summary>
    internal sealed record ScatterAdd(
        string Name,
        EquatableArray<int> Origins,
        Dimension Length,
        Dimension Columns,
        LoopSource.Load Source,
        LoopAccess Destination,
        int Buffer,
        bool Accumulates) : LoopStep(Name, Origins);

    /// <summary>
    /// An attention by the kernel that never stores its scores. <see cref="Padding"/> and <see cref="LogSumExp"/> are -1 where there is none.
    /// </summary>
    internal sealed record Attention(
        string Name,
        EquatableArray<int> Origins,
        AttentionSizes Sizes,
        bool IsCausal,
        HeadsLayout Q,
        HeadsLayout K,
        HeadsLayout V,
        int Padding,
        HeadsLayout Output,
        int LogSumExp) : LoopStep(Name, Origins);

    /// <summary>The gradients of an attention; null for those that nothing needs.</summary>
    internal sealed record AttentionBackward(
        string Name,
        EquatableArray<int> Origins,
        AttentionSizes Sizes,
        bool IsCausal,
        HeadsLayout Q,
        HeadsLayout K,
        HeadsLayout V,
        int Padding,
        HeadsLayout Output,
        int LogSumExp,
        HeadsLayout OutputGradient,
        HeadsLayout? QGradient,
        HeadsLayout? KGradient,
        HeadsLayout? VGradient) : LoopStep(Name, Origins);
}

/// <summary>A buffer seen as [batch, heads, time, depth], with strides in elements; depth is contiguous.</summary>
internal sealed record HeadsLayout(int Buffer, Dimension Batch, Dimension Head, Dimension Time);

/// <summary>A buffer read or written with strides, in elements.</summary>
internal sealed record CopyLayout(int Buffer, Dimension Offset, EquatableArray<Dimension> Strides);

/// <summary>A matrix operand: its buffer, its row stride and whether it is stored transposed.</summary>
internal sealed record ProductOperand(int Buffer, Dimension Stride, bool Transposed, Dimension BatchStride);

/// <summary>
/// A pass over the columns of a row, preceded by what is computed once per row. <see cref="Row"/> runs before
/// <see cref="Element"/>; the last phase of a loop may have an empty element body.
/// </summary>
internal sealed record LoopPhase(LoopBody Row, LoopBody Element);

/// <summary>
/// A scalar function with the meaning of its parameters and results. Sinks beyond the function's results do not occur;
/// result i goes to sink i.
/// </summary>
internal sealed record LoopBody(ScalarFunction Function, EquatableArray<LoopSource> Sources, EquatableArray<LoopSink> Sinks)
{
    public bool IsEmpty => Sinks.Count == 0;
}
