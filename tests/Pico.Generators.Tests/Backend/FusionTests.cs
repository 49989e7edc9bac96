using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Pico.Generators.Tests.Models;

namespace Pico.Generators.Tests.Backend;

/// <summary>How many steps known models have. A fusion that is lost shows here before it shows in a benchmark.</summary>
public class FusionTests
{
    private const string OwnLayers = """
        public static partial class Own
        {
            [Kernel, Differentiable] public static float Above(float v) => v > 0f ? v : 0f;
        }

        [Layer] public sealed partial class OwnSoftmax
        {
            public Tensor Forward(Tensor x)
            {
                var exponentials = (x - x.Max(-1, keepDim: true).Detach()).Map(MathF.Exp);
                return exponentials / exponentials.Sum(-1, keepDim: true);
            }
        }

        [Layer] public sealed partial class OwnLayerNorm(int width)
        {
            [Parameter] readonly Tensor weight = Ones([width]);
            [Parameter] readonly Tensor bias = Zeros([width]);

            public Tensor Forward([Shape("... width")] Tensor x)
            {
                var centred = x - x.Mean(-1, keepDim: true);
                var variance = (centred * centred).Mean(-1, keepDim: true);
                return centred / (variance + 1e-5f).Map(MathF.Sqrt) * weight + bias;
            }
        }

        """;

    [Fact]
    public void A_training_step_of_a_two_layer_network_is_five_products_and_three_loops()
    {
        var model = Graphs.Mlp();
        var program = Recipe.Run(model.EntryPoints[0].Training, model, withGradients: true);
        Assert.Equal(5, program.Steps.OfType<LoopStep.Product>().Count());
        Assert.Equal(3, program.Steps.Count(step => step is not LoopStep.Product));
    }

    [Theory]
    [InlineData("Softmax")]
    [InlineData("OwnSoftmax")]
    public void A_softmax_is_one_loop(string layer)
    {
        var steps = Forward($"readonly {layer} layer = new(); public Tensor Values([Shape(\"batch 40\")] Tensor x) => layer.Forward(x);");
        Assert.Equal(["Rows"], steps);
    }

    [Theory]
    [InlineData("Softmax")]
    [InlineData("OwnSoftmax")]
    public void The_gradient_of_a_softmax_is_one_loop(string layer)
    {
        // x·w by rows is one loop with the softmax; the loss one; backward through the softmax one, down to the gradient of w.
        var steps = Training(
            $"readonly {layer} layer = new(); [Parameter] readonly Tensor w = Ones([40]);" +
            "[Loss] public Tensor Loss([Shape(\"batch 40\")] Tensor x, [Shape(\"batch 40\")] Tensor y) => (layer.Forward(x * w) * y).Sum();");
        Assert.Equal(["Rows", "Rows"], steps); // everything, the gradient of w included; the loss
    }

    [Fact]
    public void A_layer_norm_is_one_loop()
    {
        var steps = Forward("readonly OwnLayerNorm layer = new(40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => layer.Forward(x);");
        Assert.Equal(["Rows"], steps);
    }

    [Fact]
    public void The_gradients_of_a_layer_norm_are_one_loop()
    {
        var steps = Training(
            "readonly OwnLayerNorm layer = new(40); [Parameter] readonly Tensor w = Ones([40]);" +
            "[Loss] public Tensor Loss([Shape(\"batch 40\")] Tensor x, [Shape(\"batch 40\")] Tensor y) => (layer.Forward(x * w) * y).Sum();");
        Assert.Equal(["Rows", "Rows"], steps); // weight, bias and w share the pass over the rows; the loss
    }

    [Fact]
    public void Embeddings_of_tokens_and_positions_are_one_loop()
    {
        var steps = Forward(
            "readonly Embedding tokens = new(65, 40), positions = new(32, 40);" +
            "public Tensor Values([Shape(\"batch time\", DType.Int32)] Tensor ids) => tokens.Forward(ids) + positions.Forward(Positions(ids));");
        Assert.Equal(["Rows"], steps);
    }

