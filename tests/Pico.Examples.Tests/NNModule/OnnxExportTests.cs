using Pico.Examples.Catalog;
using Pico.Examples.Commands;
using Pico.Examples.Digits;
using Pico.Examples.NNModule.Onnx;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Transformer;
using Pico.Models;

namespace Pico.Examples.Tests.NNModule;

/// <summary>Exported models: what the file says, and what ONNX Runtime computes from it.</summary>
public class OnnxExportTests
{
    public static TheoryData<string, string, int[]> Exported() => new()
    {
        { "digits", "Logits", [3] },
        { "digits", "Loss", [5] },
        { "cnn", "", [3] },
        { "activations", "Logits", [4] },
        { "block", "", [3] },
        { "gpt", "Logits", [2, 7] },
        { "gpt", "Loss", [3, 5] },
        { "gpt", "Logits", [1, 1] },
        { "deep", "", [3] },
        { "attention", "", [2, 6] },
        { "heads", "", [2, 5] },
        { "tagger", "", [2, 5] },
        { "frozen", "", [2, 4] },
        { "shared", "", [2, 4] },
        { "special", "", [2, 4] },
        { "special-even", "", [3, 3] },
        { "gpt-dropout", "", [2, 5] },
        { "recompute", "", [2, 4] },
        { "microgpt", "", [2, 4] },
    };

