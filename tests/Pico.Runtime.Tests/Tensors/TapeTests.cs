namespace Pico.Tests.Tensors;

public class TapeTests
{
    [Fact]
    public void Gradients_accumulate_until_cleared_and_the_tape_can_be_used_twice()
    {
        var x = Tensor.From([2f, 3f], 2).RequiresGradient();
        var loss = (x * x).Sum();
        loss.Backward();
        loss.Backward();
        Assert.Equal([8f, 12f], x.Gradient!.ToFloats());
        x.ClearGradient();
        Assert.Null(x.Gradient);
        loss.Backward();
        Assert.Equal([4f, 6f], x.Gradient!.ToFloats());
    }

    [Fact]
    public void A_tensor_used_along_several_paths_gets_their_sum()
    {
        var x = Tensor.Full(3f).RequiresGradient();
        var square = x * x;                            // 9
        var result = square * x + square;              // x^3 + x^2
        result.Backward();
        Assert.Equal(3 * 9 + 2 * 3, x.Gradient!.Item());
    }

    [Fact]
    public void Only_what_asked_gets_a_gradient_and_results_may_ask_too()
    {
        Tensor x = Tensor.Full(3f).RequiresGradient(), constant = Tensor.Full(5f);
        var inner = x * constant;
        var asked = (inner + 1).RequiresGradient();
        (asked * asked).Backward();
        Assert.Equal(2 * 16 * 5, x.Gradient!.Item());
        Assert.Equal(2 * 16, asked.Gradient!.Item());
        Assert.Null(inner.Gradient);
        Assert.Null(constant.Gradient);
        Assert.False((constant * constant).IsDifferentiable);
    }

    [Fact]
    public void A_graph_of_a_hundred_thousand_operations_does_not_overflow_the_stack()
    {
        var x = Tensor.Full(1.0).RequiresGradient();
        var y = x;
        for (var i = 0; i < 100_000; i++)
        {
            y = i % 2 == 0 ? y * 1.0009765625f : y / 1.0009765625f; // 1 + 2^-10
        }

        y.Backward();
        Assert.Equal(1, x.Gradient!.ItemDouble(), 1e-9);
    }

    [Fact]
    public void A_wide_graph_with_shared_parts_takes_each_operation_once()
    {
        var x = Tensor.Full(1.0).RequiresGradient();
        var y = x;
        for (var i = 0; i < 60; i++)
        {
            y = y + y; // 2^60 paths
        }

        y.Backward();
        Assert.Equal(Math.ScaleB(1, 60), x.Gradient!.ItemDouble());
    }

    [Fact]
    public void Gradients_of_bound_and_plain_tensors_meet_in_one_pass()
    {
        Tensor a = Tensor.From([1f, 2f], 2).RequiresGradient(), b = Tensor.From([3f, 4f], 2).RequiresGradient();
        (a + b).Backward(Tensor.From([1f, 10f], 2));
        a.ClearGradient();
        Assert.Equal([1f, 10f], b.Gradient!.ToFloats()); // the two had the same upstream tensor, yet are independent
    }
}
