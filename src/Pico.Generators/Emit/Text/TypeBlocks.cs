using System;
using System.Collections.Generic;

namespace Pico.Generators.Emit;

/// <summary>Opens namespaces and types of the user again.</summary>
internal static class TypeBlocks
{
    /// <summary>Writes a namespace, if there is one, and the headers of types with their braces, outermost first; dispose to close them.</summary>
    public static IDisposable Open(SourceWriter writer, string space, IEnumerable<string> headers)
    {
        if (space.Length > 0)
        {
            writer.Line("namespace " + space + ";").Blank();
        }

        var blocks = new Stack<SourceWriter.Block>();
        foreach (var header in headers)
        {
            blocks.Push(writer.Braces(header));
        }

        return new Closing(blocks);
    }

    private sealed class Closing : IDisposable
    {
        private readonly Stack<SourceWriter.Block> blocks;

        public Closing(Stack<SourceWriter.Block> blocks) => this.blocks = blocks;

        public void Dispose()
        {
            while (blocks.Count > 0)
            {
                blocks.Pop().Dispose();
            }
        }
    }
}
