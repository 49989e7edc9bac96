namespace Pico.Tests.Tensors;

public class TapeGraphTests
{
    [Fact]
    public void A_graph_holds_every_value_once_operands_first()
    {
        var a = Tensor.Full(3.0).RequiresGradient().Named("a");
        var square = a * a;
        var result = (square + 2 * a).Map(MathF.Sqrt).Named("root");
        var graph = TapeGraph.Of(result);
        Assert.Equal(["a", null, null, null, null, "root"], graph.Nodes.Select(node => node.Value.Name).Order(Comparer<string?>.Create((x, y) => string.CompareOrdinal(x ?? "b", y ?? "b"))));
        Assert.Equal(6, graph.Nodes.Count); // a, a * a, 2, 2 * a, the sum, its root
        Assert.All(graph.Nodes, node => Assert.All(node.Operands, operand => Assert.InRange(operand, 0, node.Number - 1)));
        var last = graph.Nodes[^1];
        Assert.Same(result, last.Value);
        Assert.Equal((PrimitiveKind.Map, (Delegate)(Func<float, float>)MathF.Sqrt), (last.Operation!.Value, last.Function!));
        var product = Assert.Single(graph.Nodes, node => ReferenceEquals(node.Value, square));
        Assert.Equal([0, 0], product.Operands.Select(operand => ReferenceEquals(graph.Nodes[operand].Value, a) ? 0 : 1));
        Assert.Single(graph.Nodes, node => node.Operation is null && !node.Value.IsDifferentiable && node.Value.ItemDouble() == 2);
    }

    [Fact]
    public void Kept_gradients_are_those_of_every_value()
    {
        var a = Tensor.Full(3.0).RequiresGradient();
        var square = a * a;
        var result = square * square;
        TapeGraph.Of(result).KeepGradients();
        result.Backward();
        Assert.Equal((1, 18, 108), (result.Gradient!.ItemDouble(), square.Gradient!.ItemDouble(), a.Gradient!.ItemDouble()));
    }

    [Fact]
    public void A_deep_graph_is_walked_without_recursion()
    {
        var x = Tensor.Full(1f).RequiresGradient();
        for (var i = 0; i < 200_000; i++) x = -x;
        Assert.Equal(200_001, TapeGraph.Of(x).Nodes.Count);
    }

    [Fact]
    public void What_is_on_no_tape_is_a_graph_of_one()
    {
        var node = Assert.Single(TapeGraph.Of(Tensor.Full(2f) * Tensor.Full(3f)).Nodes);
        Assert.Equal((0, null, 0), (node.Number, node.Operation, node.Operands.Count));
    }
}