    [Fact]
    public void The_gradient_of_a_tied_table_is_added_by_a_scatter_and_a_product_without_a_sum_in_between()
    {
        var steps = Training(
            "[Parameter] readonly Tensor table = Ones([65, 40]);" +
            "[Loss] public Tensor Loss([Shape(\"batch time\", DType.Int32)] Tensor ids, [Shape(\"batch*time\", DType.Int32)] Tensor targets)" +
            " => CrossEntropy(Functional.Embedding(ids, table).Map(MathF.Tanh).MatMul(table.Transpose()).Reshape(-1, 65), targets);");

        // embedding; the counted rows; logits; loss by rows, and its mean; the gradient of the table by the product, of the hidden by another, and the scatter
        Assert.Equal(["Rows", "Product", "Rows", "Rows", "Rows", "Product", "Product", "ScatterAdd"], steps);
    }

    [Fact]
    public void A_perceptron_with_gelu_is_five_products_and_four_loops()
    {
        var steps = Training(
            "readonly Linear up = new(40, 64), down = new(64, 10); readonly Gelu gelu = new();" +
            "[Loss] public Tensor Loss([Shape(\"batch 40\")] Tensor x, [Shape(\"batch\", DType.Int32)] Tensor y) => CrossEntropy(down.Forward(gelu.Forward(up.Forward(x))), y);");
        Assert.Equal(5, steps.Count(step => step == "Product"));

        // the counted rows; cross-entropy forward and backward over the rows, with a bias; the mean; the other bias down the columns
        Assert.Equal(4, steps.Count(step => step != "Product"));
    }

    [Theory]
    [InlineData("LayerNorm")]
    [InlineData("RMSNorm")]
    public void A_norm_is_one_loop_and_so_are_its_gradients(string layer)
    {
        Assert.Equal(["Rows"], Forward($"readonly {layer} layer = new(40); public Tensor Values([Shape(\"batch time 40\")] Tensor x) => layer.Forward(x);"));
        var steps = Training(
            $"readonly {layer} layer = new(40); [Parameter] readonly Tensor w = Ones([40]);" +
            "[Loss] public Tensor Loss([Shape(\"batch 40\")] Tensor x, [Shape(\"batch 40\")] Tensor y) => (layer.Forward(x * w) * y).Sum();");
        Assert.Equal(["Rows", "Rows"], steps); // everything by rows, all parameters included; the loss
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("batch time")]
    public void A_cross_entropy_goes_over_the_logits_once_forward_and_back(string lead)
    {
        var steps = Training(
            $"[Parameter] readonly Tensor w = Ones([40]); [Loss] public Tensor Loss([Shape(\"{lead} 40\")] Tensor x, [Shape(\"{lead}\", DType.Int32)] Tensor y) => CrossEntropy(x * w, y, labelSmoothing: 0.1f);");
        Assert.Equal(["Rows", "Rows", "Rows"], steps); // the count; forward and back, with the gradient of w; the sum
    }

    [Fact]
    public void A_residual_is_added_while_the_product_is_in_registers()
    {
        var steps = Forward("readonly Linear layer = new(40, 40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => x + layer.Forward(x);");
        Assert.Equal(["Product"], steps);
    }

    [Fact]
    public void Reductions_down_the_columns_share_a_loop()
    {
        var steps = Forward("public Tensor Values([Shape(\"batch 40\")] Tensor x) => x.Sum(0) + (x * x).Sum(0) * x.Max(0);");
        Assert.Equal(["Columns", "Rows"], steps);
    }

