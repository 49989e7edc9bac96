using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>
/// Where the sums of a tile come from, what happens to them when a micro-kernel has added its products, and where they go. Fields are written
/// one by one and never copied together: reading in one piece what was just written in several would have to wait.
/// </summary>
internal unsafe struct GemmTileSums
{
    /// <summary>Sums [height][32] that a later block of k goes on with, or null for those that start at zero.</summary>
    public float* From;

    /// <summary>What receives the sums.</summary>
    public float* To;

    /// <summary>Elements from one row of it to the next, and of the matrices below.</summary>
    public nint Stride;

    /// <summary>One number a column that is added, or null.</summary>
    public float* Bias;

    /// <summary>Whether what is not above zero becomes zero; NaN stays.</summary>
    public bool Rectifies;

    /// <summary>What is then multiplied with, or null.</summary>
    public float* Factor;

    /// <summary>What is then added, or null.</summary>
    public float* Addend;

    /// <summary>A cache line that a later tile reads for its first product, or null: it and those of the further products are asked for meanwhile, one with each product.</summary>
    public float* Ahead;

    /// <summary>Elements from one of these lines to the next.</summary>
    public nint AheadStep;

    /// <summary>Whether sums are more than written.</summary>
    public readonly bool IsFinished
    {
        // A call would have all sums of a micro-kernel stored at each product, and in an image it was one: a third of the speed.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bias is not null || Rectifies || Factor is not null || Addend is not null;
    }

    /// <summary>Sums [height][32] that stay where they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmTileSums In(float* tile, bool resume) => new() { From = resume ? tile : null, To = tile, Stride = GemmBlocking.PanelColumns };

    /// <summary>What becomes of a finished vector of sums.</summary>
    /// <param name="sum">The sums.</param>
    /// <param name="row">Its row of the tile.</param>
    /// <param name="column">Its first column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly V Finish<T, V>(V sum, nint row, nint column)
        where T : struct, IGemmVector<V>
        where V : struct
    {
        if (Bias is not null)
        {
            sum = T.Add(sum, T.Load(Bias + column));
        }

        if (Rectifies)
        {
            sum = T.Rectify(sum);
        }

        if (Factor is not null)
        {
            sum = T.Multiply(sum, T.Load(Factor + row * Stride + column));
        }

        if (Addend is not null)
        {
            sum = T.Add(T.Load(Addend + row * Stride + column), sum);
        }

        return sum;
    }

    /// <summary>Those from a row and a column of the tile on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly GemmTileSums At(nint row, nint column)
    {
        var place = row * Stride + column;
        return new()
        {
            From = From is null ? null : From + row * GemmBlocking.PanelColumns + column,
            To = To + place,
            Stride = Stride,
            Bias = Bias is null ? null : Bias + column,
            Rectifies = Rectifies,
            Factor = Factor is null ? null : Factor + place,
            Addend = Addend is null ? null : Addend + place,
        };
    }
}
