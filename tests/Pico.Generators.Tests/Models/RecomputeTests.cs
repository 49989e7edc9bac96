using Pico.Generators.Ir;
using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>
/// Layers that the way back computes again: the same numbers to the bit, less memory, and nothing of their inside kept.
/// </summary>
public sealed class RecomputeTests
{
    private const string Blocks = """
        [Layer] BLOCK public sealed partial class Block(int width, int heads, float dropout)
        {
            readonly LayerNorm before = new(width), between = new(width);
            INSIDE readonly MultiHeadAttention attention = new(width, heads, causal: true);
            INSIDE readonly FeedForward mlp = new(width, 3 * width);
            public Tensor Forward([Shape("batch time width")] Tensor x)
            {
                x = x + Dropout(attention.Forward(before.Forward(x)), dropout);
                return x + Dropout(mlp.Forward(between.Forward(x)), dropout);
            }
        }
        [Model] public sealed partial class M(int vocab, int width, int depth, float dropout)
        {
            readonly Embedding tokens = new(vocab, width);
            FIELD readonly Block[] blocks = Repeat(depth, () => new Block(width, 2, dropout));
            LAST readonly FeedForward last = new(width, 2 * width);
            [Frozen] ICE readonly Linear ice = new(width, width);
            readonly Linear head = new(width, vocab);

            public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids)
            {
                var x = tokens.Forward(ids);
                foreach (var block in blocks) x = block.Forward(x);
                x = Dropout(x + last.Forward(x), dropout);
                x = x + last.Forward(ice.Forward(x));
                return head.Forward(x);
            }

            [Loss] public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets) => CrossEntropy(Logits(ids), targets);
        }
        """;

    /// <summary>A layer that holds repeated layers, one that calls itself, one whose input is a parameter's, and what depends on no input.</summary>
    private const string Towers = """
        [Layer] public sealed partial class Gate(int width)
        {
            [Parameter] readonly Tensor weight = Normal([width], 1f);
            [Parameter] readonly Tensor slope = Normal([width], 1f);
            Tensor Scale(Tensor x) => x * (weight * slope).Map(MathF.Tanh);
            public Tensor Forward([Shape("... width")] Tensor x) => Scale(Forward(x, x.Max(-1, keepDim: true)));
            public Tensor Forward([Shape("... width")] Tensor x, Tensor y) => x * y + Dropout(x, 0.4f);
        }
        [Layer] INNER public sealed partial class Stage(int width)
        {
            readonly Linear up = new(width, width);
            INSIDE readonly Gate gate = new(width);
            public Tensor Forward([Shape("... width")] Tensor x, Tensor y) => gate.Forward(up.Forward(x).Map(MathF.Tanh), y) + gate.Forward(x);
        }
        [Layer] public sealed partial class Tower(int width, int depth)
        {
            readonly Linear first = new(width, width);
            STAGES readonly Stage[] stages = Repeat(depth, () => new Stage(width));
            [Parameter] readonly Tensor start = Normal([width], 1f);
            public Tensor Forward([Shape("... width")] Tensor x)
            {
                var y = x.Map(MathF.Tanh);
                var z = x * start;
                x = first.Forward(x);
                foreach (var stage in stages)
                {
                    z = z + stage.Forward(x, y);
                    x = Dropout(x * 0.5f + z.Map(MathF.Tanh), 0.1f);
                }

                return z - x;
            }
        }
        [Model] public sealed partial class M(int width, int depth)
        {
            TOWER readonly Tower tower = new(width, depth);
            LIST readonly Tower[] others = [new(width, depth), new(width, 2)];
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x)
            {
                x = tower.Forward(x);
                foreach (var other in others) x = x + other.Forward(x);
                return tower.Forward(x).Map(MathF.Tanh).Mean();
            }
        }
        """;

    /// <summary>A function with an error of its own, of a number for each row.</summary>
    private const string Rows = """
        public static partial class Waves
        {
            [Kernel, Differentiable] public static float Wave(float x) => MathF.Exp(MathF.Tanh(x));
        }
        [Layer] public sealed partial class Gate
        {
            public Tensor Forward([Shape("batch one")] Tensor x) => x.Map(Waves.Wave) * x;
        }
        [Model] public sealed partial class M(int width)
        {
            [Parameter] readonly Tensor weight = Normal([width], 1f);
            INSIDE readonly Gate gate = new();
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x) => gate.Forward((x * weight).Sum(-1, keepDim: true)).Mean();
        }
        """;

    private static readonly string[] Places = ["BLOCK", "INSIDE", "FIELD", "LAST", "ICE", "INNER", "STAGES", "TOWER", "LIST"];

    [Fact]
    public void Blocks_have_the_same_numbers_to_the_bit() => Compare(
        Blocks, [7, 6, 3, 0.25f], [["FIELD"], ["LAST", "ICE"], ["INSIDE"], ["BLOCK", "INSIDE", "LAST"]]);

    [Fact]
    public void Towers_have_the_same_numbers_to_the_bit() => Compare(
        Towers, [6, 3], [["TOWER"], ["INSIDE", "LIST"], ["TOWER", "STAGES"], ["INNER", "INSIDE", "TOWER", "LIST"]]);

    /// <summary>
    /// A value of each row stands in a loop over rows, in scalar code; computed again it stands alone, in lanes. So many rows are several
    /// shares of the sum down the columns, which goes along with the rows here, and has a loop of its own there.
    /// </summary>
    [Theory]
    [InlineData(40)]
    [InlineData(3000)]
    public void Row_values_and_sums_of_rows_have_the_same_bits(int batch)
    {
        Assert.Contains(Steps(Marked(Rows)), step => step is LoopStep.RowLoop { Totals: not null });
        Assert.Contains(Steps(Marked(Rows, "INSIDE")), step => step is LoopStep.RowLoop { Again: not null, IsFlat: true });
        Assert.Contains(Steps(Marked(Rows, "INSIDE")), step => step is LoopStep.ColumnLoop);
        Compare(Rows, [20], [["INSIDE"]], batch);
    }

