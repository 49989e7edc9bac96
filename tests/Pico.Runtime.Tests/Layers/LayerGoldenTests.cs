using Pico.Layers;
using Pico.Memory;
using Pico.Models;
using Pico.Tests.Goldens;
using Pico.Tests.Tensors;

namespace Pico.Tests.Layers;

/// <summary>The layers, run eagerly, against PyTorch.</summary>
public class LayerGoldenTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in new[] { "activations", "losses", "linear", "norms", "cross_entropy", "attention" })
            {
                foreach (var name in Golden.Functions(file).Keys)
                {
                    data.Add(file, name);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Forward_and_gradients_match_torch(string file, string name)
    {
        var golden = Golden.Functions(file)[name];
        var inputs = golden.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(DType.Float32).RequiresGradient());
        var (output, parameters) = Apply(name, golden, inputs);

        // Through four projections torch's float32 rounds more than the tolerance; its float64 is the measure there.
        var expected = golden.In(file == "attention" ? DType.Float64 : DType.Float32);
        Assert.Equal(expected.Output.Shape, output.Shape.ToArray());
        GradientCheck.AssertClose(expected.Output.Values, output.ToDoubles(), 4e-6);

        output.Backward(expected.Upstream.ToTensor(DType.Float32));
        foreach (var (key, gradient) in expected.Gradients)
        {
            GradientCheck.AssertClose(gradient.Values, (parameters.TryGetValue(key, out var parameter) ? parameter : inputs[key]).Gradient!.ToDoubles(), 4e-6);
        }
    }

    static (Tensor Output, IReadOnlyDictionary<string, Tensor> Parameters) Apply(string name, GoldenCase golden, Dictionary<string, Tensor> inputs)
    {
        var none = new Dictionary<string, Tensor>();
        if (name.StartsWith("embedding", StringComparison.Ordinal))
        {
            return Bound(new Embedding(7, 5), layer => layer.Forward(golden.Constants["ids"].ToTensor(DType.Int32)));
        }

        var x = inputs["input"];
        var width = x.Rank == 0 ? 0 : x.Shape[^1];
        Tensor Target() => golden.Constants["target"].ToTensor(DType.Int32);
        (Tensor, IReadOnlyDictionary<string, Tensor>) Bound<TLayer>(TLayer layer, Func<TLayer, Tensor> forward)
            where TLayer : ILayer
        {
            var parameters = new Filling(golden);
            layer.Visit("", parameters);
            Assert.Equal(golden.Inputs.Keys.Except(["input", "memory"]).Order(), parameters.Seen.Keys.Order());
            return (forward(layer), parameters.Seen);
        }

        switch (name.Split('_'))
        {
            case ["layer", "norm", "no", ..]: return Bound(new LayerNorm(width, bias: false), layer => layer.Forward(x));
            case ["layer", "norm", ..]: return Bound(new LayerNorm(width), layer => layer.Forward(x));
            case ["rms", "norm", ..]: return Bound(new RMSNorm(width), layer => layer.Forward(x));
            case ["feed", ..]: return Bound(new FeedForward(width, 2 * width), layer => layer.Forward(x));
            case ["cross", "entropy", "ignore", ..]: return (new CrossEntropy().Forward(x, Target()), none);
            case ["cross", "entropy", "smooth", ..]: return (new CrossEntropy(labelSmoothing: 0.1f).Forward(x, Target()), none);
            case ["cross", "entropy", "ignore2", ..]: return (new CrossEntropy(2, 0.25f).Forward(x, Target()), none);
            case ["relu"]: return (new Relu().Forward(x), none);
            case ["tanh"]: return (new Pico.Layers.Tanh().Forward(x), none);
            case ["sigmoid"]: return (new Sigmoid().Forward(x), none);
            case ["silu"]: return (new Silu().Forward(x), none);
            case ["softplus"]: return (new Softplus().Forward(x), none);
            case ["gelu", "tanh"]:
                GradientCheck.AssertClose(golden.Float32.Output.Values, new GeluTanh().Forward(x).ToDoubles(), 4e-6);
                return (new Gelu(tanh: true).Forward(x), none);
            case ["gelu", ..]: return (new Gelu().Forward(x), none);
            case ["softmax", "axis0", _]: return (new Softmax(0).Forward(x), none);
            case ["softmax", _]: return (new Softmax().Forward(x), none);
            case ["log", "softmax", _]: return (new LogSoftmax().Forward(x), none);
            case ["cross", "entropy", _]: return (new CrossEntropy().Forward(x, golden.Constants["target"].ToTensor(DType.Int32)), none);
            case ["mse", "loss", _]: return (new MSELoss().Forward(x, inputs["target"]), none);
            case ["linear", ..]:
                var shape = golden.Inputs["weight"].Shape;
                return Bound(new Linear(shape[1], shape[0], golden.Inputs.ContainsKey("bias")), layer => layer.Forward(x));
            case ["attention", var kind]:
                return Bound(
                    new MultiHeadAttention(6, 2, bias: golden.Inputs.ContainsKey("output.bias"), causal: kind == "causal"),
                    layer => kind == "causal" ? layer.Forward(x) : layer.Forward(x, inputs["memory"], golden.Constants["padding"].ToTensor(DType.Int32)));
            default: throw new ArgumentException($"The golden case {name} has no layer here.");
        }
    }

    /// <summary>Gives every parameter the golden's values.</summary>
    sealed class Filling(GoldenCase golden) : IParameterVisitor
    {
        public Dictionary<string, Tensor> Seen { get; } = [];

        public void Parameter(string name, Tensor parameter, bool isFrozen)
        {
            Assert.Equal(golden.Inputs[name].Shape, parameter.Shape.ToArray());
            var values = new AlignedBuffer(parameter.Size * (long)sizeof(float));
            golden.Inputs[name].Floats.CopyTo(values.AsSpan(0, parameter.Size));
            parameter.Bind(values, 0);
            Seen.Add(name, parameter);
        }
    }
}
