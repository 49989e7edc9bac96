using Pico.Layers;
using Pico.Memory;
using Pico.Models;
using Pico.Tests.Goldens;
using Pico.Tests.Tensors;

namespace Pico.Tests.Layers;

/// <summary>Layers of images, run eagerly, against PyTorch: results, gradients and what batch norm leaves in its buffers.</summary>
public class ImageGoldenTests
{
    public static TheoryData<string> Cases => [.. Golden.Functions("images").Keys];

    [Theory, MemberData(nameof(Cases))]
    public void Results_gradients_and_buffers_match_torch(string name)
    {
        var golden = Golden.Functions("images")[name];
        var x = golden.Inputs["input"].ToTensor(DType.Float32).RequiresGradient();
        var parameters = new Filling(golden);
        Tensor output;
        using (EagerContext.Begin(training: name.EndsWith("training", StringComparison.Ordinal)))
        {
            output = Apply(name, x, parameters);
        }

        Assert.Equal(golden.Inputs.Keys.Except(["input"]).Order(), parameters.Seen.Keys.Order());
        Assert.Equal(golden.Float32.Output.Shape, output.Shape.ToArray());
        GradientCheck.AssertClose(golden.Float64.Output.Values, output.ToDoubles(), 1e-5);
        output.Backward(golden.Float32.Upstream.ToTensor(DType.Float32));
        foreach (var (key, gradient) in golden.Float64.Gradients)
        {
            GradientCheck.AssertClose(gradient.Values, (key == "input" ? x : parameters.Seen[key]).Gradient!.ToDoubles(), 1e-5);
        }

        var suffix = name.EndsWith("training", StringComparison.Ordinal) ? "_after" : "";
        foreach (var (key, buffer) in parameters.Buffers.Where(pair => pair.Key != "num_batches_tracked"))
        {
            GradientCheck.AssertClose(golden.Constants[key + suffix].Values, buffer.ToDoubles(), 1e-6);
        }
    }

    static Tensor Apply(string name, Tensor x, Filling parameters)
    {
        Tensor With<TLayer>(TLayer layer, Func<TLayer, Tensor> forward)
            where TLayer : ILayer
        {
            layer.Visit("", parameters);
            return forward(layer);
        }

        return name.Split('_') switch
        {
            ["conv2d", "plain"] => With(new Conv2d(3, 4, 3), layer => layer.Forward(x)),
            ["conv2d", "padded"] => With(new Conv2d(2, 3, 3, padding: 1), layer => layer.Forward(x)),
            ["conv2d", "strided"] => With(new Conv2d(3, 2, 3, 2, 2), layer => layer.Forward(x)),
            ["conv2d", "dilated"] => With(new Conv2d(2, 3, 2, padding: 1, dilation: 3), layer => layer.Forward(x)),
            ["conv2d", "grouped"] => With(new Conv2d(4, 6, 3, 3, 1, groups: 2), layer => layer.Forward(x)),
            ["max", "pool2d", "2"] => new MaxPool2d(2).Forward(x),
            ["max", "pool2d", var kernel, var stride, var padding] => new MaxPool2d(Int(kernel), Int(stride), Int(padding)).Forward(x),
            ["avg", "pool2d", "2"] => new AvgPool2d(2).Forward(x),
            ["avg", "pool2d", var kernel, var stride, var padding] => new AvgPool2d(Int(kernel), Int(stride), Int(padding)).Forward(x),
            ["adaptive", ..] => new AdaptiveAvgPool2d().Forward(x),
            ["upsample", var factor] => new Upsample(Int(factor)).Forward(x),
            ["group", "norm", var groups] => With(new GroupNorm(Int(groups), 4), layer => layer.Forward(x)),
            ["batch", "norm2d", _] => With(new BatchNorm2d(4), layer => layer.Forward(x)),
            ["batch", "norm1d", _] => With(new BatchNorm1d(4), layer => layer.Forward(x)),
            _ => throw new ArgumentException($"The golden case {name} has no layer here."),
        };
    }

    static int Int(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Gives every parameter and buffer the golden's values.</summary>
    sealed class Filling(GoldenCase golden) : IParameterVisitor
    {
        public Dictionary<string, Tensor> Seen { get; } = [];

        public Dictionary<string, Tensor> Buffers { get; } = [];

        public void Parameter(string name, Tensor parameter, bool isFrozen)
        {
            Bind(parameter, golden.Inputs[name].Floats, isFrozen: false);
            Seen.Add(name, parameter);
        }

        public void Buffer(string name, Tensor buffer)
        {
            Bind(buffer, golden.Constants.TryGetValue(name, out var values) ? values.Floats : [0f], isFrozen: true);
            Buffers.Add(name, buffer);
        }

        static void Bind(Tensor parameter, float[] values, bool isFrozen)
        {
            var memory = new AlignedBuffer(parameter.Size * (long)sizeof(float));
            values.CopyTo(memory.AsSpan(0, parameter.Size));
            parameter.Bind(memory, 0, isFrozen);
        }
    }
}
