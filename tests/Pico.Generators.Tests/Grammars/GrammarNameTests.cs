namespace Pico.Generators.Tests.Grammars;

/// <summary>Names and types of the user that generated code might trip over.</summary>
public class GrammarNameTests
{
    [Fact]
    public void Parameters_may_have_the_names_of_the_parsers_own_fields_and_methods()
    {
        string[] names = ["current", "errors", "lexer", "depth", "maxDepth", "loops", "budget", "ahead", "second", "third", "previousEnd", "reportedAt", "recoveredAt", "grammar", "maximum", "minimum",
            "result", "start", "left", "value", "item", "mark", "loop", "ints", "intsStart", "Take", "Fail", "Advance", "Recover", "Begin", "TokenKind", "G", "ParseA", "ParseInt", "@class", "S", "parsed", "isFirst", "token", "text", "Peek", "Pass", "kind", "isPassed"];
        var rules = string.Concat(names.Select((name, i) =>
            $"    [Rule(\"'{(char)('a' + (i % 26))}{i}' Number '+' Number* '-' (Number % ',')? '?'? Number '(' A ')'\", Name = \"A\")] static int Rule{i}(int {name}, IReadOnlyList<int> {name}s, int[] x{i}, bool {name}2, int {name}3, int {name}4, SourceSpan span{i}) => {name} + {name}s.Count + {name}3 + span{i}.Length;\n"));
        var driver = GrammarDriver.Compile(
            "[Grammar(Recognizer = true)] public static partial class G\n{\n    [Token(\"[0-9]+\")] static int Number(ReadOnlySpan<char> text) => int.Parse(text);\n" + rules + "    [Rule(\"'.'\", Name = \"A\")] static int End() => 0;\n}", "G", "A", recognizes: true);
        Assert.Equal(5 + 1 + 7 + 14, driver.Parse("a05+1-3,4?7(.)").Value);
    }

    [Fact]
    public void Rules_and_tokens_may_have_the_names_of_generated_members_and_of_keywords()
    {
        var driver = GrammarDriver.Compile("""
            [Grammar("Item", Recognizer = true), Skip(" ")]
            public sealed partial class Odd
            {
                [Token("a")] void End() { }
                [Token("b")] string @class(ReadOnlySpan<char> text) => "b";
                [Token("c")] void Kind() { }
                [Rule("(End | Kind 'End')+ XItem Next", Name = "Item")] string Whole(string x, string next) => x + next;
                [Rule("(class Kind)*", Name = "XItem")] string Many(IReadOnlyList<string> items) => string.Concat(items);
                [Rule("XItem2 if? (class 'class')*", Name = "Next")] string Ahead(string two, bool x, List<string> items) => two + string.Concat(items);
                [Rule("'X' ('Y' 'Z')*", Name = "XItem2")] string X() => "x";
                [Rule("'Skip'", Name = "if")] void Take() { }
            }
            """, "Odd", "Item", recognizes: true);
        Assert.Equal("bbxb", driver.Parse("a c End b c b c X Y Z Skip b class").Value);
        Assert.True(driver.Accepts("a X"));
    }

    /// <summary>A parser is as visible as its result.</summary>
    [Fact]
    public void Types_of_narrow_accessibility_narrow_the_parser()
    {
        var run = GrammarDriver.Run("""
            internal record Hidden;
            [Grammar] public static partial class A { [Rule("'a'")] static Hidden Make() => new(); }
            [Grammar] public static partial class B
            {
                private record Own;
                [Rule("'a'")] static Own Make() => new();
                public static bool Use() => ParseOwn("a").IsSuccess;
            }
            public static partial class Outer
            {
                private record Inner;
                [Grammar] private static partial class C { [Rule("'a'")] static Inner Make() => new(); }
                public static bool Use() => C.ParseInner("a").IsSuccess;
            }
            [Grammar] internal static partial class D { [Rule("'a'", Name = "Hiddens")] static Hidden[] Make() => []; }
            public static class User { static bool Use() => A.ParseHidden("a").IsSuccess && D.ParseHiddens("a").IsSuccess; }
            """);
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Id != "CS1591");
    }

    [Fact]
    public void Values_that_may_be_null_and_types_of_many_kinds()
    {
        var driver = GrammarDriver.Compile("""
            [Grammar, Skip(" ")]
            public static partial class Kinds
            {
                [Token("[0-9]+")] static int Number(ReadOnlySpan<char> text) => int.Parse(text);
                [Token("[a-z]+")] static string? Word(ReadOnlySpan<byte> text) => text.Length > 3 ? null : System.Text.Encoding.UTF8.GetString(text);
                [Rule("Pair Maybe? Many Words (Word Number)? (Number Word)* (Pair % ';')?")]
                static string Whole((int, int) pair, string? maybe, IReadOnlyCollection<int> many, IReadOnlyList<string?> words, (string?, int)? one, List<(int, string?)> pairs, System.Collections.Immutable.ImmutableArray<(int, int)> more) =>
                    $"{pair} {maybe} {string.Join("+", many)} {string.Join("+", words)} {one} {string.Join("+", pairs)} {string.Join("+", more)}";
                [Rule("'<' Number ',' Number '>'", Name = "Pair")] static (int, int) Pair(int a, int b) => (a, b);
                [Rule("'?' Word", Name = "Maybe")] static string? Maybe(string? word) => word;
                [Rule("'!'", Name = "Maybe")] static string Surely() => "!";
                [Rule("'[' (Number % ',')? ']'", Name = "Many")] static IReadOnlyCollection<int> Many(IEnumerable<int> numbers) => numbers.ToArray();
                [Rule("'{' Word* '}'", Name = "Words")] static IReadOnlyList<string?> Words(IReadOnlyList<string?> words) => words;
            }
            """, "Kinds", "String");
        Assert.Equal("(1, 2) ab 3+4 a (c, 5) (6, d)+(7, ) (8, 9)+(1, 0)", driver.Parse("<1,2>?ab[3,4]{a}c5 6d7efgh<8,9>;<1,0>").Value);
    }

    /// <summary>Generated code shows productions in remarks and literals in messages: neither may end a line there.</summary>
    [Fact]
    public void Texts_with_line_ends_stay_on_their_lines()
    {
        var driver = GrammarDriver.Compile("""
            [Grammar("Text"), Skip("[ \\n]+")]
            public static partial class G
            {
                [Rule("'a'\n('b' | 'c')?\n'\u2028' <a line\nends here>", Name = "Text")] static string Text() => "read";
            }
            """, "G", "Text");
        Assert.Equal("read", driver.Parse("a b \u2028").Value);
        Assert.Equal("a line ends here", Assert.Single(driver.Parse("a b").Errors).Message);
    }
}
