using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Pico.Models;
using Pico.Threading;

namespace Pico.Generators.Tests.Models;

/// <summary>Dear elements that a loop over rows needs again wait for that in one row, whatever they are and however many rows there are.</summary>
public sealed class KeptElementsTests
{
    private const string Matrix = """
        [Model] public sealed partial class M(int rows, int width)
        {
            [Parameter] readonly Tensor w = Uniform([rows, width], 2f);

            public Tensor Probabilities([Shape("rows width")] Tensor x) => Softmax(x);

            public Tensor Entropy([Shape("rows width")] Tensor x)
            {
                var p = Softmax(x);
                return (p * (p + 1e-3f).Map(MathF.Log)).Sum(-1);
            }

            // two kinds are kept, and there is one result to lend its row
            public Tensor Two([Shape("rows width")] Tensor x)
            {
                Tensor sine = x.Map(MathF.Sin), tanh = x.Map(MathF.Tanh);
                return sine / (sine * sine).Sum(-1, keepDim: true).Map(MathF.Sqrt) + tanh / (tanh * tanh + 1f).Sum(-1, keepDim: true);
            }

            // sines are read again after the first result is there, whose row is therefore none to lend
            public Tensor Late([Shape("rows width")] Tensor x)
            {
                var sine = x.Map(MathF.Sin);
                var first = x / ((sine * sine).Sum(-1, keepDim: true) + 1f);
                var second = sine / (first.Max(-1, keepDim: true) + 2f);
                return Concat(first, second, 1);
            }

            [Loss] public Tensor Weighted([Shape("rows width")] Tensor x) => (Softmax(w) * x).Sum([0, 1]);

            [Loss] public Tensor Chosen([Shape("rows", DType.Int32)] Tensor targets) => CrossEntropy(w, targets, labelSmoothing: 0.1f);
        }
        """;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 15)]
    [InlineData(2, 16)]
    [InlineData(3, 63)]
    [InlineData(70, 64)]
    [InlineData(200, 65)]
    [InlineData(5, 130)]
    public void Values_and_gradients_are_those_of_the_eager_run(int rows, int width) =>
        EagerAgreement.Check(ModelHarness.Create(Matrix, "M", rows, width), 5e-5);

    /// <summary>More rows than chunks that have a row, in parts that threads share.</summary>
    [Fact]
    public void Bits_are_the_same_for_any_number_of_threads()
    {
        IReadOnlyList<float> Run(int threads)
        {
            using var pool = new WorkerPool(threads);
            var model = ModelHarness.Create(Matrix, "M", 333, 71);
            model.DefaultWorkspace.Pool = pool;
            var random = new Random(3);
            foreach (ref var value in model.Parameters.Values)
            {
                value = (random.NextSingle() * 4) - 2;
            }

            var x = Tensor.From(Enumerable.Range(0, 333 * 71).Select(_ => (random.NextSingle() * 4) - 2).ToArray(), 333, 71);
            var targets = Tensor.From(Enumerable.Range(0, 333).Select(_ => random.Next(71)).ToArray(), 333);
            var all = new List<float>();
            foreach (var entry in model.Description.EntryPoints)
            {
                all.AddRange(entry.Run(model.DefaultWorkspace, [entry.Inputs[0].Type == DType.Int32 ? targets : x], []));
            }

            all.AddRange(model.Gradients.ToArray());
            return all;
        }

        var alone = Run(1);
        Assert.Equal(alone, Run(2));
        Assert.Equal(alone, Run(5));
    }

    /// <summary>Four maxima go side by side and more columns are left: none of them may lose a NaN, or lend it to the next row.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(85)]
    public void A_maximum_beside_others_keeps_NaN(int place)
    {
        const int Width = 86;
        var model = ModelHarness.Create("[Model] public sealed partial class M { public Tensor Most([Shape(\"batch width\")] Tensor x) => x.Max(-1); }", "M");
        var values = Enumerable.Range(0, 3 * Width).Select(i => (float)Math.Sin(i)).ToArray();
        values[Width + place] = float.NaN;
        var most = model.Description.EntryPoints[0].Run(model.DefaultWorkspace, [Tensor.From(values, 3, Width)], [3, Width]);
        Assert.Equal([values.Take(Width).Max(), float.NaN, values.Skip(2 * Width).Max()], most);
    }

    [Fact]
    public void Exponentials_wait_in_the_row_of_the_result()
    {
        var program = Compiled("public Tensor Values([Shape(\"batch 40\")] Tensor x) => Softmax(x);", withGradients: false);
        var rows = Assert.Single(program.Steps.OfType<LoopStep.RowLoop>());
        Assert.False(rows.HasRowsOfChunks);
        Assert.Equal([program.Result], Matrices(program));
        Assert.Equal(2, rows.Phases.SelectMany(phase => phase.Element.Sinks).OfType<LoopSink.Store>().Count(store => store.Buffer == program.Result));
    }

    /// <summary>What is added to a gradient is there already, so its row cannot be lent.</summary>
    [Theory]
    [InlineData("batch", 64)]
    [InlineData("1000", 64)]
    [InlineData("48", 48)]
    public void Where_no_result_is_written_a_chunk_has_a_row(string size, int expected)
    {
        var program = Compiled($"[Parameter] readonly Tensor w = Ones([{(size == "batch" ? "1" : size)}, 40]); [Loss] public Tensor Loss([Shape(\"{size} 40\")] Tensor x) => (Softmax({(size == "batch" ? "w * x" : "w")}) * x).Sum();");
        var rows = Assert.Single(program.Steps.OfType<LoopStep.RowLoop>(), step => step.HasRowsOfChunks);
        var kept = Assert.Single(rows.KeptInChunk);
        Assert.Equal([Dimension.Constant(expected), Dimension.Constant(40)], program.Buffers[kept.Buffer].Shape.Shape);
        Assert.All(Matrices(program), buffer => Assert.Equal(Dimension.Constant(expected), program.Buffers[buffer].Shape.Shape[0])); // or shares of sums down the columns
        Assert.Contains(rows.Phases.SelectMany(phase => phase.Element.Sources).OfType<LoopSource.Load>(), load => load == kept.Load(rows.Domain.Columns));
    }

    [Fact]
    public void What_another_step_reads_is_a_matrix()
    {
        var program = Compiled("public Tensor Values([Shape(\"batch 40\")] Tensor x) { var e = x.Map(MathF.Exp); return (e / e.Sum(-1, keepDim: true)).MatMul(e.Transpose()); }", withGradients: false);
        Assert.Empty(program.Steps.OfType<LoopStep.RowLoop>().SelectMany(rows => rows.KeptInChunk));
        Assert.Equal(3, Matrices(program).Count); // exponentials, quotients, products
    }

    [Fact]
    public void The_row_of_a_result_is_lent_once_and_not_when_it_is_needed_before()
    {
        var two = Compiled("public Tensor Values([Shape(\"batch 40\")] Tensor x) { Tensor s = x.Map(MathF.Sin), t = x.Map(MathF.Tanh); return s / s.Sum(-1, keepDim: true) + t / t.Sum(-1, keepDim: true); }", withGradients: false);
        Assert.Single(Assert.Single(two.Steps.OfType<LoopStep.RowLoop>()).KeptInChunk);
        var late = Compiled("public Tensor Values([Shape(\"batch 40\")] Tensor x) { var s = x.Map(MathF.Sin); var first = x / s.Sum(-1, keepDim: true); return (s / first.Max(-1, keepDim: true)).Sum(-1, keepDim: true) * first.Transpose().Sum(0).Sum(); }", withGradients: false);
        Assert.Single(late.Steps.OfType<LoopStep.RowLoop>().SelectMany(rows => rows.KeptInChunk));
    }

    /// <summary>In a model of bfloat16 a row of a chunk is memory of the loop's own, and as exact as registers.</summary>
    [Fact]
    public void A_row_of_a_chunk_is_float()
    {
        var program = Compiled("[Parameter] readonly Tensor w = Ones([100, 40]); [Loss] public Tensor Loss([Shape(\"100 40\")] Tensor x) => (Softmax(w) * x).Sum();", storage: ElementStorage.BFloat16);
        var kept = Assert.Single(program.Steps.OfType<LoopStep.RowLoop>().SelectMany(rows => rows.KeptInChunk));
        Assert.Equal(ElementStorage.AsComputed, program.Buffers[kept.Buffer].Storage);
        Assert.Contains(program.Buffers, buffer => buffer.Storage == ElementStorage.BFloat16);
    }

    /// <summary>Temporaries that are no vector.</summary>
    private static List<int> Matrices(LoopProgram program) => Enumerable.Range(0, program.Buffers.Count)
        .Where(buffer => program.Buffers[buffer] is { Kind: BufferKind.Temporary, Shape: { Rank: 2 } shape } && !shape.Shape[0].IsOne && !shape.Shape[1].IsOne).ToList();

    private static LoopProgram Compiled(string members, bool withGradients = true, ElementStorage storage = ElementStorage.AsComputed)
    {
        var model = ModelHarness.Lower("[Model] public sealed partial class M { " + members + " }") with { Storage = storage };
        return Recipe.Run(model.EntryPoints[0].Training, model, withGradients);
    }
}
