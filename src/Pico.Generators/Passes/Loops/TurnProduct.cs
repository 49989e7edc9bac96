using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Turns the product of a matrix and one column into that of a row and the transposed matrix. Both lie in memory alike, and the epilogue then
/// gets whole vectors instead of one element at a time.
/// </summary>
internal static class TurnProduct
{
    /// <summary>The turned product; the product itself if it has more columns, or an epilogue that must know its rows.</summary>
    public static LoopStep.Product Run(LoopStep.Product product)
    {
        if (!product.Batch.IsOne || !product.Columns.IsOne || product.Rows.IsOne || !product.Epilogue.Sources.All(CanTurn))
        {
            return product;
        }

        return product with
        {
            Rows = Dimension.One,
            Columns = product.Rows,
            A = product.B with { Transposed = !product.B.Transposed },
            B = product.A with { Transposed = !product.A.Transposed },
            Epilogue = product.Epilogue with { Sources = product.Epilogue.Sources.Select(source => Turn(source, product.Rows)).ToEquatableArray() },
        };
    }

    private static bool CanTurn(LoopSource source) => source switch
    {
        LoopSource.Load { Access.Row: LoopRow.Same, Access.Columns.IsOne: true } or LoopSource.Load { Access.Row: LoopRow.First } => true,
        LoopSource.Accumulator or LoopSource.Number or LoopSource.Random => true,
        _ => false,
    };

    // The elements of a column become those of the first row; what was in the first row is the same for all.
    private static LoopSource Turn(LoopSource source, Dimension rows) => source is not LoopSource.Load load ? source
        : load.Access.Row == LoopRow.Same ? load with { Access = load.Access with { Row = LoopRow.First, Columns = rows, VariesAlongColumns = true } }
        : load with { Access = load.Access with { VariesAlongColumns = false } };
}