    /// <summary>Entry points of models that <c>pico check</c> holds against the eager run; an empty name means all.</summary>
    [SkippableTheory]
    [MemberData(nameof(Exported))]
    public void ONNX_Runtime_computes_what_the_compiled_model_does(string name, string entryName, int[] sizes)
    {
        var model = ModelCatalog.Find(name).Create();
        var entries = model.Description.EntryPoints.Where(entry => entry.DescribeGraph is not null && (entryName.Length == 0 || entry.Name == entryName)).ToList();
        Assert.NotEmpty(entries);
        foreach (var entry in entries)
        {
            int[] own = [.. entry.Dimensions.Select((_, i) => i < sizes.Length ? sizes[i] : 3)];
            var inputs = SampleInputs.Draw(model, entry, SampleInputs.Within(model, entry, own), seed: 7);
            var expected = entry.Run(model.DefaultWorkspace, inputs.Single, inputs.Sizes);
            var (shape, values) = OnnxRuntime.Run(OnnxExporter.Export(model, entry), entry, inputs.Single);
            Assert.Equal(expected.Length, shape.Aggregate(1, (count, size) => count * size));
            Assert.Equal(expected.Length, values.Length);
            var scale = Math.Max(1, expected.Max(Math.Abs));
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.True(Math.Abs(expected[i] - values[i]) <= 1e-4 * scale, $"{name}.{entry.Name}[{i}]: {values[i]} where {expected[i]} is expected");
            }
        }
    }

    [Fact]
    public void The_file_holds_the_digits_model()
    {
        IModel model = new DigitsModel { Seed = 5 };
        var file = OnnxFile.Parse(OnnxExporter.Export(model, model.Description.EntryPoints.Single(entry => entry.Name == "Logits")).ToArray());
        Assert.Equal((8, "PicoLib", "", 17), (file.IrVersion, file.Producer, file.Domain, file.OperatorSet));
        Assert.Equal("DigitsModel.Logits", file.Name);
        Assert.Equal(["x: 1 [batch, 784]"], file.Inputs);
        Assert.Equal(["Logits: 1 [batch, 10]"], file.Outputs);
        Assert.Equal(["0.bias", "0.weight", "2.bias", "2.weight"], file.Initializers.Where(tensor => !tensor.Name.StartsWith('#')).Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        foreach (var parameter in model.Parameters)
        {
            var tensor = file.Initializers.Single(tensor => tensor.Name == parameter.Name);
            Assert.Equal(parameter.Shape.Select(size => (long)size), tensor.Shape);
            Assert.Equal(model.Parameters.Segment(parameter.Name).ToArray(), tensor.Floats());
        }

        Assert.Equal(2, file.Nodes.Count(node => node.Operation == "MatMul"));
        RequireOrder(file);
    }

    [Fact]
    public void Repeated_layers_are_written_out_and_sizes_stand_in_the_metadata()
    {
        IModel model = new Gpt(vocab: 11, context: 13, width: 12, heads: 3, depth: 3);
        var file = OnnxFile.Parse(OnnxExporter.Export(model, model.Description.EntryPoints.Single(entry => entry.Name == "Logits")).ToArray());
        Assert.Equal(["ids: 6 [batch, time]"], file.Inputs);
        Assert.Equal(["Logits: 1 [batch, time, 11]"], file.Outputs);
        Assert.Equal(3, file.Nodes.Count(node => node.Operation == "Softmax"));
        Assert.Equal(
            model.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            file.Initializers.Where(tensor => !tensor.Name.StartsWith('#')).Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal("3", file.Metadata["depth"]);
        RequireOrder(file);
    }

    [Fact]
    public void What_has_no_operator_is_one_clear_line()
    {
        IModel model = new DigitsModel();
        var gradient = model.Description.EntryPoints.Single(entry => entry.FormsGradients);
        Assert.Equal(
            "'LossAndGradient' cannot be exported to ONNX: it forms gradients or continues sequences; export what it is derived from",
            Refusal(model, gradient));

        var logits = model.Description.EntryPoints.Single(entry => entry.Name == "Logits");
        Refused("'Fold(x)' cannot be exported to ONNX: there is no operator for Fold", new NodeOperation.Other("Fold"), "Fold(x)");
        Refused("the model cannot be exported to ONNX: there is no operator for the reduction Product", new NodeOperation.Reduce("Product", 0), "");
        Refused(
            "'x.Map(Bits)' cannot be exported to ONNX: there is no operator for BitCast",
            new NodeOperation.Map(new ScalarDescription("bits", ["Float32"], [new ScalarInstructionDescription("BitCast", "Int32", [0])], 1)), "x.Map(Bits)");
        Refused(
            "'n' cannot be exported to ONNX: there is no operator for numbers of type Int64",
            new NodeOperation.Map(new ScalarDescription("n", ["Float32"], [new ScalarInstructionDescription("Convert", "Int64", [0])], 1)), "n");

        void Refused(string message, NodeOperation operation, string source)
        {
            SizeFormula batch = new SizeFormula.Named("batch");
            var graph = new GraphDescription(
                [new(new NodeOperation.Input("x"), [], DType.Float32, [batch, 784]), new(operation, [0], DType.Float32, [batch, 784], source)], 1, []);
            Assert.Equal(message, Refusal(model, logits with { DescribeGraph = () => graph }));
        }
    }

    [Fact]
    public async Task The_command_writes_a_file_with_given_weights()
    {
        var folder = Directory.CreateTempSubdirectory("pico-export-");
        try
        {
            var (weights, target) = (Path.Combine(folder.FullName, "w.safetensors"), Path.Combine(folder.FullName, "digits.onnx"));
            IModel model = new DigitsModel { Seed = 9 };
            Checkpoints.Checkpoint.Save(weights, model.Parameters);
            var run = await CommandRun.Of("nn", "export", "digits", target, "--entry", "Logits", "--weights", weights);
            Assert.Equal((0, ""), (run.Code, run.Error));
            Assert.StartsWith($"{target}: DigitsModel.Logits(x [batch, 784]), ", run.Output, StringComparison.Ordinal);
            Assert.Equal(
                OnnxExporter.Export(model, model.Description.EntryPoints.Single(entry => entry.Name == "Logits")).ToArray(), await File.ReadAllBytesAsync(target));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Every model that the commands know can be translated, or says what cannot; the file is in order.</summary>
    [Fact]
    public void Every_model_of_the_catalog_is_exported()
    {
        foreach (var candidate in ModelCatalog.Models)
        {
            var model = candidate.Create();
            foreach (var entry in model.Description.EntryPoints.Where(entry => entry.DescribeGraph is not null))
            {
                RequireOrder(OnnxFile.Parse(OnnxExporter.Export(model, entry).ToArray()));
            }
        }
    }

    private static string Refusal(IModel model, EntryPointDescription entry) => Assert.Throws<UserErrorException>(() =>
    {
        _ = OnnxExporter.Export(model, entry);
    }).Message;

    /// <summary>Names are unique, and every node reads what stands before it.</summary>
    private static void RequireOrder(OnnxFile file)
    {
        var known = file.Inputs.Select(input => input[..input.IndexOf(':', StringComparison.Ordinal)]).Concat(file.Initializers.Select(tensor => tensor.Name)).ToList();
        Assert.Equal(known.Count, known.Distinct().Count());
        var seen = known.ToHashSet();
        foreach (var node in file.Nodes)
        {
            Assert.All(node.Inputs, operand => Assert.Contains(operand, seen));
            Assert.True(seen.Add(Assert.Single(node.Outputs)));
        }

        Assert.Contains(Assert.Single(file.Outputs)[..file.Outputs[0].IndexOf(':', StringComparison.Ordinal)], seen);
    }
}
