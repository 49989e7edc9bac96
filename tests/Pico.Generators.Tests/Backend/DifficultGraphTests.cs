using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

/// <summary>Graphs that once went wrong, or nearly: each holds one rule of the fuser or of the emitters.</summary>
public class DifficultGraphTests
{
    /// <summary>Every element with every other: a row value that is read by column too must be complete before.</summary>
    [Fact]
    public void A_vector_is_read_by_row_and_by_column_in_one_loop()
    {
        var graphs = new Graphs();
        graphs.Input("x", TensorType.Float(Graphs.Batch));
        var size = Dimension.Constant(17);
        var values = graphs.Map(Graphs.Unary(ScalarOpcode.Tanh), null, graphs.Parameter("w", 17));
        var column = graphs.Reshape(values, size, Graphs.One);
        var differences = graphs.Node(new TensorOp.Map(Graphs.Subtract), TensorType.Float(size, size), column, values);
        GradientCheck.Run(graphs.Program("Loss", graphs.Mean(graphs.Map(RandomFunctions.Square, null, differences)), isLoss: true), 3, probes: 6);
    }

    /// <summary>A reduction down the columns that depends on another one of the same shape cannot share its loop.</summary>
    [Fact]
    public void A_softmax_down_the_columns_has_its_gradient()
    {
        var graphs = new Graphs();
        var x = graphs.Input("x", TensorType.Float(Graphs.Batch, Dimension.Constant(33)));
        var scaled = graphs.Map(ScalarNodes.Multiply, null, x, graphs.Parameter("w", 33));
        var exponentials = graphs.Map(Graphs.Unary(ScalarOpcode.Exp), null, graphs.Map(Graphs.Subtract, null, scaled, graphs.Reduce(Monoid.Max, 0, scaled)));
        var softmax = graphs.Map(ScalarNodes.Divide, null, exponentials, graphs.Reduce(Monoid.Sum, 0, exponentials));
        GradientCheck.Run(graphs.Program("Loss", graphs.Mean(graphs.Map(RandomFunctions.Square, null, softmax)), isLoss: true), 5, probes: 6);
    }

    /// <summary>A sum and a maximum that a loop over rows forms along the way, of so many rows that several chunks have a share in them.</summary>
    [Fact]
    public void Totals_of_columns_come_from_several_shares()
    {
        var graphs = new Graphs();
        var x = graphs.Input("x", TensorType.Float(Graphs.Batch, Dimension.Constant(40)));
        var scaled = graphs.Map(ScalarNodes.Multiply, null, x, graphs.Parameter("w", 40));
        var totals = graphs.Map(ScalarNodes.Multiply, null, graphs.Reduce(Monoid.Sum, 0, scaled), graphs.Reduce(Monoid.Max, 0, scaled));
        var program = graphs.Program("Loss", graphs.Map(ScalarNodes.Add, null, graphs.Mean(totals), graphs.Mean(graphs.Map(RandomFunctions.Square, null, scaled))), isLoss: true);
        Assert.Contains(Recipe.Compile(program).EntryPoints[0].Loops!.Training!.Steps, step => step is LoopStep.RowLoop { Totals: not null });
        GradientCheck.Run(program, 1000, probes: 6);
    }

    [Fact]
    public void A_tensor_is_repeated_between_its_own_dimensions()
    {
        var graphs = new Graphs();
        var x = graphs.Input("x", TensorType.Float(Graphs.Batch, Dimension.Constant(15)));
        var (three, four, five) = (Dimension.Constant(3), Dimension.Constant(4), Dimension.Constant(5));
        var scaled = graphs.Map(ScalarNodes.Multiply, null, x, graphs.Parameter("w", 15));
        var heads = graphs.Reshape(scaled, Graphs.Batch, Graphs.One, three, five);
        var product = graphs.Node(new TensorOp.Map(ScalarNodes.Multiply), TensorType.Float(Graphs.Batch, four, three, five), heads, graphs.Parameter("v", 4, 1, 5));
        GradientCheck.Run(graphs.Program("Loss", graphs.Mean(graphs.Map(RandomFunctions.Square, null, product)), isLoss: true), 3, probes: 6);
    }

