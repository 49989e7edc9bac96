using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.Interpreter;

/// <summary><c>pico lox</c>: exit codes and streams, the prompt, the resolved tree.</summary>
public class LoxCommandTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"pico-lox-{Guid.NewGuid():N}.lox");

    [Theory]
    [InlineData("print 1;", 0, "1\n", "")]
    [InlineData("", 0, "", "")]
    [InlineData("print 1; print 2 3; print 4 5;", 65, "", "[line 1] Error at '3': Expect ';' after value.\n[line 1] Error at '5': Expect ';' after value.\n")]
    [InlineData("print 1; fun f() { return -nil; }\nf(); print 2;", 70, "1\n", "Operand must be a number.\n[line 1] in f()\n[line 2] in script\n")]
    public async Task Exit_codes_are_the_books(string source, int code, string output, string error)
    {
        await File.WriteAllTextAsync(file, source);
        Assert.Equal(new CommandRun(code, output, error), await CommandRun.Of("lox", file));
        foreach (var engine in new[] { "portable", "fast" })
        {
            Assert.Equal(new CommandRun(code, output, error), await CommandRun.Of("lox", file, "--engine", engine));
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_74() =>
        Assert.Equal(new CommandRun(74, "", "pico: /no/such/file.lox does not exist\n"), await CommandRun.Of("lox", "/no/such/file.lox"));

    [Fact]
    public async Task A_folder_is_74()
    {
        var run = await CommandRun.Of("lox", Path.GetTempPath());
        Assert.Equal((74, ""), (run.Code, run.Output));
        Assert.Matches(@"^pico: [^\n]+ cannot be read: [^\n]+\n$", run.Error);
    }

    [Fact]
    public async Task An_unknown_engine_is_refused()
    {
        var run = await CommandRun.Of("lox", file, "--engine", "quick");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Matches(@"^pico: [^\n]*quick[^\n]*; see 'pico lox --help'\n$", run.Error);
    }

    [Fact]
    public async Task A_dump_shows_places_windows_and_captures()
    {
        await File.WriteAllTextAsync(
            file,
            """
            var a = 1;
            fun outer(x) {
              var y = x;
              fun inner(z) { return y + z * a; }
              return inner;
            }
            class A { init(n) { this.n = n; } }
            class B < A { m() { return super.m(1, !this.n); } }
            { var l = "text"; while (l == nil or l != 2) l = outer(l)(-2); }
            for (var i = 0; i < 2; i = i + 1) if (i > 1) print i; else A(i).n = nil;
            """);
        var run = await CommandRun.Of("lox", file, "--dump", "--engine", "portable");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            """
            script/0: 4 slots
              var a@global1 = 1
              fun outer@global2
                outer/1: 4 slots
                  var y@cell2 = x@local1
                  fun inner@local3
                    inner/1: 2 slots, local2 as captured0
                      return (y@captured0 + (z@local1 * a@global1))
                      return nil
                  return inner@local3
                  return nil
              class A@global3
                init/1: 2 slots
                  (this@local0.n = n@local1)
                  return this@local0
              class B@global4 < A@global3
                m/0: 4 slots
                  return super(this@local0).m[1](1, !this@local0.n)
                  return nil
              block
                var l@local1 = "text"
                while ((l@local1 == nil) or (l@local1 != 2))
                  (l@local1 = outer@global2[2](l@local1)[2](-2))
              block
                var i@local1 = 0
                while (i@local1 < 2)
                  if (i@local1 > 1)
                    print i@local1
                  else
                    (A@global3[2](i@local1).n = nil)
                then
                  (i@local1 = (i@local1 + 1))

            """,
            run.Output);
    }

    [Fact]
    public async Task A_dump_of_the_fast_engine_shows_its_code()
    {
        await File.WriteAllTextAsync(
            file,
            """
            fun sum(n) {
              var total = 0;
              for (var i = 0; i < n; i = i + 1) total = total + i;
              return total;
            }
            print "a\b";
            """);
        var run = await CommandRun.Of("lox", "--dump", file);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("    ldstr        \"a\\b\"\n", run.Output, StringComparison.Ordinal);
        var code = run.Output[run.Output.IndexOf("sum/1:\n    ldarg.0", StringComparison.Ordinal)..];
        Assert.Contains("// line 3\n", code, StringComparison.Ordinal);
        Assert.Contains(
            """
                ldloc        3 (Double)
                newobj       LoxValue(Double)
                ret

            """,
            code,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dump_of_what_is_wrong_is_its_errors()
    {
        await File.WriteAllTextAsync(file, "print ;");
        Assert.Equal(new CommandRun(65, "", "[line 1] Error at ';': Expect expression.\n"), await CommandRun.Of("lox", "--dump", file));
        Assert.Equal(new CommandRun(1, "", "pico: lox --dump needs a file; - is the standard input\n"), await CommandRun.Of("lox", "--dump"));
    }

    [Fact]
    public async Task Every_program_of_the_tests_can_be_dumped()
    {
        foreach (var name in LoxProgram.Names)
        {
            var program = LoxProgram.Read(name);
            var run = await CommandRun.Of("lox", "--dump", LoxProgram.PathOf(name));
            Assert.Equal((name, program.ExitCode == 65 ? 65 : 0), (name, run.Code));
            Assert.Equal(run.Code == 0, run.Output.StartsWith("script/0: ", StringComparison.Ordinal));
        }
    }

    public void Dispose() => File.Delete(file);
}
