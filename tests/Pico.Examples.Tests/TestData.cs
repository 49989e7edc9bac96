namespace Pico.Examples.Tests;

/// <summary>
/// Finds the real data sets: the folder named by <c>PICO_DATA</c>, or <c>shared/data</c> beside the checkout. Tests that
/// need them are skipped, visibly, where they are not.
/// </summary>
internal static class TestData
{
    /// <summary>The full path of a folder of the data, or a skipped test.</summary>
    public static string Folder(string name)
    {
        var folder = Roots().Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists);
        Skip.If(folder is null, $"data '{name}' not found; set PICO_DATA to the folder that holds it");
        return folder!;
    }

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("PICO_DATA") is { Length: > 0 } named) yield return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared", "data");
        }
    }
}
