using Pico.Examples.Catalog;

namespace Pico.Examples.Tests.Commands;

/// <summary>Bad input gives one clear line and an exit code other than zero.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("train --threads 0", "pico: --threads 0: expected a whole number, from 1 to 1024; see 'pico train --help'")]
    [InlineData("train digits --threads -3", "pico: --threads -3: expected a whole number, from 1 to 1024; see 'pico train digits --help'")]
    [InlineData("train digits --threads two", "pico: --threads two: expected a whole number, from 1 to 1024; see 'pico train digits --help'")]
    [InlineData("train digits --threads 99999999999", "pico: --threads 99999999999: expected a whole number, from 1 to 1024; see 'pico train digits --help'")]
    [InlineData("train gpt --steps 0", "pico: --steps 0: expected a whole number, from 1 to 1000000000; see 'pico train gpt --help'")]
    [InlineData("train --batch x", "pico: --batch x: expected a whole number, from 1 to 65536; see 'pico train --help'")]
    [InlineData("train gpt --seed -1", "pico: --seed -1: expected a whole number, 0 or more; see 'pico train gpt --help'")]
    [InlineData("sample --temperature -0.1", "pico: --temperature -0.1: expected a number from 0 to 100; see 'pico sample --help'")]
    [InlineData("sample --temperature nan", "pico: --temperature nan: expected a number from 0 to 100; see 'pico sample --help'")]
    [InlineData("sample --top-p 1.5", "pico: --top-p 1.5: expected a number from 0 to 1; see 'pico sample --help'")]
    [InlineData("sample --top-k -1", "pico: --top-k -1: expected a whole number, 0 or more; see 'pico sample --help'")]
    [InlineData("sample --tokens 0", "pico: --tokens 0: expected a whole number, from 1 to 10000000; see 'pico sample --help'")]
    [InlineData("train digits --epochs 0", "pico: --epochs 0: expected a whole number, from 1 to 100000; see 'pico train digits --help'")]
    [InlineData("train digits --seed -1", "pico: --seed -1: expected a whole number, 0 or more; see 'pico train digits --help'")]
    [InlineData("train resnet", "pico: unknown model 'resnet'; known: gpt, digits; see 'pico train --help'")]
    [InlineData("grad", "pico: Required command was not provided; see 'pico grad --help'")]
    [InlineData("grad microgpt --steps 0", "pico: --steps 0: expected a whole number, from 1 to 100000000; see 'pico grad microgpt --help'")]
    [InlineData("grad trace", "pico: Required argument 'example' missing for command: 'trace'; see 'pico grad trace --help'")]
    [InlineData("trian", "pico: unknown command 'trian'; known: train, sample, inspect, check, kernels, parse, lox, optim, grad, nn, render, bench; see 'pico --help'")]
    [InlineData("nn export gpt", "pico: Required argument 'file' missing for command: 'export'; see 'pico nn export --help'")]
    [InlineData("bench speed", "pico: unknown command 'speed'; known: roofline, models, steps, products, attention, convolutions, rows, optimizers, start; see 'pico bench --help'")]
    [InlineData("bench models --threads 0", "pico: --threads 0: expected a whole number, from 1 to 1024; see 'pico bench models --help'")]
    [InlineData("inspect --batch 0", "pico: --batch 0: expected a whole number, from 1 to 4096; see 'pico inspect --help'")]
    public async Task A_wrong_command_line_is_refused(string arguments, string line)
    {
        var run = await CommandRun.Of(arguments.Split(' '));
        Assert.Equal((2, "", line + "\n"), (run.Code, run.Output, run.Error));
    }

    [Theory]
    [InlineData("train digits --data /no/such/folder", "pico: --data /no/such/folder does not exist; name the folder that holds the MNIST files, or leave --data out to draw digits")]
    [InlineData("train --data /no/such/file", "pico: --data /no/such/file does not exist; name a text file, or leave --data out to train on PicoLib's own source")]
    [InlineData("train gpt --preset huge", "pico: unknown preset 'huge'; known: nano, small, baby")]
    [InlineData("sample --model /no/such/folder", "pico: --model /no/such/folder holds no model.safetensors; train one with 'pico train gpt --out /no/such/folder'")]
    [InlineData("inspect resnet", "pico: unknown model 'resnet'; known: MODELS")]
    [InlineData("nn export gpd x.onnx", "pico: unknown model 'gpd'; known: MODELS")]
    [InlineData("nn export gpt x.onnx --entry Losses", "pico: Gpt has no entry point 'Losses' that can be exported; there are Logits, Loss")]
    [InlineData("check resnet", "pico: unknown model 'resnet'; known: MODELS")]
    public async Task A_wrong_value_is_named(string arguments, string line)
    {
        var run = await CommandRun.Of(arguments.Split(' '));
        var models = string.Join(", ", ModelCatalog.Models.Select(model => model.Name));
        Assert.Equal((1, "", line.Replace("MODELS", models) + "\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task No_command_shows_how_to_get_help()
    {
        var run = await CommandRun.Of();
        Assert.Equal(2, run.Code);
        Assert.Matches(@"^pico: [^\n]+; see 'pico --help'\n$", run.Error);
    }
}
