using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>What only a call can know about sizes and indices is checked before memory is touched.</summary>
public sealed class BoundTests
{
    private const string Source = """
        [Model] public sealed partial class M(int context)
        {
            readonly Embedding tokens = new(7, 3), positions = new(context, 3);

            public Tensor Embed([Shape("batch time", DType.Int32)] Tensor ids) => tokens.Forward(ids) + positions.Forward(Positions(ids));

            [Loss] public Tensor Loss([Shape("batch 4")] Tensor x, [Shape("batch", DType.Int32)] Tensor y) => CrossEntropy(x, y);

            public Tensor Tail([Shape("batch time 4")] Tensor x, [Shape("batch last")] Tensor y) => x.Slice(1, 3, 2) + y.Slice(1, context, 1).Reshape(-1, 1, 1);
        }
        """;

    private static readonly Lazy<IModel> Model = new(() => ModelHarness.Create(Source, "M", 5));

    [Theory]
    [InlineData(5, 6, null)]
    [InlineData(6, 6, "time is 6, but must be at most context, which is 5: 'Functional.Embedding(ids, weight)' in layer 'positions'.")]
    [InlineData(1, 7, "'ids'[0] is 7, but must be from 0 to 6.")]
    [InlineData(1, -1, "'ids'[0] is -1, but must be from 0 to 6.")]
    public void Embeddings_stay_inside_their_tables(int time, int id, string? message) =>
        AssertThrows(message, "Embed", [Tensor.From(Enumerable.Repeat(id, time).ToArray(), 1, time)], [1, time]);

    [Theory]
    [InlineData(-100, null)]
    [InlineData(-1, "'y'[0] is -1, but must be from 0 to 3, or -100 to be ignored.")]
    [InlineData(4, "'y'[0] is 4, but must be from 0 to 3, or -100 to be ignored.")]
    public void Targets_are_classes_or_ignored(int target, string? message) =>
        AssertThrows(message, "Loss", [Tensor.Zeros(2, 4), Tensor.From([target, 1], 2)], [2]);

    [Theory]
    [InlineData(2, 9, "time is 2, but must be at least 5: 'x.Slice(1, 3, 2)'.")]
    [InlineData(5, 5, "context + 1 is 6, but must be at most last, which is 5: 'y.Slice(1, context, 1)'.")]
    [InlineData(5, 6, null)]
    public void Slices_stay_inside_their_tensors(int time, int last, string? message) =>
        AssertThrows(message, "Tail", [Tensor.Zeros(1, time, 4), Tensor.Zeros(1, last)], [1, time, last]);

    [Fact]
    public void What_sizes_promise_is_not_checked()
    {
        var program = ModelHarness.Lower("""
            [Model] public sealed partial class M(int width)
            {
                public Tensor Values([Shape("batch 3*width")] Tensor x) => x.Slice(1, 0, width) + x.Slice(1, width, width) + x.Slice(1, 2 * width, width);
            }
            """);
        Assert.Empty(program.EntryPoints[0].Bounds);
    }

    private static void AssertThrows(string? message, string entry, Tensor[] inputs, int[] sizes)
    {
        var description = Model.Value.Description.EntryPoints.Single(candidate => candidate.Name == entry);
        void Run() => description.Run(Model.Value.DefaultWorkspace, inputs, sizes);
        if (message is null)
        {
            Run();
            return;
        }

        var problem = Assert.ThrowsAny<ArgumentException>(Run);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }
}
