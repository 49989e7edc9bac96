using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Every PICO3xxx with its exact span, which the sources mark by [|…|], and what it says.</summary>
public class GrammarDiagnosticTests
{
    [Theory]
    [InlineData("PICO3001", "[Grammar] public static class [|G|] { [Rule(\"'a'\")] static void A() { } }", "must be partial")]
    [InlineData("PICO3001", "public static class [|Outer|] { [Grammar] public static partial class G { [Rule(\"'a'\")] static void A() { } } }", "'Outer' is a grammar or holds one")]
    [InlineData("PICO3002", "[Grammar] public static partial class [|G|] { }", "it has no method with [Rule]")]
    [InlineData("PICO3002", "[Grammar] public static partial class [|G|]<T> { [Rule(\"'a'\")] static void A() { } }", "'G' is generic")]
    [InlineData("PICO3002", "[Grammar] file static partial class [|G|] { [Rule(\"'a'\")] static void A() { } }", "'G' is local to its file")]
    [InlineData("PICO3002", "[[|Grammar(MaxDepth = 0)|]] public static partial class G { [Rule(\"'a'\")] static void A() { } }", "its MaxDepth is not positive")]
    [InlineData("PICO3016", "public static partial class G { [[|Rule(\"'a'\")|]] static void A() { } }", "'[Rule]' has no effect here: 'G' is not marked [Grammar]")]
    [InlineData("PICO3016", "public class G { [[|Token(\"a\")|]] void A() { } }", "[Token]")]
    public Task Classes(string id, string source, string message) => Verify(id, source, message);

    [Theory]
    [InlineData("PICO3002", "[Rule(\"'a'\")] static void [|A|]<T>() { }", "it is generic")]
    [InlineData("PICO3002", "[Rule(\"'a'\")] static async System.Threading.Tasks.Task [|A|]() => await System.Threading.Tasks.Task.Yield();", "it is async")]
    [InlineData("PICO3002", "[Rule(\"'a'\")] static ref int [|A|]() => ref x; static int x;", "it returns a reference")]
    [InlineData("PICO3002", "[Rule(\"'a'\")] static void [|A|](ref Token x) { }", "its parameter 'x' is passed by reference")]
    [InlineData("PICO3002", "[Rule(\"'a'\")] static ReadOnlySpan<int> [|A|]() => [];", "it returns a ref struct")]
    [InlineData("PICO3002", "[Rule(\"'a'\", Name = \"A\")] static unsafe int* [|A|]() => null;", "it returns a pointer")]
    [InlineData("PICO3002", "[Rule(\"'a'\")] static List<int> [|A|]() => [];", "no simple name")]
    [InlineData("PICO3002", "[Rule(\"'a'\", Name = \"1x\")] static int [|A|]() => 1;", "is not an identifier")]
    [InlineData("PICO3002", "[Rule(\"'a'\"), Try(0)] static int [|A|]() => 1;", "1 to 10,000 tokens, not 0")]
    [InlineData("PICO3002", "[Rule(\"X\")] static void A(int x) { } [Token(\"x\")] static int [|X|](string text) => 1;", "a token's method has one parameter")]
    [InlineData("PICO3002", "[Rule(\"X\")] static void A() { } [Token(\"x\")] static void [|X|](ReadOnlySpan<char> text) { }", "it is never called")]
    public Task Signatures(string id, string members, string message) => VerifyMembers(id, members, message);

    [Theory]
    [InlineData("'a' [|+|]", "'+' begins no part")]
    [InlineData("'a'  [|)|]", "')' is not expected here")]
    [InlineData("('b' [|(|]'a'", "the parenthesis is not closed")]
    [InlineData("'b' [|'a|]", "the literal is not closed")]
    [InlineData("'b' [|''|]", "the literal is empty")]
    [InlineData("'a' [|\\\"|]b\\\"", "literals stand in single quotes")]
    [InlineData("'a' [|<oops|]", "the message is not closed")]
    [InlineData("'a' [|< >|]", "the message is empty")]
    [InlineData("'a'*[|*|]", "'*' begins no part")]
    [InlineData("x:[|:|]", "':' begins no part")]
    public Task Productions(string production, string message) => VerifyMembers("PICO3003", "[Rule(\"" + production + "\")] static void A() { }", message);

