namespace Pico.Examples.Tests.Commands;

/// <summary>Bad input gives one clear line and an exit code other than zero.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("train --threads 0", "pico: --threads 0: expected a whole number, from 1 to 1024; see 'pico train --help'")]
    [InlineData("train digits --threads -3", "pico: --threads -3: expected a whole number, from 1 to 1024; see 'pico train digits --help'")]
    [InlineData("train digits --threads two", "pico: --threads two: expected a whole number, from 1 to 1024; see 'pico train digits --help'")]
    [InlineData("train digits --threads 99999999999", "pico: --threads 99999999999: expected a whole number, from 1 to 1024; see 'pico train digits --help'")]
    [InlineData("train digits --epochs 0", "pico: --epochs 0: expected a whole number, from 1 to 100000; see 'pico train digits --help'")]
    [InlineData("train digits --seed -1", "pico: --seed -1: expected a whole number, 0 or more; see 'pico train digits --help'")]
    [InlineData("train resnet", "pico: unknown model 'resnet'; known: digits; see 'pico train --help'")]
    [InlineData("trian", "pico: unknown command 'trian'; known: train, inspect, check; see 'pico --help'")]
    [InlineData("inspect --batch 0", "pico: --batch 0: expected a whole number, from 1 to 4096; see 'pico inspect --help'")]
    public async Task A_wrong_command_line_is_refused(string arguments, string line)
    {
        var run = await CommandRun.Of(arguments.Split(' '));
        Assert.Equal((2, "", line + "\n"), (run.Code, run.Output, run.Error));
    }

    [Theory]
    [InlineData("train digits --data /no/such/folder", "pico: --data /no/such/folder does not exist; name the folder that holds the MNIST files, or leave --data out to draw digits")]
    [InlineData("train --data /no/such/folder", "pico: --data /no/such/folder does not exist; name the folder that holds the MNIST files, or leave --data out to draw digits")]
    [InlineData("inspect resnet", "pico: unknown model 'resnet'; known: digits, activations, block, attention")]
    [InlineData("check resnet", "pico: unknown model 'resnet'; known: digits, activations, block, attention")]
    public async Task A_wrong_value_is_named(string arguments, string line)
    {
        var run = await CommandRun.Of(arguments.Split(' '));
        Assert.Equal((1, "", line + "\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task No_command_shows_how_to_get_help()
    {
        var run = await CommandRun.Of();
        Assert.Equal(2, run.Code);
        Assert.Matches(@"^pico: [^\n]+; see 'pico --help'\n$", run.Error);
    }
}
