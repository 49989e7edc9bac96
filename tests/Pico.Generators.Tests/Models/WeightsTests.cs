using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Models;

/// <summary>Models held against the header of a weights file.</summary>
public sealed class WeightsTests
{
    private const string Stack = "[Model, Weights(\"digits.safetensors\"), Linear(6, 4), Relu, Linear(4, 3), CrossEntropy] public sealed partial class Digits;";

    private const string Deep = """
        [Layer] public sealed partial class Block(int size)
        {
            readonly Linear up = new(size, 4 * size, bias: false);
            readonly Linear down = new(4 * size, size, bias: false);
            public Tensor Forward(Tensor x) => x + down.Forward(Gelu(up.Forward(x)));
        }

        [Model, Weights("deep.safetensors")] public sealed partial class Deep(int width, int depth, bool hasHead)
        {
            readonly Block[] blocks = Repeat(depth, () => new Block(width));
            readonly Linear? head = hasHead ? new(width, 3) : null;
            public Tensor Logits([Shape("batch width")] Tensor x)
            {
                foreach (var block in blocks) x = block.Forward(x);
                return head is not null ? head.Forward(x) : x;
            }
        }
        """;

    [Fact]
    public void AModelWithTheParametersOfTheFileCompiles() =>
        Assert.Empty(Diagnose(Stack, ("/p/obj/weights/digits.safetensors.json", Header("0.weight F32 4 6", "0.bias BF16 4", "2.weight F16 3 4", "2.bias F64 3"))));

    [Fact]
    public void WhatDisagreesIsListedAtTheAttribute() => Assert.Equal(
        [
            ("PICO1031", "Weights(\"digits.safetensors\")",
                "'Digits' and the weights 'digits.safetensors' disagree: 1 missing in the file: '2.bias' [3]; 2 unexpected: 'head' [], '3.bias' [3]; "
                + "2 of another shape: '0.weight' [6, 4] where the model has [4, 6], '0.bias' [4, 1] where the model has [4]; "
                + "1 of a type other than F32, F16, BF16, F64: '2.weight' I8"),
        ],
        Diagnose(Stack, ("/p/obj/weights/digits.safetensors.json", Header("head F32", "0.weight F32 6 4", "0.bias F32 4 1", "2.weight I8 3 4", "3.bias F32 3"))));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SizesOfTheConstructorAreThoseOfTheFile(int depth)
    {
        var blocks = Enumerable.Range(0, depth).SelectMany(i => new[] { $"blocks.{i}.up.weight F32 20 5", $"blocks.{i}.down.weight F32 5 20" });
        Assert.Empty(Diagnose(Deep, ("deep.safetensors.json", Header([.. blocks]))));
        Assert.Empty(Diagnose(Deep, ("deep.safetensors.json", Header([.. blocks, "head.weight F32 3 5", "head.bias F32 3"]))));
    }

    [Fact]
    public void SizesThatContradictEachOtherAreToldWithWhereTheyComeFrom() => Assert.Equal(
        [
            ("PICO1031", "Weights(\"deep.safetensors\")",
                "'Deep' and the weights 'deep.safetensors' disagree: 1 missing in the file: 'blocks.1.up.weight' [4*size, size]; "
                + "2 of another shape: 'blocks.0.up.weight' [21, 5] where the model has [4*size, size], 'blocks.1.down.weight' [6, 20] where the model has [size, 4*size]; "
                + "size = 5 as in 'blocks.0.up.weight'"),
        ],
        Diagnose(
            Deep.Replace("width", "size", StringComparison.Ordinal),
            ("deep.safetensors.json", Header("blocks.0.up.weight F32 21 5", "blocks.0.down.weight F32 5 20", "blocks.1.down.weight F32 6 20"))));

