using Pico.Examples.Commands;
using Pico.Examples.Grad.MicroGpt;
using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.Grad;

[Collection(nameof(AloneCollection))]
public class MicroGptTests
{
    [Fact]
    public void Tape_and_compiled_code_learn_alike()
    {
        var names = Names.Read(null, seed: 3);
        using var compiled = new CompiledLearner(MicroGptSettings.CreateModel(names.Vocab, seed: 3));
        var tape = new TapeLearner(MicroGptSettings.CreateModel(names.Vocab, seed: 3));
        for (var i = 0; i < 30; i++)
        {
            var (expected, actual) = (tape.Learn(names[i][..^1], names[i][1..], 0.01), compiled.Learn(names[i][..^1], names[i][1..], 0.01));
            Assert.Equal(expected, actual, 2e-4); // rounding, which thirty updates carry on
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var names = Names.Read(null, seed: 1);
        using var learner = new CompiledLearner(MicroGptSettings.CreateModel(names.Vocab, seed: 1));
        Learn(300);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Learn(300);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Learn(int count)
        {
            for (var i = 0; i < count; i++) learner.Learn(names[i][..^1], names[i][1..], 0.01);
        }
    }

    [SkippableFact]
    public async Task It_learns_real_names_and_makes_some_up()
    {
        var file = Path.Combine(TestData.Folder("text"), "names.txt");
        var run = await CommandRun.Of("grad", "microgpt", "--data", file, "--steps", "5000", "--tape-steps", "5");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(" parameters; 32,033 names (", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"the same 5 names: losses apart by at most (0\.0e\+0|\d\.\de-\d)", run.Output);
        var losses = run.Lines.Where(line => line.StartsWith("step ", StringComparison.Ordinal)).Select(line => double.Parse(line.Split("loss ")[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(10, losses.Count);
        Assert.InRange(losses[^1], 1.8, 2.4); // ln 27 is 3.30
        Assert.True(losses[^1] < losses[0] - 0.1);
        Assert.Matches(@"tape [\d,]+ us, compiled \d+\.\d\d us", run.Output);
        var made = run.Lines.Single(line => line.StartsWith("new names: ", StringComparison.Ordinal))["new names: ".Length..].Split(", ");
        Assert.Equal(20, made.Length);
        Assert.All(made, name => Assert.Matches("^[a-z]{0,15}$", name));
        Assert.True(made.Distinct().Count() > 10);
    }

    [Fact]
    public void Names_are_made_up_the_same_for_a_seed_and_cut_to_the_context()
    {
        var (first, second) = (Names.Read(null, seed: 5), Names.Read(null, seed: 5));
        Assert.True(first.Count > 1000);
        for (var i = 0; i < first.Count; i++)
        {
            Assert.Equal(first[i], second[i]);
            Assert.InRange(first[i].Length, 3, MicroGptSettings.Context + 1);
            Assert.Equal((first.Mark, first.Mark), (first[i][0], first[i][^1]));
            Assert.DoesNotContain(first.Mark, first[i][1..^1].ToArray());
        }
    }

    [Theory]
    [InlineData("\n  \n", "holds no names; write one a line")]
    [InlineData(null, "does not exist")]
    public void What_is_no_list_of_names_is_refused(string? content, string expected)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        if (content is not null) File.WriteAllText(file, content);
        try
        {
            Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Names.Read(file, 1)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
