using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes a choice as a <c>switch</c> over the next tokens.</summary>
internal static class DecisionEmitter
{
    /// <summary>The alternative that is taken when no other begins: the only one that may be empty; -1 if there is none.</summary>
    public static int EmptyOf(IEnumerable<GrammarNode> alternatives, GrammarSets sets)
    {
        var nullable = alternatives.Select(sets.IsNullable).ToList();
        return nullable.Count(isNullable => isNullable) == 1 ? nullable.IndexOf(true) : -1;
    }

    /// <summary>Writes the choice.</summary>
    /// <param name="writer">Receives the statement.</param>
    /// <param name="text">Writes conditions.</param>
    /// <param name="tree">How tokens decide.</param>
    /// <param name="empty">The alternative that is taken by default, or -1.</param>
    /// <param name="section">Writes the statements of an alternative.</param>
    /// <param name="otherwise">Writes those where no alternative fits, with the way out of the <c>switch</c>.</param>
    public static void Write(SourceWriter writer, LookaheadText text, LookaheadTree tree, int empty, Action<int> section, Action otherwise)
    {
        using (writer.Braces("switch (" + text.Next + ")"))
        {
            var order = LookaheadText.Order(tree, empty);
            foreach (var choice in order.Where(choice => choice != empty))
            {
                foreach (var label in text.Cases(tree, order, choice))
                {
                    writer.Line(label);
                }

                Section(choice);
            }

            writer.Line("default:");
            if (empty >= 0)
            {
                Section(empty);
            }
            else
            {
                using (writer.Indent())
                {
                    otherwise();
                }
            }
        }

        writer.Blank();

        void Section(int choice)
        {
            using (writer.Indent())
            {
                section(choice);
                writer.Line("break;");
            }
        }
    }
}