    [Theory]
    [InlineData("[[|z-a|]]")]
    [InlineData("a[|**|]")]
    [InlineData("[|(|]a")]
    [InlineData("[|a*|]")]
    public async Task Regular_expressions(string pattern)
    {
        var (source, _) = Unmark("[Grammar] public static partial class G { [Token(\"" + pattern + "\")] static void X() { } [Rule(\"X\")] static void A() { } }");
        var diagnostic = Assert.Single(await Analyze(source));
        Assert.Equal("PICO3004", diagnostic.Id);
        Assert.InRange(diagnostic.Location.SourceSpan.Start, source.IndexOf('"') + 1, source.IndexOf("\")", StringComparison.Ordinal)); // what exactly is RegexParserTests' matter
    }

    [Theory]
    [InlineData("PICO3003", "[Rule(\"'a' %[|\"|])] static void A() { }", "a part is missing at the end")]
    [InlineData("PICO3005", "[Rule(\"'a' [|Nummer|]\")] static void A() { } [Rule(\"Number\", Name = \"B\")] static void C(int x) { } [Token(\"1\")] static int Number(ReadOnlySpan<char> t) => 1;", "did you mean 'Number'?", "G(\"A\", \"B\")")]
    [InlineData("PICO3005", "[Rule(\"'a'\")] static void A() { }", "called 'B'", "G(\"A\", \"[|B|]\")")]
    [InlineData("PICO3005", "[Rule(\"'a'\")] static void A() { }", "called 'B'", "G, [|Recover(\"B\")|]")]
    [InlineData("PICO3003", "[Rule(\"'a'*\")] static void A() { }", "[Recover] names tokens with '|' between them", "G, [|Recover(\"A\", After = \"'a' 'b'\")|]")]
    [InlineData("PICO3006", "[Rule(\"'a'\")] static void A() { } [Rule(\"[|'b'|]\")] static void B() { }", "'B' is not reached from 'A'")]
    [InlineData("PICO3006", "[Rule(\"'a'\")] static void A() { } [Token(\"[|x+|]\")] static void X() { }", "'X' is a token that no rule uses")]
    [InlineData("PICO3006", "[Rule(\"[|'a' A|]\")] static void A() { }", "'A' never ends")]
    [InlineData("PICO3006", "[Rule(\"'a'\")] static void A() { }", "'A' is an entry already", "G(\"A\", \"[|A|]\")")]
    [InlineData("PICO3006", "[Rule(\"B | C\")] static void A() { } [Rule(\"[|'b' 'x'|]\"), Try] static void B() { } [Rule(\"'c'\")] static void C() { }", "needs no [Try]")]
    [InlineData("PICO3007", "[Rule(\"'if' Word\")] static void A() { } [Token(\"[|if|if|]\")] static void Word() { }", "the literal 'if' matches first")]
    [InlineData("PICO3007", "[Rule(\"X Y\")] static void A() { } [Token(\"[a-z]\")] static void X() { } [Token(\"[|[b-d]|]\")] static void Y() { }", "'X' matches first")]
    [InlineData("PICO3009", "[Rule(\"[|A|]\")] static void A() { }", "A -> A; the production is nothing but itself")]
    [InlineData("PICO3009", "[Rule(\"[|A 'x'|]\")] static void A() { }", "every alternative begins with 'A' itself")]
    [InlineData("PICO3009", "[Rule(\"[|B 'x' | 'y'|]\")] static void A() { } [Rule(\"C 'z' | 'w'\")] static void B() { } [Rule(\"A\")] static void C() { }", "A rule begins with itself: A -> B -> C -> A; only")]
    [InlineData("PICO3009", "[Rule(\"[|'y'? A 'x' | 'z'|]\")] static void A() { }", "A -> A; only")]                    // hidden behind a part that can be empty
    [InlineData("PICO3009", "[Rule(\"[|B A 'x' | 'z'|]\")] static void A() { } [Rule(\"'q'*\")] static void B() { }", "A -> A; only")] // or a rule
    [InlineData("PICO3009", "[Rule(\"[|'x'?|]\", Name = \"A\")] static void A1() { } [Rule(\"A B\", Name = \"A\")] static void A2() { } [Rule(\"A 'y'\")] static void B() { }", "A -> B -> A; only")] // or an operand
    [InlineData("PICO3010", "[Rule(\"'x' [|('a'? 'b'*)*|]\")] static void A() { }", "What is repeated can be empty")]
    [InlineData("PICO3010", "[Rule(\"'x' [|('a'*)?|]\")] static void A() { }", "What is optional can be empty")]
    [InlineData("PICO3010", "[Rule(\"'x' [|B+|]\")] static void A() { } [Rule(\"'y'?\")] static void B() { }", "What is repeated can be empty")]
    [InlineData("PICO3010", "[Rule(\"[|A 'y'?|]\", Name = \"A\")] static void A1() { } [Rule(\"'x'\", Name = \"A\")] static void A2() { }", "What is behind the operand can be empty")]
    [InlineData("PICO3010", "[Rule(\"[|'x'?|]\", Name = \"A\"), Try] static void A1() { } [Rule(\"'x' 'y'\", Name = \"A\")] static void A2() { }", "What is tried can be empty")]
    [InlineData("PICO3012", "[Rule(\"X\", Name = \"B\")] static void A() { } [Token(\"x\")] static void X() { } [Rule(\"[|'c'|]\")] static void X(Token t) { }", "'X' is a token and a rule")]
    [InlineData("PICO3013", "[Rule(\"'x'\")] static int A() => 1; [Infix(\"+\", 5)] static int B(int l, int r) => l; [Infix(\"[|-|]\", 5, Associativity = Associativity.Right)] static int C(int l, int r) => l;", "operators of precedence 5 are Left and Right associative")]
    [InlineData("PICO3013", "[Rule(\"'x'\")] static int A() => 1; [Infix(\"[|+|]\", 0)] static int B(int l, int r) => l;", "the precedence 0 is not between 1 and 1,000,000")]
    [InlineData("PICO3013", "[Rule(\"'x'\", Expect = \"a\")] static int A() => 1; [Rule(\"[|'y'|]\", Expect = \"b\")] static int B() => 1;", "two messages for Expect")]
    [InlineData("PICO3013", "[Rule(\"'x'\")] static int A() => 1; [[|Infix(\"\", 5)|]] static int B(int l, int r) => l;", "the operator is empty")]
    [InlineData("PICO3013", "[Rule(\"'x'\")] static int A() => 1; [Prefix(\"[|  |]\", 5)] static int B(int r) => r;", "the operator is empty")]
    [InlineData("PICO3014", "[Rule(\"X\")] static void A() { } [[|Token(\"x\", Push = \"m\")|]] static void X() { }", "the mode 'm' that is pushed has no tokens")]
    [InlineData("PICO3014", "[Rule(\"X\")] static void A() { } [[|Token(\"x\", Mode = \"m\")|]] static void X() { }", "nothing pushes the mode 'm'")]
    [InlineData("PICO3015", "[Rule(\"X\")] static void A() { } [Token(\"[|(a|b)*a(a|b){20}|]\")] static void X() { }", "too many states")]
    public Task Declarations(string id, string members, string message, string header = "G") => VerifyMembers(id, members, message, header);

