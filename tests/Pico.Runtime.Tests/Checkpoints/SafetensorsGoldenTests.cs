using Pico.Checkpoints;

namespace Pico.Tests.Checkpoints;

/// <summary>Files that Python wrote by the format's description: tests/goldens/make_safetensors.py.</summary>
public class SafetensorsGoldenTests
{
    [Fact]
    public void Every_type_reads_as_what_Python_packed()
    {
        using var reader = SafetensorsReader.Open(PathOf("types"));
        Assert.Equal("pt", reader.Metadata["format"]);
        Assert.Equal("größer 😀 \"quoted\"\n", reader.Metadata["text"]);
        Assert.Equal(
            ["float32 F32 [2, 3]", "float16 F16 [3]", "bfloat16 BF16 [2, 1]", "float64 F64 [2]", "scalar F32 []", "empty F32 [0, 4]", "integers I64 [2]", "tail U8 [3]"],
            reader.Entries.Select(entry => $"{entry.Name} {entry.Type} [{string.Join(", ", entry.Shape)}]"));
        Assert.Equal([0.5f, -1.25f, 3e38f, float.Epsilon, 0f, -0f], Floats(reader, "float32"));
        Assert.True(float.IsNegative(Floats(reader, "float32")[5]));
        Assert.Equal([1.5f, -65504f, 0.0009765625f], Floats(reader, "float16"));
        Assert.Equal([-2.5f, 1f], Floats(reader, "bfloat16"));
        Assert.Equal([1 / 3f, float.NegativeInfinity], Floats(reader, "float64"));
        Assert.Equal([7f], Floats(reader, "scalar"));
        Assert.Empty(Floats(reader, "empty"));
        var doubles = new double[2];
        reader.Read(reader.Find("float64")!, doubles);
        Assert.Equal([1 / 3.0, -1e300], doubles);
        var error = Assert.Throws<CheckpointException>(() => Floats(reader, "integers"));
        Assert.Equal($"the tensor 'integers' of {PathOf("types")} is I64, which cannot be read here; convert it to F32, F16, BF16 or F64", error.Message);
    }

    [Fact]
    public void Torchs_weights_load_into_a_model()
    {
        var model = new TwoLayers();
        Checkpoint.Load(PathOf("stack"), model.Parameters);
        Assert.Equal([0, 1, 2, 3, 4, 5], model.Parameters.Segment("0.weight").ToArray());
        Assert.Equal([-1, -2], model.Parameters.Segment("0.bias").ToArray());
        Assert.Equal([6, 7, 8, 9], model.Parameters.Segment("2.weight").ToArray());
        Assert.Equal([10, 11], model.Parameters.Segment("2.bias").ToArray());
    }

    [Fact]
    public void All_that_does_not_fit_is_listed_at_once_and_nothing_changes()
    {
        var model = new TwoLayers();
        var before = model.Parameters.Values.ToArray();
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(PathOf("other"), model.Parameters));
        Assert.Equal(
            $"{PathOf("other")} does not fit the model: 2 missing: '2.weight', '2.bias'; 2 unexpected: '4.weight', '4.bias'; "
            + "1 of another shape: '0.weight' [3, 2] where the model has [2, 3]; 1 of a type other than F32, F16, BF16 or F64: '0.bias' I32; "
            + "use the checkpoint of a model of these sizes",
            error.Message);
        Assert.Equal(before, model.Parameters.Values.ToArray());
    }

    static float[] Floats(SafetensorsReader reader, string name)
    {
        var values = new float[reader.Find(name)!.Count];
        reader.Read(reader.Find(name)!, values);
        return values;
    }

    static string PathOf(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PicoLib.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "goldens", "safetensors", name + ".safetensors");
    }
}