    [Theory]
    [InlineData("FIELD")]
    [InlineData("BLOCK")]
    public void Of_repeated_layers_one_value_each_is_kept(string place)
    {
        var kept = Kept(Marked(Blocks, place));
        Assert.Equal(["batch, time, width"], kept);
        Assert.True(Kept(Marked(Blocks)).Count > 8);
    }

    /// <summary>With marks inside the block, the norms and the values between the parts are still kept, but not what is in the parts.</summary>
    [Fact]
    public void What_stands_beside_a_marked_layer_is_kept()
    {
        var kept = Kept(Marked(Blocks, "INSIDE"));
        Assert.DoesNotContain("batch, time, 3*width", kept);
        Assert.InRange(kept.Count, 2, 12);
        Assert.Contains("batch, time, 3*width", Kept(Marked(Blocks)));
    }

    [Fact]
    public void Only_training_computes_again()
    {
        var (plain, marked) = (ModelHarness.Lower(Marked(Blocks)), ModelHarness.Lower(Marked(Blocks, "FIELD", "LAST")));
        foreach (var (entry, other) in plain.EntryPoints.Zip(marked.EntryPoints))
        {
            Assert.Equal(entry.Loops!.Evaluation, other.Loops!.Evaluation);
        }

        Assert.DoesNotContain(plain.EntryPoints[1].Loops!.Training!.Steps, step => step.Again is not null);
        Assert.Equal(
            new[] { "last", "blocks.*" },
            marked.EntryPoints[1].Loops!.Training!.Steps.Select(step => step.Again).OfType<string>().Distinct());
    }

    /// <summary>A product whose result only the way forth needs is not repeated: of a marked feed-forward one of two is.</summary>
    [Fact]
    public void Only_what_a_gradient_reads_is_computed_again()
    {
        static int Products(string source) => ModelHarness.Lower(source).EntryPoints[1].Loops!.Training!.Steps.OfType<LoopStep.Product>().Count();
        Assert.Equal(Products(Marked(Blocks)) + 2, Products(Marked(Blocks, "LAST"))); // it is called twice
    }

    /// <summary>What is computed again stands behind the last product of the way forth, and right before the gradient that reads it.</summary>
    [Fact]
    public void It_is_computed_when_it_is_needed()
    {
        var steps = ModelHarness.Lower(Marked(Blocks, "LAST")).EntryPoints[1].Loops!.Training!.Steps;
        var again = Enumerable.Range(0, steps.Count).Where(step => steps[step].Again is not null).ToList();
        var head = steps.Select((step, index) => (step, index)).First(pair => pair.step is LoopStep.Product { Columns: var columns } && columns == Dimension.Symbol("vocab")).index;
        Assert.Equal(2, again.Count);
        Assert.True(again[0] > head && again[1] > again[0] + 3, head + ": " + string.Join(" ", again));
    }

    private static string Marked(string source, params string[] places) => Places.Aggregate(source, (marked, place) =>
        marked.Replace(place + " ", places.Contains(place) ? "[Recompute] " : string.Empty, StringComparison.Ordinal));

    private static EquatableArray<LoopStep> Steps(string source) => ModelHarness.Lower(source).EntryPoints[^1].Loops!.Training!.Steps;

    /// <summary>The shapes of the stacks that hold an array for each layer.</summary>
    private static List<string> Kept(string source) => ModelHarness.Lower(source).EntryPoints[1].Loops!.Training!.Buffers
        .Where(buffer => buffer.Stack is { IsKept: true, Place: StackPlace.Own or StackPlace.Current })
        .Select(buffer => string.Join(", ", buffer.Shape.Shape)).ToList();

    private static void Compare(string source, object[] arguments, string[][] markings, int batch = 2)
    {
        var expected = Run(Marked(source), arguments, batch);
        foreach (var places in markings)
        {
            Assert.Equal(expected, Run(Marked(source, places), arguments, batch));
        }
    }

    /// <summary>The bits of the loss and of all gradients in two training steps.</summary>
    private static List<int> Run(string source, object[] arguments, int batch)
    {
        var model = ModelHarness.Create(source, "M", arguments);
        var entry = model.Description.EntryPoints.Single(entry => entry.FormsGradients);
        var sizes = new Dictionary<string, long>(model.Sizes) { ["batch"] = batch, ["time"] = 5 };
        var inputs = entry.Inputs.Select((input, index) => Draw(input, index + 3, input.Size(sizes))).ToList();
        var bits = new List<int>();
        for (var step = 0; step < 2; step++)
        {
            bits.Add(BitConverter.SingleToInt32Bits(entry.Run(model.DefaultWorkspace, inputs, entry.Dimensions.Select(name => (int)sizes[name]).ToArray())[0]));
        }

        foreach (var gradient in model.Gradients)
        {
            bits.Add(BitConverter.SingleToInt32Bits(gradient));
        }

        Assert.Contains(bits.Skip(2), gradient => gradient != 0);
        return bits;
    }

    private static Tensor Draw(InputDescription input, int factor, int[] shape)
    {
        var (count, random) = (shape.Aggregate(1, (size, next) => size * next), new Random(factor));
        return input.Type == DType.Int32
            ? Tensor.From([.. Enumerable.Range(0, count).Select(i => (i * factor) % 7)], shape)
            : Tensor.From([.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * 2.4f)], shape);
    }
}
