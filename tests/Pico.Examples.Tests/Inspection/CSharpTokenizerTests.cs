using FsCheck;
using FsCheck.Fluent;
using Pico.Examples.Inspection;

namespace Pico.Examples.Tests.Inspection;

public class CSharpTokenizerTests
{
    [Theory]
    [InlineData("public float x = 1.5e-3f;", "Keyword:public Keyword:float Number:1.5e-3f")]
    [InlineData("a // rest \" of line\nb", "Comment:// rest \" of line")]
    [InlineData("/* two\nlines */ if", "Comment:/* two\nlines */ Keyword:if")]
    [InlineData("var s = \"a\\\"b\" + 'c';", "Keyword:var String:\"a\\\"b\" String:'c'")]
    [InlineData("$@\"a\"\"b\\\" + c", "String:$@\"a\"\"b\\\"")]
    [InlineData("\"\"\"a \"quoted\" b\"\"\" + 1", "String:\"\"\"a \"quoted\" b\"\"\" Number:1")]
    [InlineData("  #pragma warning disable\nx # y", "Directive:#pragma warning disable")]
    [InlineData("0x1F_FF..3", "Number:0x1F_FF Number:3")]
    [InlineData("1-x", "Number:1")]
    [InlineData("Vector512<float> forest", "Name:Vector512 Keyword:float")]
    [InlineData("\"unterminated\nreturn", "String:\"unterminated Keyword:return")]
    public void Tells_the_parts_of_the_text_apart(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', CSharpTokenizer.Tokenize(source)
            .Where(token => token.Kind != CSharpTokenKind.Plain)
            .Select(token => $"{token.Kind}:{token.Text}")));

    [Fact]
    public void Loses_nothing_whatever_the_text()
    {
        var pieces = Gen.Elements("\"", "\"\"\"", "'", "\\", "@", "$", "/*", "*/", "//", "#if", "\n", "x", "0x", "1e", "+", ".", " ", "Name", "int", "é");
        var property = Prop.ForAll(pieces.ListOf().ToArbitrary(), list =>
        {
            var source = string.Concat(list);
            var tokens = CSharpTokenizer.Tokenize(source).ToList();
            return string.Concat(tokens.Select(token => token.Text)) == source && tokens.All(token => token.Text.Length > 0);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }
}