    [Fact]
    public void What_goes_back_into_a_norm_is_stored_once_where_a_product_makes_it()
    {
        var program = Compiled(
            "readonly Linear up = new(40, 64), down = new(64, 10); readonly LayerNorm norm = new(64);" +
            "[Loss] public Tensor Loss([Shape(\"batch 40\")] Tensor x, [Shape(\"batch\", DType.Int32)] Tensor y) => CrossEntropy(down.Forward(norm.Forward(up.Forward(x))), y);");
        var back = program.Steps.OfType<LoopStep.Product>().Single(product => product.Name.StartsWith("NormYGradient", System.StringComparison.Ordinal));
        Assert.IsType<LoopSink.Store>(Assert.Single(back.Epilogue.Sinks)); // the loops over rows and down the columns compute the rest again
        var forth = program.Steps.OfType<LoopStep.RowLoop>().First(); // what it stores of rows is small: sum, root, its derivative
        Assert.Single(Stores(forth), store => !program.Buffers[store.Buffer].Shape.Shape.Last().IsOne);
    }

    [Fact]
    public void The_derivative_of_a_dear_activation_is_saved_in_the_place_of_its_argument()
    {
        var program = Compiled(
            "readonly Linear up = new(40, 64), down = new(64, 10);" +
            "[Loss] public Tensor Loss([Shape(\"batch 40\")] Tensor x, [Shape(\"batch\", DType.Int32)] Tensor y) => CrossEntropy(down.Forward(up.Forward(x).Map(Functional.Gelu)), y);");
        var products = program.Steps.OfType<LoopStep.Product>().ToList();
        Assert.Equal(2, Stores(products[0]).Count()); // the activation and its derivative, not what it was given
        var dear = products.Skip(1).SelectMany(product => product.Epilogue.Function.Body).Where(instruction => instruction.Opcode >= ScalarOpcode.Exp);
        Assert.Empty(dear);
    }

    [Fact]
    public void What_a_loop_needs_of_another_and_is_cheap_is_computed_again_down_the_columns_too()
    {
        // x·w is read by the sum down the columns and by the loop over rows; x is in memory anyway.
        var program = Compiled("[Parameter] readonly Tensor w = Ones([40]); public Tensor Values([Shape(\"batch 40\")] Tensor x) { var y = x * w; return y.Sum(0) * y; }", withGradients: false);
        Assert.Equal(1, program.Steps.SelectMany(Stores).Count(store => program.Buffers[store.Buffer].Shape.Rank == 2 && !program.Buffers[store.Buffer].Shape.Shape[0].IsOne));
    }

    [Fact]
    public void A_value_of_a_row_is_stored_where_its_readers_would_compute_it_for_every_element()
    {
        // Down the columns the mean of a row would be divided again and again. The sum is over time only, so it is a loop of its own.
        var program = Compiled(
            "readonly LayerNorm norm = new(40); public Tensor Values([Shape(\"batch time 40\")] Tensor x) => norm.Forward(x).Sum(1);", withGradients: false);
        var columns = Assert.Single(program.Steps.OfType<LoopStep.ColumnLoop>());
        Assert.NotEmpty(columns.Body.Function.Body);
        Assert.DoesNotContain(columns.Body.Function.Body, instruction => instruction.Opcode is ScalarOpcode.Divide or ScalarOpcode.Sqrt);
    }

    [Fact]
    public void What_goes_down_the_columns_goes_along_with_the_rows_unless_they_wait_for_it()
    {
        var rows = Assert.Single(Compiled("public Tensor Values([Shape(\"batch 40\")] Tensor x) => x.Sum(0) * x.Max(0) + (x * x).Sum([0, 1]);", withGradients: false).Steps.OfType<LoopStep.RowLoop>(), step => step.Totals is not null);
        Assert.Equal([Monoid.Sum, Monoid.Max], rows.Shares.Select(share => share.Monoid));
        Assert.Equal(["Columns", "Rows"], Forward("public Tensor Values([Shape(\"batch 40\")] Tensor x) => x * x.Sum(0);"));
    }