    [Theory]
    [InlineData("other/digits.safetensors.json", "", null)]
    [InlineData("C:\\p\\obj\\weights\\digits.safetensors.json", "", null)]
    [InlineData("mydigits.safetensors.json", "", "no file of the project ends in this name: add <AdditionalFiles Include=\"digits.safetensors\" /> to the project file")]
    [InlineData("weights/digits.safetensors", "", "the compiler cannot read binary files: import PicoLib.targets, as the package does, or add the file's JSON header as 'digits.safetensors.json'")]
    [InlineData("digits.safetensors.json", "a/digits.safetensors.json", "2 files of the project end in this name: write more of the path")]
    public void TheFileIsFoundByTheEndOfItsPath(string path, string second, string? problem)
    {
        var header = Header("0.weight F32 4 6", "0.bias F32 4", "2.weight F32 3 4", "2.bias F32 3");
        var files = second.Length == 0 ? new[] { (path, header) } : [(path, header), (second, header)];
        var expected = problem is null ? [] : new[] { ("PICO1030", "Weights(\"digits.safetensors\")", "The weights 'digits.safetensors' cannot be compared: " + problem) };
        Assert.Equal(expected, Diagnose(Stack, files));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{} x")]
    [InlineData("{\"a\":{\"dtype\":\"F32\"}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[]},\"a\":{\"dtype\":\"F32\",\"shape\":[]}}")]
    [InlineData("{\"a\\ud\":{\"dtype\":\"F32\",\"shape\":[]}}")]
    [InlineData("{\"__metadata__\":[[[[[[[[[[[[1]]]]]]]]]]]]}")]
    public void ABrokenHeaderIsOneClearLine(string header) => Assert.Equal(
        [("PICO1030", "Weights(\"digits.safetensors\")", "The weights 'digits.safetensors' cannot be compared: it is not the header of a safetensors file")],
        Diagnose(Stack, ("digits.safetensors.json", header)));

    [Fact]
    public void AnyBytesForAHeaderEndInADiagnostic()
    {
        var random = new Random(1);
        var header = Header("0.weight F32 4 6", "0.bias F32 4", "2.weight F32 3 4", "2.bias F32 3");
        string[] words = ["{", "}", "[", "]", ",", ":", "\"", "\\u12", "9999999999999999999", "-", "\"shape\"", "null", "\0", "blocks.99999999.x"];
        for (var round = 0; round < 3000; round++)
        {
            var changed = header;
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(changed.Length);
                changed = string.Concat(changed.AsSpan(0, at), words[random.Next(words.Length)], changed.AsSpan(Math.Min(changed.Length, at + random.Next(4))));
            }

            _ = Pico.Generators.Models.WeightsHeader.Parse(changed); // returns; what it returns is tested above
        }
    }

    [Fact]
    public void ALayerAndAnOrdinaryClassHaveNone()
    {
        Assert.Equal(
            [("PICO1030", "Weights(\"x\")", "The weights 'x' cannot be compared: 'Twice' is no [Model], so it has no weights of its own")],
            Diagnose("[Layer, Weights(\"x\")] public sealed partial class Twice { public Tensor Forward(Tensor x) => x * 2; }"));
        Assert.Equal(
            [("PICO1014", "Other", "'Other' cannot be declared this way: only a model has [Weights], and the class is no [Model]")],
            Diagnose("[Weights(\"x\")] public sealed class Other;"));
    }

    private static IReadOnlyList<(string Id, string Marked, string Message)> Diagnose(string source, params (string Path, string Text)[] files)
    {
        var (output, _) = ModelHarness.Generate(ModelHarness.Compile(source));
        var options = new AnalyzerOptions([.. files.Select(file => new Text(file.Path, file.Text))]);
        return [.. output.WithAnalyzers([new ModelAnalyzer()], options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .Select(problem => (
                problem.Id,
                problem.Location.SourceTree?.GetText().ToString(problem.Location.SourceSpan) ?? string.Empty,
                problem.GetMessage(CultureInfo.InvariantCulture)))];
    }

    /// <summary>A header of tensors given as "name type sizes".</summary>
    private static string Header(params string[] tensors) => "{\"__metadata__\":{\"format\":\"pt\",\"quoted\":\"\\u00e4\\n\\\"\"}" + string.Concat(tensors.Select(tensor =>
    {
        var parts = tensor.Split(' ');
        return $",\"{parts[0]}\":{{\"dtype\":\"{parts[1]}\",\"shape\":[{string.Join(",", parts[2..])}],\"data_offsets\":[0,1]}}";
    })) + "}   ";

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
