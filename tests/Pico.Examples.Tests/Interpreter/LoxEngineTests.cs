using Pico.Examples.Interpreter;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Tests.Interpreter;

/// <summary>Lox inside another program: functions of the host, limits, cancellation, programs one after the other.</summary>
public class LoxEngineTests
{
    public static TheoryData<string> Engines => [.. LoxRun.Engines];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Functions_of_the_host_are_values(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, kind: LoxRun.KindOf(kind));
        engine.Define("add", 2, arguments => new LoxValue(arguments[0].Number + arguments[1].Number));
        engine.Define("six", 6, arguments => arguments[5]);
        engine.Define("nothing", 0, _ => LoxValue.Nil);
        engine.Define("isNumber", 1, arguments => LoxValue.Of(arguments[0].IsNumber));
        engine.Define("length", 1, arguments => new LoxValue(((string)arguments[0].Reference!).Length));
        var run = LoxRun.Of(
            """
            print add;
            print add(1, add(2, 3));
            print six(1, 2, 3, 4, 5, "six");
            print nothing();
            print isNumber(1);
            print isNumber("1");
            class A {}
            var a = A();
            a.add = add;
            print a.add(3, 4);
            var f = length;
            print f("four");
            print f == length;
            """,
            engine,
            output);
        Assert.Equal(new LoxRun("<native fn>\n6\nsix\nnil\ntrue\nfalse\n7\n4\ntrue\n", "", 0), run);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Functions_of_the_host_are_called_with_what_they_take(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, kind: LoxRun.KindOf(kind));
        engine.Define("two", 2, _ => throw new InvalidOperationException("it was called"));
        Assert.Equal("Expected 2 arguments but got 1.\n[line 1] in f()\n[line 2] in script\n", LoxRun.Of("fun f() { two(1); }\nf();", engine, output).Error);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_function_of_the_host_may_refuse(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, kind: LoxRun.KindOf(kind));
        engine.Define("text", 1, arguments => arguments[0].Reference is string ? arguments[0] : throw new LoxHostException("Expect a string."));
        Assert.Equal(new LoxRun("a\n", "Expect a string.\n[line 1] in f()\n[line 3] in script\n", 70), LoxRun.Of("fun f(a) { print text(a); }\nf(\"a\");\nf(1);", engine, output));
        Assert.Equal(new LoxRun("b\n", "", 0), LoxRun.Of("f(\"b\");", engine, output));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_a_function_of_the_host_throws_reaches_the_host(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, kind: LoxRun.KindOf(kind));
        engine.Define("broken", 0, _ => throw new InvalidOperationException("mine"));
        Assert.Equal("mine", Assert.Throws<InvalidOperationException>(() => LoxRun.Of("fun f() { broken(); } f();", engine, output)).Message);
        Assert.Equal(new LoxRun("still here\n", "", 0), LoxRun.Of("print \"still here\";", engine, output));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_engine_runs_one_program_at_a_time(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, kind: LoxRun.KindOf(kind));
        var inner = engine.Compile("print 1;", out _);
        engine.Define("again", 0, _ =>
        {
            engine.Run(inner);
            return LoxValue.Nil;
        });
        Assert.Contains("engine of its own", Assert.Throws<InvalidOperationException>(() => LoxRun.Of("again();", engine, output)).Message);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Globals_stay_from_program_to_program(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, kind: LoxRun.KindOf(kind));
        Assert.Equal(0, LoxRun.Of("var a = 1; fun get() { return a; } class A { m() { return late(); } } var i = A();", engine, output).ExitCode);
        Assert.Equal(new LoxRun("1\n", "", 0), LoxRun.Of("a = a + 0; print get();", engine, output));
        Assert.Equal(new LoxRun("2\n", "Operands must be numbers.\n[line 1] in script\n", 70), LoxRun.Of("a = 2; print get(); var b = 3; a = nil - 1; a = 100;", engine, output));
        Assert.Equal(new LoxRun("2\n3\n", "", 0), LoxRun.Of("print get(); print b;", engine, output));
        Assert.Equal(new LoxRun("", "[line 1] Error at ';': Expect expression.\n", 65), LoxRun.Of("a = 3; print ;", engine, output));
        Assert.Equal(new LoxRun("", "Undefined variable 'late'.\n[line 1] in m()\n[line 2] in script\n", 70), LoxRun.Of("\ni.m();", engine, output));
        Assert.Equal(new LoxRun("late\n2\n", "", 0), LoxRun.Of("fun late() { return \"late\"; } print i.m(); print a;", engine, output));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_compiled_program_may_run_again(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, kind: LoxRun.KindOf(kind));
        Assert.Equal(0, LoxRun.Of("var n = 0;", engine, output).ExitCode);
        var program = engine.Compile("n = n + 1; print n; if (n == 2) nil();", out _);
        Assert.Equal([0, 3, 0], Enumerable.Range(0, 3).Select(_ => engine.Run(program).Count).Select(count => count == 2 ? 3 : count));
        Assert.Equal("1\n2\n3\n", output.ToString());
    }

    [Theory]
    [InlineData("while (true) {}", "Step limit exceeded.\n[line 1] in script\n")]
    [InlineData("for (;;) {}", "Step limit exceeded.\n[line 1] in script\n")]
    [InlineData("fun f() {}\nfun g() {\n  while (true) f();\n}\ng();", "Step limit exceeded.\n[line 3] in g()\n[line 5] in script\n")]
    public void A_limit_on_steps_ends_a_program(string source, string error)
    {
        foreach (var kind in LoxRun.Engines)
        {
            Assert.Equal(new LoxRun("", error, 70), LoxRun.Of(source, kind, new LoxLimits { Steps = 10_000 }));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Steps_are_calls_and_rounds(string kind)
    {
        const string program = "fun f() {} for (var i = 0; i < 10; i = i + 1) f();"; // ten of each, and the script itself
        Assert.Equal(0, LoxRun.Of(program, kind, new LoxLimits { Steps = 21 }).ExitCode);
        Assert.Equal(70, LoxRun.Of(program, kind, new LoxLimits { Steps = 20 }).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Limits_count_anew_for_each_program(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, new LoxLimits { Steps = 1000, AllocatedBytes = 1 << 20, CallDepth = 20 }, LoxRun.KindOf(kind));
        Assert.Equal(0, LoxRun.Of("fun sum(n) { var s = 0; for (var i = 0; i < n; i = i + 1) s = s + i; return s; } fun deep(n) { if (n > 0) deep(n - 1); }", engine, output).ExitCode);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(new LoxRun("404550\n", "", 0), LoxRun.Of("print sum(900); deep(15);", engine, output));
            Assert.StartsWith("Step limit exceeded.\n", LoxRun.Of("sum(1100);", engine, output).Error);
            Assert.StartsWith("Stack overflow.\n", LoxRun.Of("deep(30);", engine, output).Error);
        }
    }

    [Theory]
    [InlineData("class A {} while (true) A();")]
    [InlineData("var s = \"x\"; while (true) s = s + s;")]
    [InlineData("var s = \"x\"; while (true) s = s + \"y\";")]
    [InlineData("class L { init(n) { this.n = n; } } var l; while (true) l = L(l);")]
    [InlineData("var f; while (true) { var a = f; fun g() { return a; } f = g; }")]
    public void A_limit_on_memory_ends_a_program(string source)
    {
        foreach (var kind in LoxRun.Engines)
        {
            Assert.StartsWith("Memory limit exceeded.\n[line 1] in ", LoxRun.Of(source, kind, new LoxLimits { AllocatedBytes = 8 << 20 }).Error);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_limit_on_memory_counts_strings_before_they_are_made(string kind)
    {
        using var output = new StringWriter();
        var engine = new LoxEngine(output, new LoxLimits { AllocatedBytes = 8 << 20 }, LoxRun.KindOf(kind));
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal("Memory limit exceeded.\n[line 1] in script\n", LoxRun.Of("var s = \"x\"; for (var i = 0; i < 40; i = i + 1) s = s + s;", engine, output).Error);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 1L << 30);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_limit_on_calls_overflows_the_stack(string kind)
    {
        var limits = new LoxLimits { CallDepth = 10 };
        Assert.Equal(0, LoxRun.Of("fun f(n) { if (n > 1) f(n - 1); } f(9);", kind, limits).ExitCode); // the script is a call too
        Assert.StartsWith("Stack overflow.\n[line 1] in f()\n", LoxRun.Of("fun f(n) { if (n > 1) f(n - 1); } f(10);", kind, limits).Error);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_limit_on_time_ends_a_program(string kind)
    {
        var run = LoxRun.Of("while (true) {}", kind, new LoxLimits { Time = TimeSpan.FromMilliseconds(50) });
        Assert.Equal(new LoxRun("", "Time limit exceeded.\n[line 1] in script\n", 70), run);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_program_can_be_cancelled(string kind)
    {
        using var output = new StringWriter();
        using var source = new CancellationTokenSource();
        var engine = new LoxEngine(output, kind: LoxRun.KindOf(kind), cancellation: source.Token);
        engine.Define("cancel", 0, _ =>
        {
            source.Cancel();
            return LoxValue.Nil;
        });
        Assert.Throws<OperationCanceledException>(() => LoxRun.Of("print 1; cancel(); while (true) {}", engine, output));
        Assert.Equal("1\n", output.ToString());
    }

    [Theory]
    [InlineData("1 + 2", true)]
    [InlineData("f(1)\n", true)]
    [InlineData("a = 2 // comment", true)]
    [InlineData("1 + 2;", false)]
    [InlineData("1 +", false)]
    [InlineData("print 1", false)]
    [InlineData("", false)]
    public void An_expression_is_no_program(string source, bool isExpression) => Assert.Equal(isExpression, LoxEngine.IsExpression(source));

    [Theory]
    [InlineData("fun f() {", true)]
    [InlineData("print (1 +", true)]
    [InlineData("class A { m() {", true)]
    [InlineData("print \"a", true)]
    [InlineData("print 1", true)]
    [InlineData("if (true)", true)]
    [InlineData("print 1;", false)]
    [InlineData("print 1 2", false)]
    [InlineData(") {", false)]
    [InlineData("", false)]
    public void A_program_that_lacks_its_end_is_incomplete(string source, bool isIncomplete) => Assert.Equal(isIncomplete, LoxEngine.IsIncomplete(source));
}
