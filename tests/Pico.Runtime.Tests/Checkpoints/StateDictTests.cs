using Pico.Checkpoints;

namespace Pico.Tests.Checkpoints;

/// <summary>State dicts, strict and not, and the types in which weights and buffers are stored.</summary>
public class StateDictTests
{
    [Fact]
    public void What_a_file_has_is_read_when_names_may_differ_and_the_rest_is_told()
    {
        using var folder = new TestFolder();
        var writer = new SafetensorsWriter();
        writer.Metadata["from"] = "elsewhere";
        writer.Add("head.weight", [1], () => new float[1]);
        writer.Add("2.bias", [2], () => (ReadOnlySpan<float>)[7f, 8f]);
        writer.Add("0.bias", [2], () => (ReadOnlySpan<double>)[0.5, -0.25]);
        writer.Save(folder.PathOf("x"));
        var model = new TwoLayers();
        var (weight, second) = (model.Parameters.Segment("0.weight").ToArray(), model.Parameters.Segment("2.weight").ToArray());

        var state = Checkpoint.Load(folder.PathOf("x"), model.Parameters, strict: false);

        Assert.Equal(["0.weight", "2.weight"], state.Missing);
        Assert.Equal(["head.weight"], state.Unexpected);
        Assert.Equal("elsewhere", state.Metadata["from"]);
        Assert.Equal(weight, model.Parameters.Segment("0.weight").ToArray());
        Assert.Equal(second, model.Parameters.Segment("2.weight").ToArray());
        Assert.Equal([0.5f, -0.25f], model.Parameters.Segment("0.bias").ToArray());
        Assert.Equal([7f, 8f], model.Parameters.Segment("2.bias").ToArray());
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.PathOf("x"), model.Parameters, strict: true));
        Assert.Equal(
            $"{folder.PathOf("x")} does not fit the model: 2 missing: '0.weight', '2.weight'; 1 unexpected: 'head.weight'; use the checkpoint of a model of these sizes", error.Message);
    }

    [Fact]
    public void Another_shape_is_refused_in_any_case_and_nothing_changes()
    {
        using var folder = new TestFolder();
        var writer = new SafetensorsWriter();
        writer.Add("0.bias", [2], () => (ReadOnlySpan<float>)[7f, 8f]);
        writer.Add("0.weight", [3, 2], () => new float[6]);
        writer.Add("2.bias", [2], () => new long[2]);
        writer.Save(folder.PathOf("x"));
        var model = new TwoLayers();
        var before = model.Parameters.Values.ToArray();
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.PathOf("x"), model.Parameters, strict: false));
        Assert.Equal(
            $"{folder.PathOf("x")} does not fit the model: 1 of another shape: '0.weight' [3, 2] where the model has [2, 3]; "
            + "1 of a type other than F32, F16, BF16 or F64: '2.bias' I64; use the checkpoint of a model of these sizes",
            error.Message);
        Assert.Equal(before, model.Parameters.Values.ToArray());
    }

    [Theory]
    [InlineData(SafetensorsType.F32)]
    [InlineData(SafetensorsType.F64)]
    [InlineData(SafetensorsType.F16)]
    [InlineData(SafetensorsType.BF16)]
    public void Weights_are_rounded_to_the_type_of_the_file(SafetensorsType type)
    {
        using var folder = new TestFolder();
        var (wide, again, narrow) = (new TwoLayers { Seed = 1 }, new TwoLayers { Seed = 2 }, new NarrowLayersOfTwo { Seed = 3 });
        Checkpoint.Save(folder.PathOf("x"), wide.Parameters, type, [new("k", "v")]);
        using (var reader = SafetensorsReader.Open(folder.PathOf("x")))
        {
            Assert.All(reader.Entries, entry => Assert.Equal(type, entry.Type));
        }

        Assert.Equal("v", Checkpoint.Load(folder.PathOf("x"), again.Parameters)["k"]);
        Assert.Equal(wide.Parameters.Values.ToArray().Select(value => Rounded(value, type)), again.Parameters.Values.ToArray());

        // Weights in bfloat16 are widened on the way out.
        Checkpoint.Save(folder.PathOf("narrow"), narrow.Parameters, type);
        Checkpoint.Load(folder.PathOf("narrow"), again.Parameters);
        Assert.Equal(narrow.Parameters.NarrowValues.ToArray().Select(value => Rounded(value, type)), again.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_weight_that_half_precision_cannot_hold_is_no_infinity()
    {
        using var folder = new TestFolder();
        var model = new TwoLayers();
        model.Parameters.Segment("2.bias")[1] = 70000;
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Save(folder.PathOf("x"), model.Parameters, SafetensorsType.F16));
        Assert.Equal("the tensor '2.bias' holds 70000, which is too large for F16 (at most 65504); store it as BF16 or F32", error.Message);
        Assert.Empty(folder.Files);
        error = Assert.Throws<CheckpointException>(() => Checkpoint.Save(folder.PathOf("x"), model.Parameters, SafetensorsType.I8));
        Assert.Equal("weights cannot be stored as I8; store them as F32, F16, BF16 or F64", error.Message);
    }

    [Fact]
    public void A_tied_weight_is_stored_once_in_any_type()
    {
        using var folder = new TestFolder();
        Checkpoint.Save(folder.PathOf("x"), new TiedWords().Parameters, SafetensorsType.F16);
        using var reader = SafetensorsReader.Open(folder.PathOf("x"));
        Assert.Equal(["tokens.weight"], reader.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Integers_and_halves_come_back()
    {
        using var folder = new TestFolder();
        sbyte[] signed = [-128, 127, 0];
        byte[] bytes = [0, 255];
        int[] ints = [int.MinValue, int.MaxValue];
        long[] longs = [long.MinValue, long.MaxValue, 3];
        Half[] halves = [(Half)1.5f, Half.NegativeInfinity];
        var writer = new SafetensorsWriter();
        writer.Add("i8", [3], () => signed);
        writer.Add("u8", [2], () => bytes);
        writer.Add("i32", [2], () => ints);
        writer.Add("i64", [3, 1], () => longs);
        writer.Add("f16", [2], () => halves);
        writer.Save(folder.PathOf("x"));
        using var reader = SafetensorsReader.Open(folder.PathOf("x"));
        Assert.Equal(["i64 I64", "i32 I32", "f16 F16", "i8 I8", "u8 U8"], reader.Entries.Select(entry => $"{entry.Name} {entry.Type}"));
        var (a, b, c, d, e) = (new sbyte[3], new byte[2], new int[2], new long[3], new float[2]);
        reader.Read(reader.Find("i8")!, a);
        reader.Read(reader.Find("u8")!, b);
        reader.Read(reader.Find("i32")!, c);
        reader.Read(reader.Find("i64")!, d);
        reader.Read(reader.Find("f16")!, e);
        Assert.Equal(signed, a);
        Assert.Equal(bytes, b);
        Assert.Equal(ints, c);
        Assert.Equal(longs, d);
        Assert.Equal([1.5f, float.NegativeInfinity], e);
        Assert.Equal(
            $"the tensor 'i8' of {folder.PathOf("x")} is I8, which cannot be read here; convert it to I64",
            Assert.Throws<CheckpointException>(() => reader.Read(reader.Find("i8")!, d)).Message);
    }

    static float Rounded(float value, SafetensorsType type) => type switch
    {
        SafetensorsType.F16 => (float)(Half)value,
        SafetensorsType.BF16 => (float)(BFloat16)value,
        _ => value,
    };
}
