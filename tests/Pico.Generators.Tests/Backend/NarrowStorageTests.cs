using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

/// <summary>Which buffers of a model in bfloat16 are stored so.</summary>
public class NarrowStorageTests
{
    [Fact]
    public void Nothing_is_narrow_unless_the_model_asks_for_it() =>
        Assert.All(Buffers(Graphs.Mlp()), buffer => Assert.Equal(ElementStorage.AsComputed, buffer.Storage));

    [Fact]
    public void What_steps_leave_for_each_other_is_narrow_and_what_stands_for_a_row_is_not()
    {
        var buffers = Buffers(Graphs.Mlp() with { Storage = ElementStorage.BFloat16 });
        Assert.All(buffers, buffer => Assert.Equal(
            buffer.Kind == BufferKind.Parameter || (buffer is { Kind: BufferKind.Temporary, Shape.Rank: > 1 } && !buffer.Shape.Shape[^1].IsOne && buffer.Shape.Shape[0] != LoopStep.RowLoop.MostChunks) ? ElementStorage.BFloat16 : ElementStorage.AsComputed,
            buffer.Storage));
        Assert.Contains(buffers, buffer => buffer is { Name: "hidden", Storage: ElementStorage.BFloat16 });
        Assert.Contains(buffers, buffer => buffer is { Kind: BufferKind.Temporary, Storage: ElementStorage.AsComputed });
        Assert.Contains(buffers, buffer => buffer is { Kind: BufferKind.Gradient, Storage: ElementStorage.AsComputed });
        Assert.Contains(buffers, buffer => buffer is { Kind: BufferKind.Parameter, Storage: ElementStorage.BFloat16 });
    }

    [Fact]
    public void A_copy_is_what_it_copies_and_a_result_is_float()
    {
        var graphs = new Graphs();
        var y = graphs.Linear("0", graphs.Input("x", TensorType.Float(Graphs.Batch, Dimension.Constant(5))), 5, 7);
        var turned = graphs.Node(new TensorOp.Permute(EquatableArray.Of(1, 0)), TensorType.Float(Dimension.Constant(7), Graphs.Batch), y);
        var program = Loops(graphs.Program("Turned", turned, isLoss: false) with { Storage = ElementStorage.BFloat16 });
        var copy = Assert.Single(program.Steps.OfType<LoopStep.Copy>());
        Assert.Equal(ElementStorage.BFloat16, program.Buffers[copy.Source.Buffer].Storage);
        Assert.Equal(ElementStorage.BFloat16, program.Buffers[copy.Destination.Buffer].Storage);
        Assert.Equal(ElementStorage.AsComputed, program.Buffers[program.Result].Storage);
    }

    /// <summary>One column of what is narrow is still narrow, though it is one value of each row.</summary>
    [Fact]
    public void A_copied_column_is_what_it_copies()
    {
        var graphs = new Graphs();
        var y = graphs.Linear("0", graphs.Input("x", TensorType.Float(Graphs.Batch, Dimension.Constant(5))), 5, 7);
        var column = graphs.Node(new TensorOp.Slice(1, Dimension.One), TensorType.Float(Graphs.Batch, Dimension.One), y);
        var program = Loops(graphs.Program("Scaled", graphs.Map(ScalarNodes.Multiply, "scaled", y, column), isLoss: false) with { Storage = ElementStorage.BFloat16 });
        Assert.Equal(ElementStorage.BFloat16, program.Buffers[Assert.Single(program.Steps.OfType<LoopStep.Copy>()).Destination.Buffer].Storage);
    }

    /// <summary>A value that is stored narrow is the rounded one for everything else that its loop computes from it.</summary>
    [Fact]
    public void What_a_loop_stores_it_reads_rounded()
    {
        var program = Loops(Graphs.Mlp() with { Storage = ElementStorage.BFloat16 });
        var epilogue = program.Steps.OfType<LoopStep.Product>().First().Epilogue;
        var stored = epilogue.Sinks.Select((sink, i) => (Name: program.Buffers[((LoopSink.Store)sink).Buffer].Name, epilogue.Function.Results[i].Value)).ToDictionary(pair => pair.Name, pair => pair.Value);
        var rounding = Assert.Single(epilogue.Function.Body, instruction => instruction.Opcode == ScalarOpcode.RoundToBFloat16);
        Assert.Equal(stored["y"], Assert.Single(rounding.Operands));
        var relu = epilogue.Function.Body[stored["hidden"] - epilogue.Function.Parameters.Count];
        Assert.DoesNotContain(stored["y"], relu.Operands);
        Assert.DoesNotContain(Loops(Graphs.Mlp()).Steps.SelectMany(step => step.Bodies).SelectMany(body => body.Function.Body), instruction => instruction.Opcode == ScalarOpcode.RoundToBFloat16);
    }

    [Fact]
    public void A_copy_of_an_input_is_what_it_copies()
    {
        var graphs = new Graphs();
        var x = graphs.Input("x", TensorType.Float(Graphs.Batch, Dimension.Constant(5)));
        var turned = graphs.Node(new TensorOp.Permute(EquatableArray.Of(1, 0)), TensorType.Float(Dimension.Constant(5), Graphs.Batch), x);
        var program = Loops(graphs.Program("Doubled", graphs.Map(ScalarNodes.Add, "doubled", turned, turned), isLoss: false) with { Storage = ElementStorage.BFloat16 });
        var copy = Assert.Single(program.Steps.OfType<LoopStep.Copy>());
        Assert.NotEqual(program.Result, copy.Destination.Buffer);
        Assert.Equal(ElementStorage.AsComputed, program.Buffers[copy.Destination.Buffer].Storage);
    }

    /// <summary>The sum over the rows of an activation, subtracted from each row: it is read again by all of them.</summary>
    [Fact]
    public void A_sum_down_the_columns_is_float()
    {
        var graphs = new Graphs();
        var y = graphs.Linear("0", graphs.Input("x", TensorType.Float(Graphs.Batch, Dimension.Constant(5))), 5, 7);
        var sum = graphs.Reduce(Monoid.Sum, 0, y);
        var program = Loops(graphs.Program("Centred", graphs.Map(Graphs.Subtract, "centred", y, sum), isLoss: false) with { Storage = ElementStorage.BFloat16 });
        var columns = Assert.Single(program.Steps.OfType<LoopStep.ColumnLoop>());
        Assert.Equal(ElementStorage.BFloat16, program.Buffers[Assert.IsType<LoopSource.Load>(Assert.Single(columns.Body.Sources)).Buffer].Storage);
        Assert.Equal(ElementStorage.AsComputed, program.Buffers[Assert.IsType<LoopSink.Store>(Assert.Single(columns.Finish.Sinks)).Buffer].Storage);
    }

    private static EquatableArray<LoopBuffer> Buffers(ModelProgram model) => Loops(model).Buffers;

    private static LoopProgram Loops(ModelProgram model) => Recipe.Compile(model).EntryPoints[0].Loops is { } loops ? loops.Training ?? loops.Evaluation : null!;
}
