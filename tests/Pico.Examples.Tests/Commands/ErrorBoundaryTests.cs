using System.CommandLine;
using Pico.Checkpoints;
using Pico.Examples.Commands;
using Pico.Training;

namespace Pico.Examples.Tests.Commands;

public class ErrorBoundaryTests
{
    public static TheoryData<Exception, string, int> Failures => new()
    {
        { new UserErrorException("a is wrong; do b"), "pico: a is wrong; do b", 1 },
        { new UserErrorException("two\n  lines\r\n"), "pico: two lines", 1 },
        { new IOException("No space left on device : '/out/model'"), "pico: No space left on device : '/out/model'", 1 },
        { new UnauthorizedAccessException("Access to the path '/x' is denied."), "pico: Access to the path '/x' is denied.", 1 },
        { new CheckpointException("a is broken; use another"), "pico: a is broken; use another", 1 },
        { new TrainingException("it diverged; lower the rate"), "pico: it diverged; lower the rate", 1 },
        { new OperationCanceledException(), "pico: interrupted", 130 },
        { new InvalidOperationException("what?"), "pico: internal error: InvalidOperationException: what? (set PICO_TRACE=1 to see where, and please report it)", 1 },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_is_one_line_and_a_code(Exception failure, string line, int code)
    {
        var (actual, output, error) = await Run(["work"], failure);
        Assert.Equal((code, "", line + "\n"), (actual, output, error));
    }

    [Theory]
    [InlineData("work --number x")]
    [InlineData("work --nonsense")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_wrong_command_line_is_one_line_that_names_the_help(string arguments)
    {
        var (code, output, error) = await Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), null);
        Assert.Equal((2, ""), (code, output));
        Assert.Matches(@"^pico: [^\n]+; see '[^\n]+ --help'\n$", error);
    }

    [Fact]
    public async Task Success_prints_what_the_command_prints()
    {
        Assert.Equal((0, "done\n", ""), await Run(["work"], null));
    }

    private static async Task<(int Code, string Output, string Error)> Run(string[] arguments, Exception? failure)
    {
        var work = new Command("work", "Works.");
        work.SetAction(parsed =>
        {
            if (failure is not null) throw failure;
            parsed.InvocationConfiguration.Output.WriteLine("done");
        });
        work.Add(new Option<int>("--number"));
        var root = new RootCommand("Test.") { work };
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await ErrorBoundary.RunAsync(root, arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
