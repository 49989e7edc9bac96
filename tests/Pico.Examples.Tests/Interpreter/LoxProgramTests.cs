namespace Pico.Examples.Tests.Interpreter;

/// <summary>The rules of "Crafting Interpreters", a program for each, run by both engines: what is printed, and the book's messages to the letter.</summary>
public class LoxProgramTests
{
    public static TheoryData<string> Names => [.. LoxProgram.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_program_does_what_its_comments_say(string name)
    {
        var program = LoxProgram.Read(name);
        var expected = new LoxRun(program.Output, program.Error, program.ExitCode);
        Assert.All(LoxRun.Engines, engine => Assert.Equal(expected, LoxRun.Of(program.Source, engine)));
    }

    [Fact]
    public void There_are_hundreds() => Assert.True(LoxProgram.Names.Count() > 350);
}
