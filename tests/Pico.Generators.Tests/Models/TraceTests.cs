using System.Runtime.Loader;
using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>The table of operations numbers them as the eager run does, and says where their values lie.</summary>
public sealed class TraceTests
{
    private const string Stack = "[Model, Linear(5, 7), Gelu, Dropout(0.25f), Linear(7, 4), CrossEntropy] public sealed partial class M;";

    private const string Views = """
        [Model]
        public sealed partial class M
        {
            [Parameter] readonly Tensor weight = Uniform([3, 2, 2], 1f);

            [Loss]
            public Tensor Loss([Shape("batch 3 4")] Tensor x)
            {
                var halves = x.Reshape(-1, 3, 2, 2).Slice(1, 1, 2);                   // [batch, 2, 2, 2]
                var turned = halves.Transpose(1, 2) * 2f + 1f - weight.Slice(0, 1, 2); // [batch, 2, 2, 2]
                return -Softmax(turned.Transpose(1, 2).Transpose(1, 2)).Map(MathF.Sqrt).Max(-1).Sum(0).Mean();
            }
        }
        """;

    private const string Body = """
        [Layer]
        public sealed partial class Norm(int width, float epsilon = 1e-5f)
        {
            [Parameter] readonly Tensor weight = Ones([width]);

            public Tensor Forward([Shape("... width")] Tensor x)
            {
                var centered = x - x.Mean(-1, keepDim: true);
                return Scaled(centered, (centered * centered).Mean(-1, keepDim: true));
            }

            Tensor Scaled(Tensor centered, Tensor variance) => centered / (variance + epsilon).Map(MathF.Sqrt) * weight;
        }

        [Model]
        public sealed partial class M
        {
            readonly Norm norm = new(6);
            readonly Linear head = new(6, 3, bias: false);
            readonly Dropout dropout = new(0.5f);

            public Tensor Logits([Shape("batch time 6")] Tensor x) => head.Forward(dropout.Forward(norm.Forward(x)) + norm.Forward(x));

            [Loss]
            public Tensor Loss([Shape("batch time 6")] Tensor x, [Shape("batch time 3")] Tensor y) => MSELoss(Logits(x), y);
        }
        """;

    private const string Repeated = """
        [Layer]
        public sealed partial class Block(int width)
        {
            readonly Linear inner = new(width, width);
            readonly Dropout dropout = new(0.3f);

            public Tensor Forward([Shape("batch width")] Tensor x, [Shape("batch width")] Tensor gate) => x + dropout.Forward(Gelu(inner.Forward(x))) * gate;
        }

        [Model]
        public sealed partial class M
        {
            readonly Linear gate = new(6, 6);
            readonly Block[] blocks = Repeat(3, () => new Block(6));
            readonly Dropout dropout = new(0.5f);

            [Loss]
            public Tensor Loss([Shape("batch 6")] Tensor x, [Shape("batch 6")] Tensor y)
            {
                var open = gate.Forward(x);
                var sum = x * 2f;
                foreach (var block in blocks)
                {
                    x = block.Forward(x, open);
                    sum += x * 0.5f;
                }

                return MSELoss(dropout.Forward(sum - x), y);
            }
        }
        """;

    [Theory]
    [InlineData(Repeated)]
    [InlineData(Stack)]
    [InlineData(Views)]
    [InlineData(Body)]
    public void OperationsAreThoseOfTheEagerRun(string source)
    {
        var model = Load(source);
        Assert.NotEmpty(model.Description.EntryPoints);
        foreach (var entry in model.Description.EntryPoints)
        {
            var sizes = entry.Dimensions.Select((_, i) => 2 + i).ToList();
            var named = entry.Dimensions.Zip(sizes).ToDictionary(pair => pair.First, pair => (long)pair.Second);
            var inputs = entry.Inputs.Select(input => Draw(input, named)).ToList();
            _ = model.Parameters;
            using var workspace = model.CreateWorkspace();
            workspace.KeepsTemporaries = true;
            workspace.Step = 3;
            entry.Run(workspace, inputs, sizes);
            using var run = EagerContext.Begin(entry.FormsGradients, model.Seed, step: 3, record: true);
            var result = entry.RunEagerly(model, inputs);

            var runs = entry.Unrolled(named).ToList();
            Assert.Equal(run.OperationCount, runs.Count);
            Assert.All(entry.Operations, operation => Assert.NotEmpty(operation.Source));
            Assert.Contains(entry.Operations, operation => operation.Temporary >= 0);
            if (entry.FormsGradients)
            {
                Assert.Contains(entry.Operations, operation => operation.GradientTemporary >= 0);
                foreach (var operation in run.Recorded.Where(operation => operation.Result.IsDifferentiable))
                {
                    operation.Result.RequiresGradient();
                }

                result.Backward();
            }

            for (var i = 0; i < runs.Count; i++)
            {
                AssertHolds(entry, runs[i], run.Recorded[i].Result, (at, name, length) => at.Value(workspace, name, length), runs[i].Operation.Temporary);
                AssertHolds(entry, runs[i], run.Recorded[i].Result.Gradient, (at, name, length) => at.Gradient(workspace, name, length), runs[i].Operation.GradientTemporary);
            }
        }
    }

    [Fact]
    public void AnOperationNamesItsSourceAndItsLayer()
    {
        var loss = Load(Stack).Description.EntryPoints.Single(entry => entry.Name == "LossAndGradient");
        Assert.Equal(("x.MatMul(weight.Transpose())", "0"), (loss.Operations[1].Source, loss.Operations[1].Layer));
        Assert.Equal(("x.Map(Functional.Gelu)", "1"), (loss.Operations[3].Source, loss.Operations[3].Layer));
        Assert.Contains(loss.Operations, operation => operation.Source.StartsWith("-logProbabilities", StringComparison.Ordinal));
    }

    private delegate ReadOnlySpan<float> Found(OperationRun run, string entryPoint, int length);

    private static void AssertHolds(EntryPointDescription entry, OperationRun run, Tensor? expected, Found find, int temporary)
    {
        if (temporary < 0)
        {
            return;
        }

        Assert.NotNull(expected);
        var actual = find(run, entry.Name, expected.Size);
        Assert.Equal(expected.Size, actual.Length);
        var error = expected.ToFloats().Zip(actual.ToArray(), (e, a) => MathF.Abs(e - a)).Max();
        Assert.True(error < 1e-5f, $"{entry.Name}: {run.Operation.Source} in layer {run.Path} differs by {error}");
    }

    private static Tensor Draw(InputDescription input, Dictionary<string, long> sizes)
    {
        var shape = input.Size(sizes);
        var count = shape.Aggregate(1, (product, size) => product * size);
        return input.Type == DType.Int32
            ? Tensor.From(Enumerable.Range(0, count).Select(i => i % (int)input.IndexedSize!(sizes)).ToArray(), shape)
            : Tensor.From(Enumerable.Range(0, count).Select(i => MathF.Sin(i + 1)).ToArray(), shape);
    }

    private static IModel Load(string source)
    {
        var (output, _) = ModelHarness.Generate(ModelHarness.Compile(source));
        using var image = new MemoryStream();
        var result = output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        return (IModel)Activator.CreateInstance(assembly.GetType("M")!)!;
    }
}
