using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

// The values of lists: they lie on a stack of their type until the user's method has seen them.
internal sealed partial class PartEmitter
{
    private readonly Dictionary<string, string> lists = new();

    /// <summary>Writes what reads a list. Where it lies in an option or a choice, the list begins outside: it is there, and empty, if that is not taken.</summary>
    private string? List(GrammarType? wanted, string name, System.Action read, bool hasItems = false)
    {
        if (wanted is null || isInList)
        {
            read();
            return null;
        }

        var start = BeginList(wanted, name);
        isInList = true;
        read();
        isInList = false;
        return EndList(wanted, start, hasItems);
    }

    private string BeginList(GrammarType type, string name)
    {
        var start = names.Unique(name.TrimStart('@') + "Start");
        writer.Line("var " + start + " = " + scope.Stack(type.Arguments[0]) + ".Count;");
        return start;
    }

    /// <summary>The items since the start; where a later list may lie above them, their number is noted. A method that was promised an item is not called without one.</summary>
    private string EndList(GrammarType type, string start, bool hasItems)
    {
        var stack = scope.Stack(type.Arguments[0]);
        var count = names.Unique(start.Substring(0, start.Length - "Start".Length) + "Count");
        writer.Line("var " + count + " = " + stack + ".Count - " + start + ";");
        if (hasItems)
        {
            using (writer.Braces("if (" + count + " == 0)"))
            {
                writer.Line("return false; // every item was wrong, which has been reported");
            }

            writer.Blank();
        }

        if (!lists.ContainsKey(stack))
        {
            lists.Add(stack, start); // the lowest of its stack
        }

        var slice = stack + ".Slice(" + start + ", " + count + ")";
        return type.Form == GrammarForm.ReadOnlySpan ? slice : "[.. " + slice + "]";
    }

    /// <summary>Takes the lists off their stacks, once the user's method has seen them.</summary>
    public void DropLists()
    {
        foreach (var pair in lists)
        {
            writer.Line(pair.Key + ".Truncate(" + pair.Value + ");");
        }
    }
}