    [Fact]
    public void The_next_row_is_fetched_where_rows_are_passed_again_and_none_is_written_meanwhile()
    {
        const string Norm = "readonly LayerNorm norm = new(40); [Parameter] readonly Tensor w = Ones([batch, 40]); [Loss] public Tensor Loss([Shape(\"batch 40\")] Tensor y) => (norm.Forward(w) * y).Sum();";
        var program = Compiled(Norm.Replace("[batch, 40]", "[64, 40]", System.StringComparison.Ordinal).Replace("batch", "64", System.StringComparison.Ordinal));
        var rows = program.Steps.OfType<LoopStep.RowLoop>().First();
        var fetched = Emit.RowPrefetch.Of(rows, []).Select(loads => loads.Select(load => program.Buffers[load.Buffer].Name)).ToList();
        Assert.Equal(["w", "wGradient", "y"], fetched.SelectMany(names => names).Order(System.StringComparer.Ordinal)); // each once
        Assert.Empty(fetched[0]); // which itself waits for memory
        var written = Compiled("readonly LayerNorm norm = new(40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => norm.Forward(x);", withGradients: false);
        var norm = Assert.Single(written.Steps.OfType<LoopStep.RowLoop>());
        Assert.Equal([0, 1, 0], Emit.RowPrefetch.Of(norm, []).Select(loads => loads.Count)); // x, while the variance is formed; the last phase writes
        var softmax = Compiled("public Tensor Values([Shape(\"batch 40\")] Tensor x) => Functional.Softmax(x);", withGradients: false).Steps.OfType<LoopStep.RowLoop>().First();
        Assert.All(Emit.RowPrefetch.Of(softmax, []), Assert.Empty);
        var streamed = softmax.Phases.SelectMany(phase => phase.Element.Sinks).SelectMany(sink => sink.Buffers).Distinct().ToList();
        Assert.Equal([0, 1, 0], Emit.RowPrefetch.Of(softmax, streamed).Select(loads => loads.Count)); // what passes by the cache does not keep memory busy
    }

    /// <summary>Upstream and the gradient are both touched late; the phase that forms the sums would have memory rest.</summary>
    [Fact]
    public void No_phase_rests_while_another_asks_for_two_rows()
    {
        var program = Compiled("[Parameter] readonly Tensor w = Ones([64, 48]); [Loss] public Tensor Loss([Shape(\"64 48\")] Tensor y) => (Functional.Softmax(w) * y).Sum();");
        var fetched = Emit.RowPrefetch.Of(program.Steps.OfType<LoopStep.RowLoop>().First(), []).Select(loads => loads.Select(load => program.Buffers[load.Buffer].Name)).ToList();
        Assert.Equal([[], ["w"], ["wGradient"], ["y"]], fetched);
    }

    [Theory]
    [InlineData("readonly Linear f = new(40, 1); public Tensor Values([Shape(\"batch 40\")] Tensor x, [Shape(\"batch 1\")] Tensor y) => f.Forward(x) - y;", true)]
    [InlineData("readonly Linear f = new(40, 1); public Tensor Values([Shape(\"batch time 40\")] Tensor x) => Dropout(f.Forward(x), 0.1f);", true)]
    [InlineData("readonly Linear f = new(40, 2); public Tensor Values([Shape(\"batch 40\")] Tensor x) => f.Forward(x);", false)]
    [InlineData("public Tensor Values([Shape(\"batch time 40\")] Tensor x, [Shape(\"batch 40 1\")] Tensor y) => x.MatMul(y);", false)]
    [InlineData("readonly Linear f = new(40, 1); public Tensor Values([Shape(\"batch time 40\")] Tensor x, [Shape(\"batch 1 1\")] Tensor y) => f.Forward(x) - y;", false)]
    public void A_product_with_one_column_becomes_one_with_one_row_if_its_end_allows_it(string members, bool turned)
    {
        var product = Compiled(members, withGradients: false).Steps.OfType<LoopStep.Product>().Single();
        Assert.Equal(turned, product.Rows.IsOne);
        Assert.Equal(turned, product.Epilogue.Sources.OfType<LoopSource.Load>().All(load => load.Access.Row == LoopRow.First) && !product.Columns.IsOne && product.Columns.Value is null);
    }

