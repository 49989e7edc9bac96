namespace Pico.Examples.Grammars.Json;

/// <summary>Writes trees as indented JSON. It keeps its own stack: a tree may be deeper than the thread's stack allows.</summary>
/// <typeparam name="T">The nodes.</typeparam>
internal abstract class IndentedJsonWriter<T>
{
    /// <summary>Writes a tree and ends the line.</summary>
    protected void WriteTree(TextWriter output, T root)
    {
        var open = new Stack<(T Node, int Next)>();
        open.Push((root, 0));
        while (open.Count > 0)
        {
            var (node, next) = open.Pop();
            var (count, isArray) = (CountOf(node), IsArray(node));
            if (count <= 0)
            {
                output.Write(count < 0 ? Scalar(node) : isArray ? "[]" : "{}");
            }
            else if (next == count)
            {
                NewLine(output, open.Count);
                output.Write(isArray ? ']' : '}');
            }
            else
            {
                output.Write(next > 0 ? "," : isArray ? "[" : "{");
                NewLine(output, open.Count + 1);
                open.Push((node, next + 1));
                var (name, part) = PartOf(node, next);
                if (name is not null)
                {
                    output.Write(JsonQuotes.Add(name) + ": ");
                }

                open.Push((part, 0));
            }
        }

        output.WriteLine();
    }

    /// <summary>How many parts a node has; -1 if it is no array or object.</summary>
    protected abstract int CountOf(T node);

    protected abstract bool IsArray(T node);

    /// <summary>A part of a node, with its name if the node is an object.</summary>
    protected abstract (string? Name, T Part) PartOf(T node, int index);

    /// <summary>A node without parts, as JSON.</summary>
    protected abstract string Scalar(T node);

    private static void NewLine(TextWriter output, int depth)
    {
        output.WriteLine();
        for (var i = 0; i < depth; i++)
        {
            output.Write("  ");
        }
    }
}
