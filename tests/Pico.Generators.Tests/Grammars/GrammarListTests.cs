namespace Pico.Generators.Tests.Grammars;

/// <summary>Lists inside options and choices, lists that lose all their items, tokens named by their spelling, the text as a parameter.</summary>
public class GrammarListTests
{
    private static readonly Lazy<GrammarDriver> Driver = new(() => GrammarDriver.Compile(Source, "G", "Text"));

    private const string Source = """
        [Grammar("Text"), Skip(" +"), Skip(" +", Mode = "inner")]
        static partial class G
        {
            [Token("[0-9]+"), Token("[0-9]+", Mode = "inner")] static int Number(ReadOnlySpan<char> text) => int.Parse(text);
            [Token(@"\[", Push = "inner")] static void Open() { }
            [Token(@"\]", Mode = "inner", Pop = true)] static void Close() { }
            [Token(",", Mode = "inner"), Token(",")] static void Comma() { }
            [Token("\n")] static void Newline() { }
            [Token(";|:")] static void Mark() { }

            [Rule("Line % (Newline <a line ends here>)", Name = "Text")] static string Text(string[] lines) => string.Join("|", lines);
            [Rule("'[' (Number % ',' ','?)? ']'", Name = "Line")] static string Optional(ReadOnlySpan<int> items) => "optional " + Show(items);
            [Rule("'<' (Number % ',' | '(' Number* ')') '>'", Name = "Line")] static string Choice(int[] items) => "choice " + Show(items);
            [Rule("'+' Item % ',' '.'", Name = "Line")] static string Some(ReadOnlySpan<int> items) => "some " + items[0] + Show(items[1..]);
            [Rule("'!' Number SourceText", Name = "Line")] static string Place(int number, string rest) => rest;
            [Rule("Mark", Name = "SourceText")] static string Where(SourceSpan span, SourceText text) => "line " + text.LineOf(span);
            [Rule("Number", Name = "Item")] static int Item(int value) => value;
            static string Show(ReadOnlySpan<int> items) => string.Join(" ", items.ToArray());
        }
        """;

    [Theory]
    [InlineData("[]", "optional ")]
    [InlineData("[1]", "optional 1")]
    [InlineData("[1,]", "optional 1")]
    [InlineData("[1, 2]", "optional 1 2")]
    [InlineData("[1, 2, ]\n[3]", "optional 1 2|optional 3")]
    [InlineData("[,]", "nothing ~ 1 expected Number or ']', found ','")]
    [InlineData("[1 2]", "optional 1 ~ 3 expected ',' or ']', found '2'")]
    public void An_optional_group_may_hold_a_list(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("<1>", "choice 1")]
    [InlineData("<1,2>", "choice 1 2")]
    [InlineData("<()>", "choice ")]
    [InlineData("<(1 2 3)>\n<4>", "choice 1 2 3|choice 4")]
    public void Alternatives_may_be_lists(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("+1,2.", "some 12")]
    [InlineData("+,2.", "some 2 ~ 1 expected Number, found ','")]
    [InlineData("+<.", "nothing ~ 1 expected Number, found '<'")]
    [InlineData("+.", "nothing ~ 1 expected Number, found '.'")]
    [InlineData("+<.\n[1]", "optional 1 ~ 1 expected Number, found '<'")]
    public void A_method_that_was_promised_an_item_gets_one(string text, string expected) => Check(text, expected);

    [Fact]
    public void The_message_of_a_separator_is_said_where_it_is_missing() => Check("[1] [2]", "optional 1 ~ 4 a line ends here");

    [Fact]
    public void A_method_may_ask_for_the_line_of_a_place() => Check("[]\n[]\n!1;", "optional |optional |line 3");

    private static void Check(string text, string expected)
    {
        foreach (var utf8 in new[] { false, true })
        {
            var parsed = Driver.Value.Parse(text, utf8);
            Assert.Equal(expected, string.Join(" ~ ", [parsed.HasValue ? (string)parsed.Value! : "nothing", .. parsed.Errors.Select(error => error.Span.Start + " " + error.Message)]));
        }
    }
}
