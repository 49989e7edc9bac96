namespace Pico.Tests.Checkpoints;

/// <summary>A folder that exists as long as a test runs.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pico-test-");

    public string PathOf(string file) => Path.Combine(folder.FullName, file);

    public IEnumerable<string> Files => folder.EnumerateFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal);

    public void Dispose() => folder.Delete(recursive: true);
}