    [Theory]
    [InlineData("[Rule(\"[|Number|]\")] static void A() { }", "this part has the type int, but 'A' has no parameter left for it")]
    [InlineData("[Rule(\"'a' [|Number|]\")] static void A(string x) { }", "this part has the type int, but parameter 'x' of 'A' is string")]
    [InlineData("[Rule(\"[|Number*|]\")] static void A(int x) { }", "this part has the type a list of int")]
    [InlineData("[Rule(\"[|Number?|]\")] static void A(int x) { }", "this part has the type int?")]
    [InlineData("[Rule(\"[|(Number ',' Number)|]*\")] static void A(int x) { }", "a list of (int, int)", "[|(Number ',' Number)*|]")]
    [InlineData("[Rule(\"[|Number 'b'|]\")] static void A(int x, string y) { }", "no part is left for parameter 'y' of type string of 'A'")]
    [InlineData("[Rule(\"y:[|Number|]\")] static void A(int x) { }", "'A' has no parameter 'y' that is free")]
    [InlineData("[Rule(\"x:Number x:[|Number|]\")] static void A(int x) { }", "'A' has no parameter 'x' that is free")]
    [InlineData("[Rule(\"[|Number | 'b'|]\")] static void A() { }", "the alternatives of a group must have values of one type")]
    [InlineData("[Rule(\"'a' ([|Number Number*|])\")] static void A() { }", "a list or an optional part inside a group of several values")]
    [InlineData("[Rule(\"[|(Number*)+|]\")] static void A() { }", "a list of lists")]
    [InlineData("[Rule(\"(x:[|Number|] 'a')*\")] static void A(List<int> x) { }", "a label inside a group")]
    [InlineData("[Rule(\"Number\", Name = \"B\")] static int A(int x) => x; [Rule(\"[|'b'|]\", Name = \"B\")] static string C() => \"\";", "the alternatives of 'B' return int and string")]
    [InlineData("[Rule(\"'b'\", Name = \"B\")] static string? C() => null; [Rule(\"[|B|] Number\")] static void A(string b, int x) { }", "this part has the type string?, but parameter 'b' of 'A' is string", null, "G(\"A\")")]
    [InlineData("[Rule(\"Number\")] static int A(int x) => x; [Infix(\"[|+|]\", 5)] static int B(string left, int right) => right;", "the operand in front has the type int")]
    public Task Parts(string members, string message, string? span = null, string header = "G")
    {
        var token = " [Token(\"[0-9]+\")] static int Number(ReadOnlySpan<char> text) => 1;";
        members = span is null ? members : Unmark(members).Source.Replace(Unmark(span).Source, span, StringComparison.Ordinal);
        return VerifyMembers("PICO3011", members + token, message, header);
    }

