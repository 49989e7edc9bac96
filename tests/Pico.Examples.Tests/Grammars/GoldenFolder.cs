namespace Pico.Examples.Tests.Grammars;

/// <summary>Finds tests/goldens, whose README says where its files come from.</summary>
internal static class GoldenFolder
{
    public static string PathOf(params string[] names)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "tests", "goldens", "README.md")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No tests/goldens above {AppContext.BaseDirectory}.");
        }

        return Path.Combine([folder.FullName, "tests", "goldens", .. names]);
    }
}
