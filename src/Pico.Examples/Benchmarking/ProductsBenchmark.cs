using Pico.Kernels;
using Pico.Memory;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>Matrix products of the sizes that models have, and products with bias and activation.</summary>
internal static unsafe class ProductsBenchmark
{
    private const int Rows = 1024, Width = 384, Hidden = 1536, Rounds = 9;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.3), ShortTurn = TimeSpan.FromSeconds(0.1);

    /// <summary>The products: sizes, and which operand is transposed.</summary>
    public static IReadOnlyList<(string Name, int M, int N, int K, bool A, bool B)> Products { get; } =
    [
        .. new[] { 64, 128, 256, 512, 1024, 2048 }.Select(size => ($"{size}", size, size, size, false, false)),
        .. OfLayer("small-q", 1024, 128, 128),
        .. OfLayer("small-up", 1024, 512, 128),
        .. OfLayer("small-down", 1024, 128, 512),
        .. OfLayer("large-q", 2048, 384, 384),
        .. OfLayer("large-up", 2048, 1536, 384),
        .. OfLayer("large-down", 2048, 384, 1536),
        ("k16", 1024, 1024, 16, false, false),
        ("k64", 1024, 1024, 64, false, false),
        ("n16", 1024, 16, 1024, false, false),
        ("n64", 1024, 64, 1024, false, false),
        ("row-times-matrix", 1, 1024, 1024, false, false),
        ("row-times-transposed", 1, 1024, 1024, false, true),
        ("matrix-times-column", 1024, 1, 1024, false, false),
    ];

    /// <summary>Seconds of one product.</summary>
    public static double Seconds(WorkerPool pool, int m, int n, int k, bool aTransposed, bool bTransposed)
    {
        using AlignedBuffer a = Random((long)m * k), b = Random((long)k * n), c = new(4L * m * n);
        var (left, right) = ((nint)a.Floats, (nint)b.Floats);
        var result = (nint)c.Floats;
        return Fastest.Seconds(
            () => Gemm.Multiply(
                pool, m, n, k, new GemmOperand((float*)left, aTransposed ? m : k, aTransposed), new GemmOperand((float*)right, bTransposed ? k : n, bTransposed), new StoreEpilogue((float*)result, n)),
            Turn);
    }

    /// <summary>
    /// Products [1024, 384] · [384, 1536] with nothing, bias and ReLU, bias and GELU behind them: the median, over rounds in turns, of the
    /// time over that of the bare one.
    /// </summary>
    public static IReadOnlyList<(string Epilogue, double Seconds, double Ratio)> Epilogues(WorkerPool pool)
    {
        var model = new ProductOperations(Width, Hidden);
        model.DefaultWorkspace.Pool = pool;
        using var x = Random((long)Rows * Width);
        (string Name, Action Run)[] cases =
        [
            ("none", () => model.Bare(x.AsSpan(0, Rows * Width), Rows)),
            ("bias+relu", () => model.BiasRelu(x.AsSpan(0, Rows * Width), Rows)),
            ("bias+gelu-tanh", () => model.BiasGeluTanh(x.AsSpan(0, Rows * Width), Rows)),
            ("bias+gelu", () => model.BiasGelu(x.AsSpan(0, Rows * Width), Rows)),
        ];
        var seconds = new double[cases.Length][];
        for (var i = 0; i < cases.Length; i++) seconds[i] = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Length; i++) seconds[i][round] = Fastest.Seconds(cases[i].Run, ShortTurn);
        }

        return [.. cases.Select((each, i) => (each.Name, Median(seconds[i]), Median([.. seconds[i].Zip(seconds[0], (with, bare) => with / bare)])))];
    }

    /// <summary>So many numbers around zero, the same at every call.</summary>
    public static AlignedBuffer Random(long count)
    {
        var buffer = new AlignedBuffer(4 * count);
        var random = new Random(1);
        for (long i = 0; i < count; i++) buffer.Floats[i] = random.NextSingle() - 0.5f;
        return buffer;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    /// <summary>The three products of a linear layer in training: X·Wᵀ, and on the way back dY·W and dYᵀ·X.</summary>
    private static IEnumerable<(string, int, int, int, bool, bool)> OfLayer(string name, int rows, int outputs, int inputs) =>
    [
        (name, rows, outputs, inputs, false, true),
        (name + "-dx", rows, inputs, outputs, false, false),
        (name + "-dw", outputs, inputs, rows, true, false),
    ];
}
