using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Pico.Models;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Generators.Tests.Models;

/// <summary>Results that no cache holds pass by it: which they are, and that they are the same bits.</summary>
public sealed class StreamedResultsTests
{
    private const string Matrix = """
        [Model] public sealed partial class M(int width)
        {
            readonly LayerNorm norm = new(width);

            public Tensor Elements([Shape("rows width")] Tensor x, [Shape("rows width")] Tensor y) => x.Map(MathF.Exp) + y;

            public Tensor Probabilities([Shape("rows width")] Tensor x, [Shape("rows width")] Tensor y) => Softmax(x * y);

            public Tensor Norm([Shape("rows width")] Tensor x, [Shape("rows width")] Tensor y) => norm.Forward(x + y);

            // two results of one loop, which something else reads
            public Tensor Both([Shape("rows width")] Tensor x, [Shape("rows width")] Tensor y)
            {
                var p = Softmax(x);
                return (p * y).MatMul((p - y).Transpose());
            }
        }
        """;

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(0)]
    public void Bits_are_the_same_at_every_width(int width)
    {
        using var limit = SimdWidth.Limit(Math.Min(width, SimdWidth.Best));
        foreach (var (rows, columns) in new[] { (1, 16), (3, 48), (70, 64), (5, 1024), (1, 65), (3, 65), (70, 24), (2, 1), (333, 16) })
        {
            Assert.Equal(Run(rows, columns, long.MaxValue, 1), Run(rows, columns, 0, 1));
        }
    }

    [Fact]
    public void Bits_are_the_same_for_any_number_of_threads()
    {
        var cached = Run(333, 208, long.MaxValue, 1);
        Assert.Equal(cached, Run(333, 208, 0, 1));
        Assert.Equal(cached, Run(333, 208, 0, 2));
        Assert.Equal(cached, Run(333, 208, 0, 5));
    }

    /// <summary>A thread's row holds the exponentials of the last row that it computed, unless they waited in the result.</summary>
    [Theory]
    [InlineData(0, 64, true)]
    [InlineData(5 * 64 * 4, 64, false)]
    [InlineData((5 * 64 * 4) - 1, 64, true)]
    [InlineData(0, 65, false)]
    public void Exponentials_wait_elsewhere_where_the_result_passes_by(long above, int width, bool expected)
    {
        var kept = new float[width];
        var x = Enumerable.Range(0, 5 * width).Select(i => MathF.Sin(i)).ToArray();
        var thread = new Thread(() =>
        {
            using var pool = new WorkerPool(1);
            var model = ModelHarness.Create("[Model] public sealed partial class M { public Tensor P([Shape(\"rows width\")] Tensor x) => Softmax(x); }", "M");
            model.DefaultWorkspace.Pool = pool;
            using (NonTemporalStore.Above(above))
            {
                model.Description.EntryPoints[0].Run(model.DefaultWorkspace, [Tensor.From(x, 5, width)], [5, width]);
            }

            unsafe
            {
                new Span<float>(NonTemporalStore.Waiting(null, width), width).CopyTo(kept);
            }
        });
        thread.Start();
        thread.Join();
        var last = x[^width..];
        Assert.Equal(expected ? last.Select(value => MathF.Exp(value - last.Max())) : new float[width], kept, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData("public Tensor V([Shape(\"batch 48\")] Tensor x) => Softmax(x);", 1)]
    [InlineData("public Tensor V([Shape(\"batch 40\")] Tensor x) => Softmax(x);", 0)] // rows that begin anywhere
    [InlineData("public Tensor V([Shape(\"batch 40\")] Tensor x) => x.Map(MathF.Exp);", 1)] // one run of elements
    [InlineData("public Tensor V([Shape(\"100 48\")] Tensor x) => Softmax(x);", 0)] // fits every cache
    [InlineData("public Tensor V([Shape(\"batch 48\")] Tensor x) => x.Sum(-1);", 0)]
    [InlineData("public Tensor V([Shape(\"batch 48\")] Tensor x) { var s = Softmax(x); return (s * x).MatMul((s - x).Transpose()); }", 2)]
    [InlineData("[Parameter] readonly Tensor w = Ones([100000, 48]); [Loss] public Tensor V([Shape(\"100000 48\")] Tensor x) => (Softmax(w) * x).Sum();", 0)] // added to a gradient
    [InlineData("public Tensor V([Shape(\"batch 48\")] Tensor x) { var e = x.Map(MathF.Exp); return (e / e.Sum(-1, keepDim: true)).MatMul(e.Transpose()); }", 1)] // exponentials are read again
    public void Results_qualify_that_a_loop_only_writes(string member, int expected)
    {
        var model = ModelHarness.Lower("[Model] public sealed partial class M { " + member + " }");
        var program = Recipe.Run(model.EntryPoints[0].Training, model, model.EntryPoints[0].IsLoss);
        Assert.Equal(expected, program.Steps.OfType<LoopStep.RowLoop>().Sum(rows => StreamedResults.Of(program, rows).Count));
    }

    [Fact]
    public void Storage_of_bfloat16_goes_into_the_cache()
    {
        var model = ModelHarness.Lower("[Model] public sealed partial class M { public Tensor V([Shape(\"batch 48\")] Tensor x, [Shape(\"48 8\")] Tensor y) => x.Map(MathF.Exp).MatMul(y); }") with { Storage = ElementStorage.BFloat16 };
        var program = Recipe.Run(model.EntryPoints[0].Training, model, withGradients: false);
        Assert.All(program.Steps.OfType<LoopStep.RowLoop>(), rows => Assert.Empty(StreamedResults.Of(program, rows)));
    }

    private static List<int> Run(int rows, int width, long above, int threads)
    {
        using var pool = new WorkerPool(threads);
        using var scope = NonTemporalStore.Above(above);
        var model = ModelHarness.Create(Matrix, "M", width);
        model.DefaultWorkspace.Pool = pool;
        var random = new Random(rows);
        Tensor Next() => Tensor.From(Enumerable.Range(0, rows * width).Select(_ => (random.NextSingle() * 4) - 2).ToArray(), rows, width);
        return model.Description.EntryPoints.SelectMany(entry => entry.Run(model.DefaultWorkspace, [Next(), Next()], [rows])).Select(BitConverter.SingleToInt32Bits).ToList();
    }
}
