using Pico.Examples.Interpreter;

namespace Pico.Examples.Tests.Interpreter;

/// <summary>How many, how deep, how long: what the book's implementation allows, and where ours ends with a clear error.</summary>
public class LoxLimitTests
{
    public static TheoryData<string> Engines => [.. LoxRun.Engines];

    private static string Names(string prefix, int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => prefix + i));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_call_may_have_255_arguments(string engine)
    {
        var numbers = string.Join(", ", Enumerable.Range(1, 255));
        var run = LoxRun.Of($"fun f({Names("a", 255)}) {{ return a1 + a128 + a255; }} print f({numbers});", engine);
        Assert.Equal(new LoxRun("384\n", "", 0), run);
        var method = LoxRun.Of($"class A {{ m({Names("a", 255)}) {{ return a254; }} }} print A().m({numbers});", engine);
        Assert.Equal(new LoxRun("254\n", "", 0), method);
    }

    [Fact]
    public void A_call_may_not_have_256_arguments()
    {
        var run = LoxRun.Of($"fun f() {{}}\nf({Names("a", 255)}, b + last);", "Portable");
        Assert.Equal(new LoxRun("", "[line 2] Error at 'last': Can't have more than 255 arguments.\n", 65), run);
    }

    [Fact]
    public void A_function_may_not_have_256_parameters()
    {
        var run = LoxRun.Of($"fun f({Names("a", 258)}) {{}}", "Portable");
        Assert.Equal(new LoxRun("", "[line 1] Error at 'a256': Can't have more than 255 parameters.\n", 65), run);
    }

    [Theory]
    [InlineData("{ LOCALS }")]
    [InlineData("fun f() { LOCALS }")]
    [InlineData("class A { m() { LOCALS } }")]
    [InlineData("fun f(a, b) { { LOCALS } }", 2)]
    public void A_function_has_255_locals_besides_its_receiver(string frame, int others = 0)
    {
        string Locals(int count) => frame.Replace("LOCALS", string.Concat(Enumerable.Range(1, count - others).Select(i => $"var v{i}; ")));
        Assert.Equal(0, LoxRun.Of(Locals(255), "Portable").ExitCode);
        var run = LoxRun.Of(Locals(256), "Portable");
        Assert.Equal(new LoxRun("", $"[line 1] Error at 'v{256 - others}': Too many local variables in function.\n", 65), run);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Locals_of_ended_blocks_do_not_count(string engine)
    {
        var block = "{ " + string.Concat(Enumerable.Range(1, 200).Select(i => $"var v{i} = {i}; ")) + "print v200; } ";
        Assert.Equal(new LoxRun("200\n200\n200\n", "", 0), LoxRun.Of($"fun f() {{ {Repeat(block, 3)} }} f();", engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_function_captures_256_variables(string engine)
    {
        string Capturing(int count)
        {
            var first = string.Concat(Enumerable.Range(1, 200).Select(i => $"var v{i} = 1; "));
            var rest = string.Concat(Enumerable.Range(201, count - 200).Select(i => $"var v{i} = 1; "));
            var sum = string.Join("; s = s + ", Enumerable.Range(1, count).Select(i => "v" + i));
            return $"fun a() {{ {first} fun b() {{ {rest} fun c() {{ var s = 0; s = s + {sum}; return s; }} return c; }} return b; }} print a()()();";
        }

        Assert.Equal(new LoxRun("256\n", "", 0), LoxRun.Of(Capturing(256), engine));
        Assert.Equal(new LoxRun("", "[line 1] Error at 'v257': Too many closure variables in function.\n", 65), LoxRun.Of(Capturing(257), engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Recursion_may_be_4900_deep(string engine)
    {
        Assert.Equal(new LoxRun("4900\n", "", 0), LoxRun.Of("fun f(n) { if (n == 0) return 0; return 1 + f(n - 1); } print f(4900);", engine));
        Assert.Equal(new LoxRun("4900\n", "", 0), LoxRun.Of("class A { m(n) { if (n == 0) return 0; return 1 + this.m(n - 1); } } print A().m(4900);", engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Endless_recursion_overflows_the_stack(string engine)
    {
        var run = LoxRun.Of("fun f() {\n  f();\n}\nprint 1;\nf();", engine);
        Assert.Equal(70, run.ExitCode);
        Assert.Equal("1\n", run.Output);
        var lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.Equal("Stack overflow.", lines[0]);
        Assert.All(lines[1..33], line => Assert.Equal("[line 2] in f()", line));
        Assert.Equal("... and 4936 more, then", lines[33]);
        Assert.All(lines[34..^1], line => Assert.Equal("[line 2] in f()", line));
        Assert.Equal("[line 5] in script", lines[^1]);
        Assert.Equal(66, lines.Length);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_trace_of_64_calls_is_whole(string engine)
    {
        var run = LoxRun.Of("fun f(n) { if (n == 1) return nil + 1; return f(n - 1); }\nf(63);", engine);
        Assert.Equal("Operands must be two numbers or two strings.\n" + Repeat("[line 1] in f()\n", 63) + "[line 2] in script\n", run.Error);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Recursion_in_deep_expressions_ends_in_an_error(string engine)
    {
        // Few of its calls fit where thousands of others do.
        var (open, close) = (Repeat("(1 + ", 300), Repeat(")", 300));
        var run = LoxRun.Of($"fun f(n) {{ return {open}f(n + 1){close}; }}\nf(0);", engine);
        Assert.Equal((70, "Stack overflow."), (run.ExitCode, run.Error.Split('\n')[0]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Calls_nested_in_arguments_end_in_an_error(string engine)
    {
        var (open, close) = (Repeat("f(", 300), Repeat(")", 300));
        Assert.Equal(new LoxRun("1\n", "", 0), LoxRun.Of($"fun f(a) {{ return a; }} print {open}1{close};", engine));
        var run = LoxRun.Of($"fun g(a) {{ return a; }} fun f(a) {{ return {open.Replace('f', 'g')}f(a){close}; }}\nf(0);", engine);
        Assert.Equal((70, "Stack overflow."), (run.ExitCode, run.Error.Split('\n')[0]));
    }

    [Theory]
    [InlineData("print ", "(", "1", ")", ";")]
    [InlineData("print ", "-", "1", "", ";")]
    [InlineData("print ", "!", "1", "", ";")]
    [InlineData("var a; a", " = a", "", "", ";")]
    [InlineData("", "{", "", "}", "")]
    [InlineData("", "if (true) ", "1;", "", "")]
    [InlineData("", "if (true) 1; else ", "1;", "", "")]
    [InlineData("", "while (false) ", "1;", "", "")]
    [InlineData("", "for (;false;) ", "1;", "", "")]
    [InlineData("", "fun f() {", "", "}", "")]
    [InlineData("", "class A { m() {", "", "}}", "")]
    [InlineData("fun f(a) {} ", "f(", "1", ")", ";")]
    [InlineData("print 1", " + 1", "", "", ";")]
    [InlineData("print 1", " and 1", "", "", ";")]
    [InlineData("print 1", " == 1", "", "", ";")]
    [InlineData("fun f() {} f", "()", "", "", ";")]
    [InlineData("class A {} A()", ".x", "", "", ";")]
    public void Deep_nesting_is_a_compile_error(string before, string open, string middle, string close, string after)
    {
        string Nested(int depth) => before + Repeat(open, depth) + middle + Repeat(close, depth) + after;
        foreach (var depth in new[] { 100_000, 5_000, 1_010 })
        {
            var run = LoxRun.Of(Nested(depth), "Portable");
            Assert.Equal(65, run.ExitCode);
            Assert.Matches(@"^\[line 1\] Error at '[^']+': nested more than \d+ deep\n$", run.Error);
        }

        foreach (var engine in LoxRun.Engines)
        {
            Assert.NotEqual(65, LoxRun.Of(Nested(240), engine).ExitCode);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_long_program_is_no_deep_one(string engine)
    {
        var run = LoxRun.Of("var a = 0;\n" + Repeat("a = a + 1;\n", 2_000) + "print a;\nprint nil + 1;", engine);
        Assert.Equal(new LoxRun("2000\n", "Operands must be two numbers or two strings.\n[line 2003] in script\n", 70), run);
    }

    [Fact]
    public void Many_mistakes_are_reported_up_to_a_hundred()
    {
        var run = LoxRun.Of(Repeat("print 1 2;\n", 1000), "Portable");
        Assert.Equal(100, run.Error.Count(c => c == '\n'));
        Assert.EndsWith("[line 100] Error at '2': Expect ';' after value.\n", run.Error);
    }

    [Fact]
    public void A_token_of_several_lines_counts_for_its_last()
    {
        var run = LoxRun.Of("print 1 \"a\nb\";\nprint 2 3;", "Portable");
        Assert.Equal("[line 2] Error at '\"a\nb\"': Expect ';' after value.\n[line 3] Error at '3': Expect ';' after value.\n", run.Error);
        Assert.Equal("[line 4] Error: Unterminated string.\n", LoxRun.Of("print \"a\n\nb\n", "Portable").Error);
    }

    [Fact]
    public void Carriage_returns_are_blank() =>
        Assert.Equal(new LoxRun("a\r\nb\n", "Operand must be a number.\n[line 4] in script\n", 70), LoxRun.Of("print\r\n\"a\r\nb\";\r\n-nil;\r\n", "Fast"));
}