    [Theory]
    [InlineData("\"'a' [|Undefined|] 'b'\"")]
    [InlineData("\"'\\t\\u0041\\x41\\U0001F600' [|Undefined|]\"")]
    [InlineData("@\"'\"\"' [|Undefined|] 'b'\"")]
    [InlineData("\"\"\"'\"' [|Undefined|] 'b'\"\"\"")]
    [InlineData("\"\"\"\n    'a'\n\n      [|Undefined|]\n    'b'\n    \"\"\"")]
    [InlineData("\"\"\"\r\n    'a'\r\n\r\n      [|Undefined|]\r\n    'b'\r\n    \"\"\"")]
    [InlineData("[|\"Undef\" + \"ined\"|]")]
    [InlineData("[|Constant|]")]
    public Task Every_kind_of_literal_is_mapped(string literal) =>
        VerifyMembers("PICO3005", "const string Constant = \"Undefined\"; [Rule(" + literal + ")] static void A() { }", "called 'Undefined'");

    [Theory]
    [InlineData("[Rule(\"'if' 'c' S [|('else' S)?|] | 'x'\")] static void S() { }",
        "after 'else' 'if' 'c' it could be the optional part, as in 'else' 'if' 'c' 'x', or what follows the optional part, as in 'else' 'if' 'c' 'x'")]
    [InlineData("[Rule(\"[|'a' 'b' 'c' 'd'|]\", Name = \"S\")] static void A() { } [Rule(\"'a' 'b' 'c' 'e'\", Name = \"S\")] static void B() { }",
        "after 'a' 'b' 'c' it could be the alternative 'a' 'b' 'c' 'd', as in 'a' 'b' 'c' 'd', or the alternative 'a' 'b' 'c' 'e', as in 'a' 'b' 'c' 'e'")]
    [InlineData("[Rule(\"'x' [|('a' % ',')|] ',' 'a' ',' 'a' ',' 'a'\")] static void S() { }",
        "after ',' 'a' ',' it could be one more round, as in ',' 'a' ',' 'a' ',' 'a' ',' 'a', or what follows the repetition, as in ',' 'a' ',' 'a' ',' 'a'", "'a' % ','")]
    [InlineData("[Rule(\"'x' | 'if' S 'then' S\", Name = \"S\")] static void A() { } [Rule(\"[|S '+' S|]\", Name = \"S\")] static void B() { }",
        "it could be S '+' S, as in ")]
    public Task Conflicts(string members, string message, string? span = null) =>
        VerifyMembers("PICO3008", span is null ? members : Unmark(members).Source.Replace(span, "[|" + span + "|]", StringComparison.Ordinal), message);

