using Pico.Examples.Commands;
using Pico.Examples.Interpreter;

namespace Pico.Examples.Tests.Interpreter;

/// <summary>The prompt of <c>pico lox</c>: what is typed, and what comes of it.</summary>
public class LoxPromptTests
{
    [Theory]
    [InlineData("print 1;", "> 1\n> ")]
    [InlineData("1 + 2", "> 3\n> ")]
    [InlineData("1 + 2;", "> > ")]
    [InlineData("var a = 1;|a = a + 1|a", "> > 2\n> 2\n> ")]
    [InlineData("fun f(n) {|  return n * 2;|}|f(4)", "> . . > 8\n> ")]
    [InlineData("fun f() {}|f|f()|f();", "> > <fn f>\n> nil\n> > ")]
    [InlineData("class A {|m() {|return \"m\";|}|}|A().m()", "> . . . . > m\n> ")]
    [InlineData("print (1 +|2|);", "> . . 3\n> ")]
    [InlineData("\"one|two\"", "> . one\ntwo\n> ")]
    [InlineData("print 1||print 2;", "> . [line 3] Error at end: Expect ';' after value.\n> 2\n> ")]
    [InlineData("fun f() {||print 3;", "> . [line 3] Error at end: Expect '}' after block.\n> 3\n> ")]
    [InlineData("print 1 2;|print 3;", "> [line 1] Error at '2': Expect ';' after value.\n> 3\n> ")]
    [InlineData("var a = 1;|nil();|a", "> > Can only call functions and classes.\n[line 1] in script\n> 1\n> ")]
    [InlineData("missing|print 4;", "> Undefined variable 'missing'.\n[line 1] in script\n> 4\n> ")]
    [InlineData("||print 5;", "> > > 5\n> ")]
    [InlineData("// nothing|6 // six", "> > 6\n> ")]
    [InlineData("fun f() {", "> . [line 2] Error at end: Expect '}' after block.\n")]
    public void What_is_typed_is_run_when_it_is_complete(string typed, string shown)
    {
        foreach (var kind in new[] { LoxEngineKind.Portable, LoxEngineKind.Fast })
        {
            using var screen = new StringWriter { NewLine = "\n" };
            var lines = new Queue<string>(typed.Split('|'));
            var prompt = new LoxPrompt(new LoxEngine(screen, kind: kind), (engine, source) =>
            {
                var program = engine.Compile(source, out var mistakes);
                foreach (var line in mistakes.Count > 0 ? mistakes : engine.Run(program).Cast<object>())
                {
                    screen.WriteLine(line);
                }
            });
            prompt.Run(text =>
            {
                screen.Write(text);
                return lines.TryDequeue(out var line) ? line : null;
            });
            Assert.Equal(shown, screen.ToString());
        }
    }
}
