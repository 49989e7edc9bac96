using Pico.Generators.Ir;
using Pico.Models;
using Pico.Simd;

namespace Pico.Generators.Tests.Backend;

public class CompiledGraphTests
{
    public static TheoryData<int, int> WidthsAndBatches()
    {
        var data = new TheoryData<int, int>();
        foreach (var width in new[] { 512, 256, 128, 0 }.Where(width => width <= SimdWidth.Best))
        {
            foreach (var batch in new[] { 1, 3, 17 })
            {
                data.Add(width, batch);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(WidthsAndBatches))]
    public void A_two_layer_network_agrees_with_the_interpreter_and_its_gradients_with_differences(int width, int batch)
    {
        using var limit = SimdWidth.Limit(width);
        GradientCheck.Run(Graphs.Mlp(), batch, probes: 4);
    }
}

/// <summary>Holds a compiled model against <see cref="GraphInterpreter"/>, and its gradients against central differences of it.</summary>
internal static class GradientCheck
{
    public static void Run(ModelProgram program, int batch, int probes)
    {
        var model = CompiledGraph.Create(program);
        var entry = program.EntryPoints[0];
        var sizes = new Dictionary<string, long> { ["batch"] = batch };
        var interpreter = new GraphInterpreter(entry.Training, program, sizes);
        var random = new Random(batch);
        var inputs = new List<Tensor>();
        foreach (var input in entry.Inputs)
        {
            var shape = interpreter.Shape(input.Type);
            var count = shape.Aggregate(1, (product, size) => product * size);
            var isIndex = input.Type.Element == ScalarType.Int32;
            var values = Enumerable.Range(0, count).Select(_ => isIndex ? random.Next(10) : (float)((random.NextDouble() * 2) - 1)).ToArray();
            interpreter.Inputs[input.Name] = values.Select(value => (double)value).ToArray();
            inputs.Add(isIndex ? Tensor.From(values.Select(value => (int)value).ToArray(), shape) : Tensor.From(values, shape));
        }

        for (var i = 0; i < model.Parameters.Count; i++)
        {
            interpreter.Parameters[i] = model.Parameters.Segment(i).ToArray().Select(value => (double)value).ToArray();
        }

        var result = entry.Training.Outputs[0].Node;
        foreach (var description in model.Description.EntryPoints)
        {
            model.ClearGradients();
            var actual = description.Run(model.DefaultWorkspace, inputs, [batch]);
            var expected = interpreter.Run(result);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-4 * (1 + Math.Abs(expected[i])), $"{description.Name}[{i}]: {actual[i]} instead of {expected[i]}");
            }
        }

        if (entry.IsLoss)
        {
            CheckGradients(model, interpreter, result, random, probes);
        }
    }

    private static void CheckGradients(IModel model, GraphInterpreter interpreter, int result, Random random, int probes)
    {
        const double Step = 1e-4;
        for (var parameter = 0; parameter < model.Parameters.Count; parameter++)
        {
            var values = interpreter.Parameters[parameter];
            var gradient = model.DefaultWorkspace.Gradient(parameter);
            for (var probe = 0; probe < Math.Min(probes, values.Length); probe++)
            {
                var at = values.Length <= probes ? probe : random.Next(values.Length);
                var value = values[at];
                values[at] = value + Step;
                var above = interpreter.Run(result)[0];
                values[at] = value - Step;
                var below = interpreter.Run(result)[0];
                values[at] = value;
                var expected = (above - below) / (2 * Step);
                Assert.True(
                    Math.Abs(expected - gradient[at]) <= 2e-3 * (0.05 + Math.Abs(expected)),
                    $"gradient of {model.Parameters[parameter].Name}[{at}] is {gradient[at]} instead of {expected}");
            }
        }
    }
}