    [Theory]
    [InlineData("[Rule(\"'a' 'b' 'c'\", Name = \"S\")] static void A() { } [Rule(\"'a' 'b' 'd'\", Name = \"S\")] static void B() { }")] // the third token decides
    [InlineData("[Rule(\"'if' 'c' S ('else' S)?! | 'x'\")] static void S() { }")]
    [InlineData("[Rule(\"'a' 'b' 'c' 'd'\", Name = \"S\"), Try] static void A() { } [Rule(\"'a' 'b' 'c' 'e'\", Name = \"S\")] static void B() { }")]
    [InlineData("[Rule(\"\")] static void S() { }")]
    [InlineData("[Rule(\"'x' % ',' ','?\")] static void S() { }")]
    public async Task Nothing_is_wrong_with(string members)
    {
        var run = GrammarDriver.Run("[Grammar] public static partial class G { " + members + " }");
        Assert.Empty(await run.Analyze(new GrammarAnalyzer()));
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Id != "CS1591");
    }

    /// <summary>With mistakes a class still has what a correct one would have, so that one mistake is one message.</summary>
    [Theory]
    [InlineData("[Rule(\"'a' Undefined\")] static int A(int x) => x;")]
    [InlineData("[Rule(\"'a'\")] static int A(ref Token x) => 1;")]
    [InlineData("[Rule(\"Number 'b' 'c' 'd' | Number 'b' 'c' 'e'\")] static int A(int x) => x;")]
    public async Task Uses_of_a_grammar_with_mistakes_bind(string members)
    {
        var run = GrammarDriver.Run("[Grammar(Recognizer = true)] public static partial class G { [Token(\"[0-9]+\")] static int Number(ReadOnlySpan<char> t) => 1; " + members + """
             static bool Ask(Token token) => token.Kind == TokenKind.Number; }
            public static class User { public static int Use(string text) => G.ParseInt(text).Value + G.ParseInt("1"u8).Errors.Count + (G.AcceptsInt(text) ? 1 : 0) + G.Ebnf.Length; }
            """);
        Assert.Single(await run.Analyze(new GrammarAnalyzer()), diagnostic => diagnostic.Id is not "PICO3006");
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("static class [|Token|] { }")]
    [InlineData("enum [|TokenKind|] { }")]
    [InlineData("static int [|Parser|] => 1;")]
    [InlineData("class [|Lexer|] { }")]
    [InlineData("static void [|Ebnf|]() { }")]
    [InlineData("static int [|ParseInt|];")]
    [InlineData("static int [|ParseInt|](ReadOnlySpan<char> text, Pico.Parsing.ParseOptions? options = null) => 1;")]
    [InlineData("static bool [|AcceptsInt|](ReadOnlySpan<byte> text, Pico.Parsing.ParseOptions? options = null) => true;")]
    [InlineData("static class [|ParseIntFrom|] { }")]
    public Task Names_of_the_user_that_are_generated_too(string member) =>
        Verify("PICO3012", "[Grammar(Recognizer = true)] public static partial class G { [Rule(\"'a'\")] static int A() => 1; " + member + " }", "the generated parser declares", hasCompilerErrors: true);

    [Fact]
    public Task A_class_that_is_named_like_one_of_its_members() =>
        Verify("PICO3012", "[Grammar] public static partial class [|Parser|] { [Rule(\"'a'\")] static int A() => 1; }", "the generated parser declares", hasCompilerErrors: true);

    [Fact]
    public Task Entries_that_differ_in_the_case_of_the_first_letter() =>
        Verify("PICO3012", "[Grammar(\"int\", \"[|Int|]\")] public static partial class G { [Rule(\"'a'\")] static int A() => 1; [Rule(\"'b'\", Name = \"Int\")] static void B() { } }", "'ParseInt'");

    [Fact]
    public async Task An_internal_error_is_reported_and_not_thrown()
    {
        // Nothing is known that causes PICO3099; that the descriptor can be shown is all that can be tested.
        Assert.Contains("please report", Diagnostics.GrammarDiagnostics.Internal.MessageFormat.ToString(null), StringComparison.Ordinal);
        Assert.Empty(await Analyze("[Grammar] public static partial class G { [Rule(\"'a'\")] static void A() { } }"));
    }

    [Fact]
    public async Task Deep_groups_and_thousands_of_rules_take_bounded_stack_and_time()
    {
        var watch = Stopwatch.StartNew();
        var deep = new string('(', 5000) + "'a'" + new string(')', 5000);
        Assert.Equal("PICO3003", Assert.Single(await Analyze("[Grammar] public static partial class G { [Rule(\"" + deep + "\")] static void A() { } }")).Id);

        // Cubic work would show here, and slow machines would not. A chain, in the order that suits iterations worst, and a flat list.
        const int count = 500;
        var chain = string.Concat(Enumerable.Range(0, count).Select(i => $"[Rule(\"{(i == count - 1 ? "'a'" : $"N{i + 1} 'b'?")}\")] static void N{i}() {{ }}\n"));
        var flat = $"[Rule(\"{string.Join(" | ", Enumerable.Range(0, count).Select(i => "N" + i))}\")] static void N() {{ }}\n" +
            string.Concat(Enumerable.Range(0, count).Select(i => $"[Rule(\"'k{i}' 'x'\")] static void N{i}() {{ }}\n"));
        foreach (var members in new[] { chain, flat })
        {
            var diagnostics = await Analyze("[Grammar] public static partial class G {\n" + members + "}");
            Assert.All(diagnostics, diagnostic => Assert.Contains(diagnostic.Id, new[] { "PICO3008", "PICO3015" }));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
    }

    private static Task VerifyMembers(string id, string members, string message, string header = "G")
    {
        var attributes = "Grammar" + header[1..];
        return Verify(id, "[" + attributes + "] public static partial class G { " + members + " }", message);
    }

    private static async Task Verify(string id, string marked, string message, bool hasCompilerErrors = false)
    {
        var (source, span) = Unmark(marked);
        var run = GrammarDriver.Run(source);
        Assert.Empty(run.Result.Diagnostics);
        if (!hasCompilerErrors)
        {
            Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not ("CS0260" or "CS0751" or "CS9051" or "CS8795"));
        }

        var diagnostics = await run.Analyze(new GrammarAnalyzer());
        Assert.True(diagnostics.Count == 1, string.Join("\n", diagnostics));
        var diagnostic = diagnostics[0];
        Assert.Equal((id, span), (diagnostic.Id, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)));
        Assert.Equal(marked.IndexOf("[|", StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start);
        Assert.True(diagnostic.GetMessage().Contains(message, StringComparison.Ordinal), diagnostic.GetMessage());
        Assert.DoesNotContain('\n', diagnostic.GetMessage());
    }

    private static Task<IReadOnlyList<Diagnostic>> Analyze(string source) => GrammarDriver.Run(source).Analyze(new GrammarAnalyzer());

    private static (string Source, string Span) Unmark(string marked)
    {
        var (start, end) = (marked.IndexOf("[|", StringComparison.Ordinal), marked.IndexOf("|]", StringComparison.Ordinal));
        return start < 0 ? (marked, "") : (marked.Remove(end, 2).Remove(start, 2), marked[(start + 2)..end]);
    }
}
