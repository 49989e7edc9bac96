namespace Pico.Examples.Tests.Transformer;

/// <summary>A folder for runs that exists as long as a test, and the options of a run that takes no time.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pico-test-");

    public string Path => folder.FullName;

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A text in which every letter but the first of a word follows from the one before.</summary>
    public string Text(int length = 5_000)
    {
        var words = new[] { "alpha ", "beta ", "gamma ", "delta\n" };
        var random = new Random(3);
        var text = string.Concat(Enumerable.Range(0, length / 4).Select(_ => words[random.Next(words.Length)]))[..length];
        File.WriteAllText(PathOf("text.txt"), text);
        return PathOf("text.txt");
    }

    public string[] Train(string name, params string[] more) => Train(threads: 1, name, more);

    public string[] Train(int threads, string name, params string[] more) =>
    [
        "train", "gpt", "--data", File.Exists(PathOf("text.txt")) ? PathOf("text.txt") : Text(), "--out", PathOf(name), "--threads", $"{threads}",
        "--depth", "1", "--heads", "2", "--width", "16", "--context", "16", "--batch", "4", .. more,
    ];

    /// <summary>All bytes of a run's two checkpoints.</summary>
    public byte[] Checkpoints(string name) =>
        [.. File.ReadAllBytes(PathOf(name + "/model.safetensors")), .. File.ReadAllBytes(PathOf(name + "/training.safetensors"))];

    public void Dispose() => folder.Delete(recursive: true);
}
