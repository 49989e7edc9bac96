using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>Weights used in several places: one parameter, whose gradient is the sum of what each place contributes.</summary>
public sealed class TiedTests
{
    private const string Words = """
        [Model] public sealed partial class M(int vocab, int width)
        {
            readonly Embedding tokens = new(vocab, width);
            HEAD

            [Loss] public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets)
            {
                var x = tokens.Forward(ids).Map(MathF.Tanh);
                return CrossEntropy(LOGITS, targets);
            }

            static Tensor Scores(Embedding table, Tensor x) => x.MatMul(table.Weight.Transpose());
        }
        """;

    private static readonly IModel Untied = Create("readonly Linear head = new(width, vocab, bias: false);", "head.Forward(x)");

    /// <summary>Twice the weights with the same values: the gradient of the one is the sum of theirs.</summary>
    [Theory]
    [InlineData("x.MatMul(tokens.Weight.Transpose())")]
    [InlineData("Scores(tokens, x)")]
    [InlineData("x.MatMul(this.tokens.Weight.Transpose(0, 1))")]
    public void The_gradient_is_the_sum(string logits)
    {
        var tied = Create(string.Empty, logits);
        Assert.Equal(["tokens.weight"], tied.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["tokens.weight", "head.weight"], Untied.Parameters.Select(parameter => parameter.Name));
        var weights = tied.Parameters.Values;
        for (var i = 0; i < 2; i++)
        {
            tied.Parameters.Segment(0).CopyTo(Untied.Parameters.Segment(i));
        }

        Tensor[] inputs = [Tensor.From([1, 4, 0, 6, 1, 2], 2, 3), Tensor.From([3, 0, 0, 6, 5, 1], 2, 3)];
        float Run(IModel model)
        {
            model.ClearGradients();
            return model.Description.EntryPoints.Single(entry => entry.FormsGradients).Run(model.DefaultWorkspace, inputs, [2, 3])[0];
        }

        Assert.Equal(Run(Untied), Run(tied));
        var (first, second, sum) = (Untied.DefaultWorkspace.Gradient(0).ToArray(), Untied.DefaultWorkspace.Gradient(1).ToArray(), tied.DefaultWorkspace.Gradient(0).ToArray());
        Assert.Contains(first, value => value != 0);
        Assert.All(sum, (value, i) => Assert.Equal(first[i] + second[i], value, 1e-6f));
        EagerAgreement.Check(tied, ("batch", 2), ("time", 5));
    }

    /// <summary>Properties of any form, of layers that a class holds and of its own; a layer used twice; a weight that repeated layers read.</summary>
    [Fact]
    public void Every_way_to_share_agrees_with_the_eager_run() => EagerAgreement.Check(
        ModelHarness.Create("""
            [Layer] public sealed partial class Table(int rows, int width)
            {
                [Parameter] readonly Tensor table = Normal([rows, width], 0.5f);
                [Parameter] readonly Tensor? shift = rows > 2 ? Normal([width], 1f) : null;
                internal Tensor Rows => table.Map(MathF.Tanh);
                public Tensor? Shift { get => shift; }
                public Tensor Doubled { get { var twice = Rows + Rows; return twice; } }
                public Tensor Forward([Shape("... width")] Tensor x) => x.MatMul(Rows.Transpose()) + this.Doubled.Sum();
            }
            [Layer] public sealed partial class Block(int rows, int width)
            {
                readonly Linear map = new(rows, width);
                public Tensor Forward([Shape("... width")] Tensor x, [Shape("rows width")] Tensor table) =>
                    map.Forward(x.MatMul(table.Transpose()).Map(MathF.Tanh)) + x.MatMul(map.Weight).MatMul(table);
            }
            [Model] public sealed partial class M(int rows, int width, int depth)
            {
                readonly Table table = new(rows, width);
                readonly Linear both = new(width, width);
                readonly Block[] blocks = Repeat(depth, () => new Block(rows, width));

                [Loss] public Tensor Loss([Shape("batch width")] Tensor x)
                {
                    x = both.Forward(both.Forward(x).Map(MathF.Sin)) + x.MatMul(both.Weight);
                    foreach (var block in blocks) x = block.Forward(x, table.Rows);
                    if (table.Shift is not null) x += table.Shift;
                    return table.Forward(x).Map(MathF.Sin).Mean() + table.Doubled.Mean();
                }
            }
            """, "M", 5, 5, 3),
        ("batch", 4));

    private static IModel Create(string head, string logits) => ModelHarness.Create(
        Words.Replace("HEAD", head, StringComparison.Ordinal).Replace("LOGITS", logits, StringComparison.Ordinal), "M", 7, 5);
}
