using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>Where a parameter of a <see cref="LoopBody"/> comes from.</summary>
internal abstract record LoopSource
{
    private LoopSource()
    {
    }

    /// <summary>The buffers it reads.</summary>
    public IEnumerable<int> Buffers => this switch
    {
        Load { Access.Index: { } index } load => index.Buffers.Append(load.Buffer),
        Load load => new[] { load.Buffer },
        PickLoad pick => pick.Index.Buffers.Append(pick.Buffer),
        _ => Enumerable.Empty<int>(),
    };

    /// <summary>An element of a buffer.</summary>
    internal sealed record Load(int Buffer, LoopAccess Access) : LoopSource;

    /// <summary>
    /// The element of a row of a buffer that an int32 row value selects (<see cref="Index"/> is its load); the first where that is
    /// <see cref="Ignored"/>.
    /// </summary>
    internal sealed record PickLoad(int Buffer, LoopAccess Access, Load Index, Dimension? Ignored) : LoopSource;

    /// <summary>A value computed once per row: by an earlier row body or a reduction.</summary>
    internal sealed record RowValue(string Name, ScalarType Type) : LoopSource;

    /// <summary>The column index as int32.</summary>
    internal sealed record ColumnIndex : LoopSource;

    /// <summary>A uniform random number for the element, from a stream.</summary>
    internal sealed record Random(RandomStream Stream) : LoopSource;

    /// <summary>The finished matrix product at this element.</summary>
    internal sealed record Accumulator : LoopSource;

    /// <summary>A number that only sizes determine; parameter i of the function is the i-th size in the parameter's type.</summary>
    internal sealed record Number(ScalarFunction Function, EquatableArray<Dimension> Sizes) : LoopSource;
}

/// <summary>
/// Which element of a buffer the iteration (row, column) reads: row <c>(row / Divisor) % Modulus</c>, with
/// <see cref="Columns"/> elements per row, and the column itself or the first. Where <see cref="Index"/> is given, the row is the
/// int32 value that it loads, which is below <see cref="Modulus"/>.
/// </summary>
internal sealed record LoopAccess(
    LoopRow Row, Dimension Divisor, Dimension Modulus, Dimension Columns, bool VariesAlongColumns, LoopSource.Load? Index = null);

/// <summary>How the row of an access is found.</summary>
internal enum LoopRow
{
    /// <summary>The same row.</summary>
    Same,

    /// <summary>Always the first.</summary>
    First,

    /// <summary>By division and remainder.</summary>
    Periodic,

    /// <summary>By the value of an index.</summary>
    Indexed,

    /// <summary>The row that belongs to the chunk: what a loop over rows keeps of one row until it comes to the next.</summary>
    Chunk,
}

/// <summary>Where a result of a <see cref="LoopBody"/> goes.</summary>
internal abstract record LoopSink
{
    private LoopSink()
    {
    }

    /// <summary>The buffers it writes.</summary>
    public IEnumerable<int> Buffers => this switch
    {
        Store store => new[] { store.Buffer },
        Share share => new[] { share.Buffer },
        _ => Enumerable.Empty<int>(),
    };

    /// <summary>To the buffer at the iteration's own place, or in the row that belongs to the chunk; <see cref="Accumulate"/> adds to what is there.</summary>
    internal sealed record Store(int Buffer, bool Accumulate, LoopRow Row = LoopRow.Same) : LoopSink
    {
        /// <summary>How a later phase reads it in a loop with so many columns.</summary>
        public LoopSource.Load Load(Dimension columns) => new(Buffer, new LoopAccess(Row, Dimension.One, Dimension.One, columns, true));
    }

    /// <summary>Into a reduction along the row (or, in a column loop, down the column).</summary>
    internal sealed record Reduce(Monoid Monoid, string Name) : LoopSink;

    /// <summary>
    /// Into a reduction down the columns of the rows that one chunk of a loop over rows visits; the buffer has a row for each chunk.
    /// </summary>
    internal sealed record Share(Monoid Monoid, string Name, int Buffer) : LoopSink;

    /// <summary>To a value kept for the row.</summary>
    internal sealed record RowValue(string Name, ScalarType Type) : LoopSink;
}
