using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Pico.Generators.Pipelines;

/// <summary>A file that is ready to be added to the compilation.</summary>
internal sealed record GeneratedSource(string HintName, string Text)
{
    public static void Add(SourceProductionContext context, GeneratedSource? source)
    {
        if (source is not null)
        {
            context.AddSource(source.HintName, SourceText.From(source.Text, Encoding.UTF8));
        }
    }
}