    [Theory]
    [InlineData("readonly Linear f = new(40, 30); public Tensor Values([Shape(\"batch 40\")] Tensor x) => f.Forward(x);", "bias")]
    [InlineData("readonly Linear f = new(40, 40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => x + f.Forward(x);", "bias addend")]
    [InlineData("readonly Linear f = new(40, 40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => x * f.Forward(x);", "bias factor")]
    [InlineData("readonly Linear f = new(40, 40, bias: false); public Tensor Values([Shape(\"batch 40\")] Tensor x, [Shape(\"batch 40\")] Tensor y) => x + y * f.Forward(x);", "factor addend")]
    [InlineData("readonly Linear f = new(40, 40, bias: false); public Tensor Values([Shape(\"batch 40\")] Tensor x) => f.Forward(x);", "")]
    [InlineData("readonly Linear f = new(40, 40, bias: false); public Tensor Values([Shape(\"batch 40\")] Tensor x) => (x + f.Forward(x)) * x;", null)] // in another order
    [InlineData("readonly Linear f = new(40, 40, bias: false); public Tensor Values([Shape(\"batch 40\")] Tensor x) => x - f.Forward(x);", null)]
    [InlineData("readonly Linear f = new(40, 40, bias: false); public Tensor Values([Shape(\"batch 40\")] Tensor x, [Shape(\"batch 1\")] Tensor y) => f.Forward(x) + y;", null)]
    [InlineData("readonly Linear f = new(40, 40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => f.Forward(x).Map(Functional.Relu);", "bias rectified")]
    [InlineData("readonly Linear f = new(40, 40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => x * f.Forward(x).Map(Functional.Relu) + x.Map(Functional.Relu);", null)]
    [InlineData("readonly Linear f = new(40, 40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => (x + f.Forward(x)).Map(Functional.Relu);", null)]
    [InlineData("readonly Linear f = new(40, 40); public Tensor Values([Shape(\"batch 40\")] Tensor x) => f.Forward(x).Map(Own.Above);", null)] // NaN becomes zero
    public void What_a_target_can_say_is_left_to_the_micro_kernels(string members, string? parts)
    {
        var program = Compiled(members, withGradients: false);
        var product = program.Steps.OfType<LoopStep.Product>().Single();
        var target = Emit.EpilogueTarget.Find(program, product.Columns, product.Epilogue);
        var said = new[] { ("bias", target?.Bias is not null), ("rectified", target?.Rectifies == true), ("factor", target?.Factor is not null), ("addend", target?.Addend is not null) }.Where(part => part.Item2).Select(part => part.Item1);
        Assert.Equal(parts, target is null ? null : string.Join(" ", said));
    }

    [Fact]
    public void A_mean_of_everything_is_two_loops()
    {
        var steps = Forward("[Loss] public Tensor Loss([Shape(\"batch time 40\")] Tensor x) => (x * x).Mean();");
        Assert.Equal(["Rows", "Rows"], steps);
    }

    private static IReadOnlyList<string> Forward(string members) => Steps(members, withGradients: false);

    private static IReadOnlyList<string> Training(string members) => Steps(members, withGradients: true);

    private static IEnumerable<LoopSink.Store> Stores(LoopStep step) => step.Bodies.SelectMany(body => body.Sinks).OfType<LoopSink.Store>();

    private static LoopProgram Compiled(string members, bool withGradients = true)
    {
        var model = ModelHarness.Lower(OwnLayers + "[Model] public sealed partial class M { " + members + " }");
        return Recipe.Run(model.EntryPoints[0].Training, model, withGradients);
    }

    private static IReadOnlyList<string> Steps(string members, bool withGradients)
    {
        var program = Compiled(members, withGradients);
        return program.Steps.Select(step => step.GetType().Name.Replace("Loop", "s", System.StringComparison.Ordinal).Replace("ss", "s", System.StringComparison.Ordinal)).ToList();
    }
}
