using Pico.Tests.Tensors;
using static Pico.Functional;

namespace Pico.Tests.Goldens;

/// <summary>The eager tensor against PyTorch, in both precisions.</summary>
public class EagerGoldenTests
{
    public static TheoryData<string, string, DType> Cases
    {
        get
        {
            var data = new TheoryData<string, string, DType>();
            foreach (var (file, names) in new[]
            {
                ("losses", Golden.Functions("losses").Keys),
                ("linear", Golden.Functions("linear").Keys),
                ("activations", ["tanh", "relu", "sigmoid"]),
            })
            {
                foreach (var name in names)
                {
                    data.Add(file, name, DType.Float32);
                    data.Add(file, name, DType.Float64);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Forward_and_gradients_match_torch(string file, string name, DType type)
    {
        var golden = Golden.Functions(file)[name];
        var inputs = golden.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(type).RequiresGradient());
        var output = Apply(name, inputs, golden.Constants.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(DType.Int32)));
        var run = golden.In(type);
        var tolerance = type == DType.Float64 ? 1e-10 : 4e-6; // torch's own float32 error; float64 gradients of Map
        Assert.Equal(run.Output.Shape, output.Shape.ToArray());
        GradientCheck.AssertClose(run.Output.Values, output.ToDoubles(), tolerance);

        output.Backward(run.Upstream.ToTensor(type));
        Assert.NotEmpty(inputs);
        foreach (var (key, input) in inputs)
        {
            GradientCheck.AssertClose(run.Gradients[key].Values, input.Gradient!.ToDoubles(), tolerance);
        }
    }

    static Tensor Apply(string name, Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> constants)
    {
        var x = inputs["input"];
        return name.Split('_') switch
        {
            ["softmax", "axis0", _] => Softmax(x, 0),
            ["softmax", _] => Softmax(x),
            ["log", "softmax", _] => LogSoftmax(x),
            ["cross", "entropy", _] => CrossEntropy(x, constants["target"]),
            ["mse", "loss", _] => MSELoss(x, inputs["target"]),
            ["linear", "no", "bias", _] => x.MatMul(inputs["weight"].Transpose()),
            ["linear", _] => x.MatMul(inputs["weight"].Transpose()) + inputs["bias"],
            ["tanh"] => x.Map(MathF.Tanh),
            ["relu"] => x.Map(MathF.Max, x * 0),
            ["sigmoid"] => 1 / (1 + (-x).Map(MathF.Exp)),
            _ => throw new ArgumentException($"The golden case {name} has no counterpart here."),
        };
    }

    [Fact]
    public void Uniform_initialisation_has_the_statistics_of_torch()
    {
        foreach (var golden in Golden.Initializations())
        {
            Assert.Equal(1 / Math.Sqrt(golden.Inputs), golden.Bound, 1e-15);
            foreach (var (name, torch) in new[] { ("weight", golden.Weight), ("bias", golden.Bias) })
            {
                var descriptor = Uniform(torch.Shape, (float)golden.Bound);
                var values = new float[descriptor.Size];
                descriptor.Initialize(7, name, values);

                // Two samples of one distribution: their statistics differ by a few standard errors, 1 / sqrt(count).
                var error = 5 * golden.Bound / Math.Sqrt(values.Length);
                var mean = values.Average(x => (double)x);
                Assert.Equal(torch.Mean, mean, error);
                Assert.Equal(torch.Std, Math.Sqrt(values.Average(x => Math.Pow(x - mean, 2))), error);
                Assert.InRange(torch.Max, 0, golden.Bound);
                Assert.InRange(torch.Min, -golden.Bound, 0);
                Assert.InRange(values.Max(), torch.Max - 2 * error, golden.Bound * (1 + 1e-7));
                Assert.InRange(values.Min(), -golden.Bound * (1 + 1e-7), torch.Min + 2 * error);
            }
        }
    }

    [Fact]
    public void Every_file_reads_and_the_optimizer_gradients_are_those_of_the_quadratic()
    {
        Assert.Equal(7, Golden.Functions("activations").Count);
        var golden = Golden.Optimizers();
        Assert.Equal(7, golden.Cases.Count);
        foreach (var trajectory in golden.Cases)
        {
            var weight = golden.Start.ToTensor(DType.Float64).RequiresGradient();
            foreach (var step in trajectory.Float64)
            {
                var distance = weight - golden.Goal.ToTensor(DType.Float64);
                ((golden.Curvature.ToTensor(DType.Float64) * distance * distance).Sum() / 2).Backward();
                GradientCheck.AssertClose(step.Gradient, weight.Gradient!.ToDoubles(), 1e-12);
                weight = Tensor.From(step.Weight, weight.Shape).RequiresGradient();
            }
        }
    }
}
