namespace Pico.Examples.Commands;

/// <summary>Reads lines at a terminal: arrow keys, Home and End move in the line or bring back earlier ones; Ctrl-C empties it, Ctrl-D in an empty one is the end.</summary>
/// <param name="output">The terminal.</param>
/// <param name="readKey">The next key that is pressed.</param>
internal sealed class LineEditor(TextWriter output, Func<ConsoleKeyInfo> readKey)
{
    private const char EndOfText = '\u0003', EndOfTransmission = '\u0004'; // Ctrl-C, Ctrl-D
    private const string ClearToEnd = "\u001b[K";

    private readonly List<string> history = [];

    /// <summary>The next line, or null at the end.</summary>
    /// <param name="prompt">What stands before it.</param>
    public string? ReadLine(string prompt)
    {
        var (line, cursor, recalled) = ("", 0, history.Count);
        while (true)
        {
            output.Write($"\r{prompt}{line}{ClearToEnd}\r\u001b[{prompt.Length + cursor}C");
            output.Flush();
            var key = readKey();
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    output.WriteLine();
                    Remember(line);
                    return line;
                case ConsoleKey.LeftArrow:
                    cursor = Math.Max(cursor - 1, 0);
                    break;
                case ConsoleKey.RightArrow:
                    cursor = Math.Min(cursor + 1, line.Length);
                    break;
                case ConsoleKey.Home:
                    cursor = 0;
                    break;
                case ConsoleKey.End:
                    cursor = line.Length;
                    break;
                case ConsoleKey.UpArrow when recalled > 0:
                    line = history[--recalled];
                    cursor = line.Length;
                    break;
                case ConsoleKey.DownArrow when recalled < history.Count:
                    line = ++recalled < history.Count ? history[recalled] : "";
                    cursor = line.Length;
                    break;
                case ConsoleKey.Backspace when cursor > 0:
                    line = line.Remove(--cursor, 1);
                    break;
                case ConsoleKey.Delete when cursor < line.Length:
                    line = line.Remove(cursor, 1);
                    break;
                default:
                    if (IsControl(key, ConsoleKey.D, EndOfTransmission) && line.Length == 0)
                    {
                        output.WriteLine();
                        return null;
                    }

                    if (IsControl(key, ConsoleKey.C, EndOfText))
                    {
                        (line, cursor) = ("", 0);
                    }
                    else if (!char.IsControl(key.KeyChar))
                    {
                        line = line.Insert(cursor++, key.KeyChar.ToString());
                    }

                    break;
            }
        }
    }

    private static bool IsControl(ConsoleKeyInfo key, ConsoleKey letter, char control) =>
        key.KeyChar == control || (key.Key == letter && key.Modifiers.HasFlag(ConsoleModifiers.Control));

    private void Remember(string line)
    {
        if (line.Length > 0 && (history.Count == 0 || history[^1] != line))
        {
            history.Add(line);
        }
    }
}
