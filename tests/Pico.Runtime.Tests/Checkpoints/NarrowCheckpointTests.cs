using Pico.Checkpoints;
using Pico.Tests.Training;

namespace Pico.Tests.Checkpoints;

/// <summary>Weights in bfloat16 are stored as BF16; each kind of model reads the other's.</summary>
public class NarrowCheckpointTests
{
    [Fact]
    public void Weights_are_BF16_and_come_back()
    {
        using var folder = new TestFolder();
        var (first, second) = (new NarrowLayers { Seed = 1 }, new NarrowLayers { Seed = 2 });
        Checkpoint.Save(folder.PathOf("narrow"), first.Parameters);
        using (var reader = SafetensorsReader.Open(folder.PathOf("narrow")))
        {
            Assert.All(reader.Entries, entry => Assert.Equal(SafetensorsType.BF16, entry.Type));
            Assert.Equal(first.Parameters.Select(parameter => parameter.Name), reader.Entries.Select(entry => entry.Name));
        }

        Checkpoint.Load(folder.PathOf("narrow"), second.Parameters);
        Assert.Equal(first.Parameters.NarrowValues.ToArray(), second.Parameters.NarrowValues.ToArray());
        float[] x = [.. Enumerable.Range(0, 2 * 37).Select(i => MathF.Sin(i))];
        Assert.Equal(first.Logits(x, 2).ToArray(), second.Logits(x, 2).ToArray());
    }

    [Fact]
    public void Float32_is_rounded_on_the_way_in_and_BF16_is_widened()
    {
        using var folder = new TestFolder();
        var (wide, narrow, again) = (new WideLayers { Seed = 1 }, new NarrowLayers { Seed = 2 }, new WideLayers { Seed = 3 });
        Checkpoint.Save(folder.PathOf("wide"), wide.Parameters);
        Checkpoint.Load(folder.PathOf("wide"), narrow.Parameters);
        Assert.Equal(wide.Parameters.Values.ToArray().Select(value => (BFloat16)value), narrow.Parameters.NarrowValues.ToArray());
        Checkpoint.Save(folder.PathOf("narrow"), narrow.Parameters);
        Checkpoint.Load(folder.PathOf("narrow"), again.Parameters);
        Assert.Equal(wide.Parameters.Values.ToArray().Select(value => (float)(BFloat16)value), again.Parameters.Values.ToArray());
    }

    [Fact]
    public void Short_integers_come_back_and_are_not_taken_for_weights()
    {
        using var folder = new TestFolder();
        var parameters = new NarrowLayers { Seed = 1 }.Parameters;
        var (written, read) = (new short[parameters.Length], new short[parameters.Length]);
        for (var i = 0; i < written.Length; i++) written[i] = (short)(i * 377);
        var writer = new SafetensorsWriter();
        Checkpoint.Add(writer, new CheckpointSection("", parameters.Trained, new ShortMemory(() => written)));
        writer.Save(folder.PathOf("x"));
        using var reader = SafetensorsReader.Open(folder.PathOf("x"));
        Checkpoint.Read(reader, "x", [new CheckpointSection("", parameters.Trained, new ShortMemory(() => read))]);
        foreach (var parameter in parameters.Trained)
        {
            Assert.Equal(written.AsSpan(parameter.Offset, parameter.Length).ToArray(), read.AsSpan(parameter.Offset, parameter.Length).ToArray());
        }

        var before = parameters.NarrowValues.ToArray();
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.PathOf("x"), parameters));
        Assert.Contains("4 of a type other than F32, F16, BF16 or F64: '0.weight' I16", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, parameters.NarrowValues.ToArray());
        Checkpoint.Save(folder.PathOf("weights"), parameters);
        using var weights = SafetensorsReader.Open(folder.PathOf("weights"));
        error = Assert.Throws<CheckpointException>(() => Checkpoint.Read(weights, "weights", [new CheckpointSection("", parameters.Trained, new ShortMemory(() => read))]));
        Assert.Contains("4 of a type other than I16: '0.weight' BF16", error.Message, StringComparison.Ordinal);
    }
}
