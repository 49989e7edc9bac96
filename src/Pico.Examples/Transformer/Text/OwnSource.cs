using System.Text;

namespace Pico.Examples.Transformer.Text;

/// <summary>PicoLib's own C# source, which the build embeds file by file: the text to train on when none is named.</summary>
internal static class OwnSource
{
    private const string Prefix = "corpus/";

    /// <summary>All files in ordinal order of their paths, an empty line between them.</summary>
    public static string Read()
    {
        var assembly = typeof(OwnSource).Assembly;
        var text = new StringBuilder();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            text.Append(reader.ReadToEnd().ReplaceLineEndings("\n")).Append('\n');
        }

        return text.ToString();
    }
}
