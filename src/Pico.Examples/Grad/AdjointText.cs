namespace Pico.Examples.Grad;

/// <summary>Takes from a generated file the methods of one name, and leaves out what is there for the compiler's own use.</summary>
internal static class AdjointText
{
    private const string MemberBegins = "    /// <summary>", MemberEnds = "    }";

    /// <param name="source">The generated file.</param>
    /// <param name="methods">The methods' names.</param>
    public static string Of(string source, params ReadOnlySpan<string> methods)
    {
        var kept = new List<string>();
        var member = new List<string>();
        foreach (var line in source.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith(MemberBegins, StringComparison.Ordinal)) member.Clear();
            if (!line.Contains("[GeneratedCode(", StringComparison.Ordinal)) member.Add(line);
            if (line != MemberEnds) continue;
            foreach (var method in methods)
            {
                if (!member.Exists(part => part.StartsWith("    public static", StringComparison.Ordinal) && part.Contains($" {method}(", StringComparison.Ordinal))) continue;
                if (kept.Count > 0) kept.Add("");
                kept.AddRange(member.Select(part => part.Length > 4 ? part[4..] : part.TrimStart()));
            }

            member.Clear();
        }

        return string.Join('\n', kept) + "\n";
    }
}
