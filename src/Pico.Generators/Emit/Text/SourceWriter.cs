using System;
using System.Collections.Generic;
using System.Text;

namespace Pico.Generators.Emit;

/// <summary>An indented writer of C# text; line ends are '\n' whatever the machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new(capacity: 1024);
    private int depth;

    /// <param name="depth">How far the first line is indented.</param>
    public SourceWriter(int depth = 0) => this.depth = depth;

    /// <summary>How far the next line is indented.</summary>
    public int Depth => depth;
    private bool pendingBlank;

    /// <summary>The text as a C# string literal on one line.</summary>
    public static string Literal(string text) =>
        StringLiteral.Of(text.Replace("\r", string.Empty).Replace("\n", " "));

    /// <summary>A line, or nothing for null.</summary>
    public SourceWriter Line(string? line)
    {
        if (line is null)
        {
            return this;
        }

        if (pendingBlank)
        {
            text.Append('\n');
            pendingBlank = false;
        }

        if (line.Length > 0 && line[0] == '#')
        {
            text.Append(line).Append('\n');
            return this;
        }

        for (var start = 0; start <= line.Length;)
        {
            var end = line.IndexOf('\n', start) is >= 0 and var found ? found : line.Length;
            text.Append(' ', end > start ? depth * 4 : 0).Append(line, start, end - start).Append('\n');
            start = end + 1;
        }

        return this;
    }

    /// <summary>A call or declaration with a list in it; a long one is broken between items, the rest indented.</summary>
    public SourceWriter List(string open, IReadOnlyList<string> items, string close)
    {
        const int longest = 140;
        var line = open;
        var isBroken = false;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i] + (i < items.Count - 1 ? "," : close);
            if (depth * 4 + line.Length + item.Length > longest && i > 0)
            {
                Line((isBroken ? "    " : "") + line);
                (line, isBroken) = (item, true);
            }
            else
            {
                line += (i > 0 ? " " : "") + item;
            }
        }

        return Line((isBroken ? "    " : "") + line + (items.Count == 0 ? close : ""));
    }

    /// <summary>A blank line, unless the next thing written closes the block.</summary>
    public SourceWriter Blank()
    {
        pendingBlank = text.Length > 0;
        return this;
    }

    /// <summary>Writes a header line and its braces; dispose the result to close the block.</summary>
    public Block Braces(string header, string end = "}")
    {
        Line(header);
        return Open(end);
    }

    /// <summary>Opens a block whose header has been written.</summary>
    public Block Open(string end = "}")
    {
        Line("{");
        depth++;
        return new Block(this, end);
    }

    public Block Indent()
    {
        depth++;
        return new Block(this, null);
    }

    /// <summary>Adds lines that another writer, begun at the same depth, has written.</summary>
    public SourceWriter Lines(string lines)
    {
        text.Append(lines);
        return this;
    }

    /// <summary>Adds what another writer, begun at the same depth, has written.</summary>
    public SourceWriter Embed(SourceWriter other)
    {
        if (pendingBlank || (text.Length > 0 && other.text.Length > 0))
        {
            text.Append('\n');
        }

        pendingBlank = false;
        text.Append(other.text);
        return this;
    }

    public override string ToString() => text.ToString();

    /// <summary>An open block.</summary>
    public readonly struct Block : IDisposable
    {
        private readonly SourceWriter writer;
        private readonly string? end;

        public Block(SourceWriter writer, string? end)
        {
            this.writer = writer;
            this.end = end;
        }

        public void Dispose()
        {
            writer.depth--;
            writer.pendingBlank = false;
            if (end is not null)
            {
                writer.Line(end);
            }
        }
    }
}