    /// <summary>The emitters have locals and members of their own; the user's names come first.</summary>
    [Theory]
    [InlineData("row")]
    [InlineData("count")]
    [InlineData("frame")]
    [InlineData("bytes")]
    [InlineData("chunk")]
    [InlineData("w")]
    [InlineData("S")]
    [InlineData("sizes")]
    [InlineData("run")]
    [InlineData("class")]
    public void An_input_may_have_any_name(string name)
    {
        var graphs = new Graphs();
        var x = graphs.Input(name, TensorType.Float(Graphs.Batch, Dimension.Constant(20)));
        var product = graphs.Map(ScalarNodes.Multiply, name, x, graphs.Parameter("w", 20));
        GradientCheck.Run(graphs.Program("Loss", graphs.Mean(graphs.Map(Graphs.Unary(ScalarOpcode.Tanh), "run", product)), isLoss: true), 3, probes: 2);
    }

    /// <summary>Memory is read by these indices: each way from an input to a pick ends in a check of the input.</summary>
    [Fact]
    public void An_index_must_fit_all_that_it_picks_from()
    {
        var graphs = new Graphs();
        var pairs = graphs.Input("pairs", TensorType.Int(Graphs.Batch, Dimension.Constant(2)));
        var second = graphs.Node(new TensorOp.Slice(1, Dimension.One), TensorType.Int(Graphs.Batch, Graphs.One), pairs);
        var wide = Picked(graphs, "wide", 10, second);
        var narrow = Picked(graphs, "narrow", 5, second);
        var model = CompiledGraph.Create(graphs.Program("Loss", graphs.Mean(graphs.Map(ScalarNodes.Add, null, wide, narrow)), isLoss: true));
        var entry = model.Description.EntryPoints[0];
        Assert.Equal(5, entry.Inputs.Single(input => input.Name == "pairs").IndexedSize!(new Dictionary<string, long> { ["batch"] = 1 }));
        var inputs = entry.Inputs.Select(input => input.Name switch
        {
            "pairs" => Tensor.From([0, 7], [1, 2]),
            "wide" => Tensor.From(new float[10], [1, 10]),
            _ => Tensor.From(new float[5], [1, 5]),
        }).ToList();
        var problem = Assert.Throws<ArgumentOutOfRangeException>(() => entry.Run(model.DefaultWorkspace, inputs, [1]));
        Assert.StartsWith("'pairs'[1] is 7, but must be from 0 to 4.", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Numbers that only sizes determine may need locals; two of them in one row are two locals.</summary>
    [Fact]
    public void Numbers_of_sizes_are_computed_once_at_the_start()
    {
        var graphs = new Graphs();
        var x = graphs.Input("x", TensorType.Float(Graphs.Batch, Dimension.Constant(20)));
        var size = graphs.Node(new TensorOp.Size(Graphs.Batch), TensorType.Float());
        var other = graphs.Node(new TensorOp.Size(Graphs.Batch * Dimension.Constant(3)), TensorType.Float());
        var rows = graphs.Reduce(Monoid.Sum, 1, graphs.Map(ScalarNodes.Multiply, null, x, graphs.Parameter("w", 20)));
        var one = graphs.Map(RandomFunctions.SafeDivide, null, rows, graphs.Map(RandomFunctions.Square, null, graphs.Map(RandomFunctions.Square, null, size)));
        var two = graphs.Map(RandomFunctions.SafeDivide, null, one, graphs.Map(RandomFunctions.Square, null, graphs.Map(RandomFunctions.SafeDivide, null, other, size)));
        GradientCheck.Run(graphs.Program("Loss", graphs.Mean(graphs.Map(Graphs.Subtract, null, x, two)), isLoss: true), 3, probes: 4);
    }

    private static int Picked(Graphs graphs, string name, int columns, int index) => graphs.Node(
        new TensorOp.Pick(),
        TensorType.Float(Graphs.Batch, Graphs.One),
        graphs.Input(name, TensorType.Float(Graphs.Batch, Dimension.Constant(columns))),
        index);
}
