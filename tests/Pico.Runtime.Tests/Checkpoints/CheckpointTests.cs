using Pico.Checkpoints;

namespace Pico.Tests.Checkpoints;

public class CheckpointTests
{
    [Fact]
    public void Weights_and_text_come_back()
    {
        using var folder = new TestFolder();
        var (first, second) = (new TwoLayers { Seed = 1 }, new TwoLayers { Seed = 2 });
        Assert.NotEqual(first.Parameters.Values.ToArray(), second.Parameters.Values.ToArray());
        Checkpoint.Save(folder.PathOf("model.safetensors"), first.Parameters, [new("vocabulary", "aäb\n")]);
        var metadata = Checkpoint.Load(folder.PathOf("model.safetensors"), second.Parameters);
        Assert.Equal("aäb\n", metadata["vocabulary"]);
        Assert.Equal(first.Parameters.Values.ToArray(), second.Parameters.Values.ToArray());
        Assert.Equal(["model.safetensors"], folder.Files);
    }

    [Fact]
    public void A_tied_weight_is_stored_once_and_comes_back_in_both_places()
    {
        using var folder = new TestFolder();
        var (first, second) = (new TiedWords { Seed = 1 }, new TiedWords { Seed = 2 });
        int[] ids = [0, 6, 3];
        var logits = first.Logits(ids, 3).ToArray();
        Assert.NotEqual(logits, second.Logits(ids, 3).ToArray());
        Checkpoint.Save(folder.PathOf("model"), first.Parameters);
        using (var reader = SafetensorsReader.Open(folder.PathOf("model")))
        {
            Assert.Equal(["tokens.weight"], reader.Entries.Select(entry => entry.Name));
        }

        Checkpoint.Load(folder.PathOf("model"), second.Parameters);
        Assert.Equal(logits, second.Logits(ids, 3).ToArray());
    }

    [Fact]
    public void Doubles_and_floats_share_a_file_and_stay_aligned()
    {
        using var folder = new TestFolder();
        var writer = new SafetensorsWriter();
        float[] floats = [1, 2, 3];
        double[] doubles = [1 / 3.0, double.NaN];
        writer.Add("floats", [3], () => floats.AsSpan());
        writer.Add("doubles", [2, 1], () => doubles.AsSpan());
        writer.Save(folder.PathOf("x"));
        using var reader = SafetensorsReader.Open(folder.PathOf("x"));
        Assert.Equal(["doubles", "floats"], reader.Entries.Select(entry => entry.Name));
        var read = new double[2];
        reader.Read(reader.Find("doubles")!, read);
        Assert.Equal(doubles, read);
    }

    [Fact]
    public void A_name_cannot_be_added_twice()
    {
        var writer = new SafetensorsWriter();
        writer.Add("a", [1], () => new float[1]);
        Assert.Throws<ArgumentException>(() => writer.Add("a", [1], () => new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", [1], () => new float[1]));
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TestFolder();
        var path = folder.PathOf("file");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["file"], folder.Files);
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
    }

    /// <summary>/dev/full takes no byte: it stands where the temporary file would.</summary>
    [SkippableFact]
    public void A_full_disk_leaves_the_old_file()
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no /dev/full");
        using var folder = new TestFolder();
        var model = new TwoLayers();
        var path = folder.PathOf("model.safetensors");
        Checkpoint.Save(path, model.Parameters);
        var before = File.ReadAllBytes(path);
        File.CreateSymbolicLink(path + AtomicFile.TemporarySuffix, "/dev/full");
        model.Parameters.Values.Fill(1);
        Assert.Contains("No space left on device", Assert.Throws<IOException>(() => Checkpoint.Save(path, model.Parameters)).Message);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["model.safetensors"], folder.Files);
    }

    [Fact]
    public void A_missing_file_is_the_systems_error() =>
        Assert.Throws<FileNotFoundException>(() => Checkpoint.Load("no-such.safetensors", new TwoLayers().Parameters));
}
