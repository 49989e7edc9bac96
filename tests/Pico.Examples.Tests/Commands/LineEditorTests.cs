using Pico.Examples.Commands;

namespace Pico.Examples.Tests.Commands;

/// <summary>Keys become lines. In these tests a word in angle brackets is a key without a character.</summary>
public class LineEditorTests
{
    [Theory]
    [InlineData("abc<Enter>", "abc")]
    [InlineData("<Enter>", "")]
    [InlineData("ac<LeftArrow>b<Enter>", "abc")]
    [InlineData("bc<Home>a<End>d<Enter>", "abcd")]
    [InlineData("<LeftArrow>a<RightArrow><RightArrow>b<Enter>", "ab")]
    [InlineData("abx<Backspace>c<Enter>", "abc")]
    [InlineData("<Backspace>a<Enter>", "a")]
    [InlineData("xab<Home><Delete><End><Delete><Enter>", "ab")]
    [InlineData("a b;(){}\"<Enter>", "a b;(){}\"")]
    [InlineData("<UpArrow><DownArrow>a<Enter>", "a")]
    [InlineData("wrong<C>right<Enter>", "right")]
    [InlineData("<F1><Tab>a<Enter>", "a")]
    [InlineData("one<Enter><UpArrow><Enter>", "one|one")]
    [InlineData("one<Enter>two<Enter><UpArrow><UpArrow><UpArrow>!<Enter>", "one|two|one!")]
    [InlineData("one<Enter>two<Enter><UpArrow><UpArrow><DownArrow><Enter>", "one|two|two")]
    [InlineData("one<Enter>tw<UpArrow><DownArrow>three<Enter>", "one|three")]
    [InlineData("one<Enter>one<Enter>two<Enter><UpArrow><UpArrow><UpArrow><Enter>", "one|one|two|one")]
    [InlineData("one<Enter><Enter><UpArrow><Enter>", "one||one")]
    public void Keys_become_lines(string keys, string lines)
    {
        using var screen = new StringWriter();
        var pressed = new Queue<ConsoleKeyInfo>(Keys(keys + "<D>"));
        var editor = new LineEditor(screen, pressed.Dequeue);
        var read = new List<string>();
        while (editor.ReadLine("> ") is { } line)
        {
            read.Add(line);
        }

        Assert.Equal(lines.Split('|'), read);
        Assert.Empty(pressed);
    }

    [Fact]
    public void Control_D_ends_nothing_that_has_begun()
    {
        using var screen = new StringWriter();
        var pressed = new Queue<ConsoleKeyInfo>(Keys("a<D>b<Enter>"));
        Assert.Equal("ab", new LineEditor(screen, pressed.Dequeue).ReadLine("> "));
    }

    [Fact]
    public void The_cursor_stands_where_the_next_key_goes()
    {
        using var screen = new StringWriter();
        var pressed = new Queue<ConsoleKeyInfo>(Keys("ab<LeftArrow><Enter>"));
        new LineEditor(screen, pressed.Dequeue).ReadLine("> ");
        Assert.EndsWith("\r> ab\u001b[K\r\u001b[3C" + screen.NewLine, screen.ToString());
    }

    private static IEnumerable<ConsoleKeyInfo> Keys(string keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != '<')
            {
                yield return new ConsoleKeyInfo(keys[i], ConsoleKey.None, false, false, false);
                continue;
            }

            var end = keys.IndexOf('>', i);
            var key = Enum.Parse<ConsoleKey>(keys[(i + 1)..end]);
            var isControl = key is ConsoleKey.C or ConsoleKey.D;
            yield return new ConsoleKeyInfo(isControl ? (char)(key - ConsoleKey.A + 1) : key == ConsoleKey.Tab ? '\t' : '\0', key, false, false, isControl);
            i = end;
        }
    }
}
