using Pico.Checkpoints;

namespace Pico.Training;

/// <summary>An optimizer's state in safetensors, alone in a file or beside the weights.</summary>
internal static class OptimizerFormat
{
    private const string StepName = "step";
    private const string OptimizerKey = "optimizer";

    /// <summary>The flat buffers, one tensor for each parameter.</summary>
    public static IReadOnlyList<CheckpointSection> Sections(Optimizer optimizer)
    {
        var parameters = optimizer.Parameters ?? throw new InvalidOperationException(
            $"{optimizer.Name} was made for a number of weights and knows no names: make it with the model's parameters to save and load it.");
        return
        [
            .. optimizer.State.Select(state => new CheckpointSection(state.Name + ".", state.Layout, () => state.Values)),
            .. parameters.Storage == Storage.BFloat16 ? [new("remainder.", parameters.Trained, new ShortMemory(() => optimizer.Remainders))] : (CheckpointSection[])[],
        ];
    }

    public static void Save(string path, Optimizer optimizer)
    {
        var writer = new SafetensorsWriter();
        writer.Metadata[OptimizerKey] = optimizer.Name;
        foreach (var section in Sections(optimizer)) Checkpoint.Add(writer, section);
        foreach (var (name, numbers) in optimizer.Numbers) writer.Add(name, [numbers.Length], () => numbers.AsSpan());
        double[] step = [optimizer.StepCount];
        writer.Add(StepName, [], () => step.AsSpan());
        writer.Save(path);
    }

    public static void Load(string path, Optimizer optimizer)
    {
        using var reader = SafetensorsReader.Open(path);
        if (!reader.Metadata.TryGetValue(OptimizerKey, out var name)) throw new CheckpointException($"{path} holds no optimizer's state; load a file that an optimizer saved");
        if (name != optimizer.Name) throw new CheckpointException($"{path} holds the state of {name}, not of {optimizer.Name}; load it into that optimizer");
        if (reader.Find(StepName) is not { Type: SafetensorsType.F64, Count: 1 } entry) throw new CheckpointException($"{path} does not say how many steps were made: its '{StepName}' must be one number of F64");
        RequireNumbers(reader, path, optimizer);
        var step = new double[1];
        reader.Read(entry, step);
        if (step[0] is not (>= 0 and <= long.MaxValue / 2) || step[0] != Math.Floor(step[0])) throw new CheckpointException($"{path} says that {step[0]} steps were made; load a file that an optimizer saved");
        Checkpoint.Read(reader, path, Sections(optimizer), [StepName, .. optimizer.Numbers.Select(numbers => numbers.Name)]);
        ReadNumbers(reader, optimizer);
        optimizer.StepCount = (long)step[0];
    }

    /// <summary>Requires the type and length of what <see cref="ReadNumbers"/> reads, where it is there.</summary>
    public static void RequireNumbers(SafetensorsReader reader, string path, Optimizer optimizer)
    {
        foreach (var (name, numbers) in optimizer.Numbers)
        {
            if (reader.Find(name) is { } entry && (entry.Type != SafetensorsType.F64 || entry.Count != numbers.Length))
                throw new CheckpointException($"{path} holds {entry.Count} numbers of {entry.Type} as '{name}', not {numbers.Length} of F64; load it into an optimizer of the same settings");
        }
    }

    /// <summary>Reads arrays that are known to be there and to fit.</summary>
    public static void ReadNumbers(SafetensorsReader reader, Optimizer optimizer)
    {
        foreach (var (name, numbers) in optimizer.Numbers) reader.Read(reader.Find(name)!, numbers);
    }
}
