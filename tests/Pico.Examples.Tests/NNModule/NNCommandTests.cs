using System.Text.RegularExpressions;
using Pico.Examples.Digits;
using Pico.Examples.NNModule;
using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.NNModule;

public class NNCommandTests
{
    [Fact]
    public async Task Training_without_data_learns_the_drawn_digits()
    {
        var run = await CommandRun.Of("nn", "train", "--epochs", "1");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"^cnn: 20,490 parameters, 20,000 training and 4,000 test images \(digits drawn with seed 1\), \d+ threads?$", run.Lines[0]);
        var accuracy = Regex.Match(run.Lines[^1], @"^final: epochs=1 .* test_accuracy=(\d\.\d{4}) ").Groups[1].Value;
        Assert.InRange(double.Parse(accuracy, System.Globalization.CultureInfo.InvariantCulture), 0.97, 1);
    }

    /// <summary>The issue's bound: at least 99 % on MNIST within 5 epochs.</summary>
    [SkippableFact]
    [Trait("Duration", "Long")]
    public void Mnist_reaches_99_percent()
    {
        var options = new DigitsOptions(TestData.Folder("mnist"), Epochs: 5, Seed: 1, Environment.ProcessorCount);
        var result = new DigitsRun(CnnNetwork.Network, options, TextWriter.Null, TimeProvider.System).Execute(default);
        Assert.InRange(result.TestAccuracy, 0.99, 1);
    }

    [Fact]
    public async Task A_summary_has_shapes_parameters_and_work_of_each_layer()
    {
        var run = await CommandRun.Of("nn", "summary", "cnn", "--batch", "2");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var rows = run.Lines.Select(line => Regex.Split(line.Trim(), @"\s{2,}")).ToList();
        Assert.Contains(rows, row => row.Take(4).SequenceEqual(["0", "[2, 16, 28, 28]", "160", "0"]));
        Assert.Contains(rows, row => row.Take(4).SequenceEqual(["3", "[2, 32, 14, 14]", "4,640", "0"]));
        Assert.Contains(rows, row => row.Take(4).SequenceEqual(["5", "[2, 32, 7, 7]", "0", "0"]));
        Assert.Contains(rows, row => row.Take(4).SequenceEqual(["7", "[2, 10]", "15,690", "0"]));

        // The second convolution: a multiplication and an addition for each of 144 elements of a filter, then the bias.
        Assert.Contains(rows, row => row[0] == "3" && row[4] == (2 * 32 * 196 * (2 * 144 + 1)).ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(rows, row => row[0] == "all" && row[1] == "20,490");
        Assert.Matches(@"^training step: [\d,]+ bytes = parameters 8\d,\d{3} ", run.Lines[^1]);
    }

    [Fact]
    public async Task An_unknown_model_is_one_line()
    {
        var run = await CommandRun.Of("nn", "summary", "cmm");
        Assert.Equal(1, run.Code);
        Assert.StartsWith("pico: unknown model 'cmm'; known: digits, cnn, ", run.Error, StringComparison.Ordinal);
    }
}
