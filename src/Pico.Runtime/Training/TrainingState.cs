using System.Globalization;
using Pico.Checkpoints;
using Pico.Models;

namespace Pico.Training;

/// <summary>
/// All of a run besides weights and the optimizer's state, and the file that holds all three: a single file, so that no crash can pair the
/// weights of one step with the moments of another.
/// </summary>
/// <param name="Seed">The seed of the model, which also keys dropout.</param>
/// <param name="Step">The steps made; the next batch follows from it.</param>
/// <param name="WorkspaceStep">The number of the next pass in training mode, which keys dropout.</param>
/// <param name="LossSum">The sum of the training losses since the last point of the curve.</param>
/// <param name="LossCount">Their number.</param>
/// <param name="Curve">The loss curve.</param>
internal sealed record TrainingState(ulong Seed, long Step, long WorkspaceStep, double LossSum, long LossCount, IReadOnlyList<LossPoint> Curve)
{
    private const string CurveName = "loss_curve"; // [points, 3]: step, training loss, validation loss
    private const int CurveColumns = 3;

    // Metadata keys of this record; the caller's live beside them.
    private const string KeyPrefix = "training.";

    // Checkpoints from before there was a choice do not say it, and hold AdamW's state.
    private const string OptimizerKey = "optimizer";

    public static void Save(string path, IModel model, Optimizer optimizer, TrainingState state, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var writer = new SafetensorsWriter();
        foreach (var (key, value) in metadata) writer.Metadata[key] = value;
        foreach (var (key, value) in state.Texts()) writer.Metadata[KeyPrefix + key] = value;
        writer.Metadata[KeyPrefix + OptimizerKey] = optimizer.Name;
        foreach (var section in Sections(model, optimizer)) Checkpoint.Add(writer, section);
        foreach (var (name, numbers) in optimizer.Numbers) writer.Add(name, [numbers.Length], () => numbers.AsSpan());
        double[] points = [.. state.Curve.SelectMany(point => (double[])[point.Step, point.TrainLoss, point.ValidationLoss])];
        writer.Add(CurveName, [state.Curve.Count, CurveColumns], () => points.AsSpan());
        writer.Save(path);
    }

    public static (TrainingState State, IReadOnlyDictionary<string, string> Metadata) Load(string path, IModel model, Optimizer optimizer)
    {
        using var reader = SafetensorsReader.Open(path);
        var state = Parse(reader, path);
        if (state.Seed != model.Seed) throw new CheckpointException($"{path} was trained with seed {state.Seed}, not {model.Seed}; resume it with that seed");
        var name = reader.Metadata.GetValueOrDefault(KeyPrefix + OptimizerKey, nameof(AdamW));
        if (name != optimizer.Name) throw new CheckpointException($"{path} was trained with {name}, not {optimizer.Name}; resume it with that optimizer");
        OptimizerFormat.RequireNumbers(reader, path, optimizer);
        Checkpoint.Read(reader, path, Sections(model, optimizer), [CurveName, .. optimizer.Numbers.Select(numbers => numbers.Name)]);
        OptimizerFormat.ReadNumbers(reader, optimizer);
        return (state, reader.Metadata);
    }

    private static CheckpointSection[] Sections(IModel model, Optimizer optimizer) =>
        [.. CheckpointSection.Weights("model.", model.Parameters), .. OptimizerFormat.Sections(optimizer)];

    private IEnumerable<(string Key, string Value)> Texts() =>
    [
        ("seed", Seed.ToString(CultureInfo.InvariantCulture)),
        ("step", Step.ToString(CultureInfo.InvariantCulture)),
        ("workspace_step", WorkspaceStep.ToString(CultureInfo.InvariantCulture)),
        ("loss_sum", LossSum.ToString("R", CultureInfo.InvariantCulture)),
        ("loss_count", LossCount.ToString(CultureInfo.InvariantCulture)),
    ];

    private static TrainingState Parse(SafetensorsReader reader, string path)
    {
        if (reader.Find(CurveName) is not { Type: SafetensorsType.F64, Shape: [var count, CurveColumns] } entry || count > int.MaxValue / CurveColumns)
        {
            throw new CheckpointException($"{path} holds no training state; resume from a file that training wrote");
        }

        var points = new double[count * CurveColumns];
        reader.Read(entry, points);
        var curve = points.Chunk(CurveColumns).Select(row => new LossPoint((long)row[0], row[1], row[2])).ToList();
        return new TrainingState(
            Number<ulong>(reader, path, "seed"), NotNegative("step"), NotNegative("workspace_step"),
            Number<double>(reader, path, "loss_sum"), NotNegative("loss_count"), curve);

        long NotNegative(string key) => Number<long>(reader, path, key) is >= 0 and var number ? number : throw Wrong(path, key);
    }

    private static T Number<T>(SafetensorsReader reader, string path, string key)
        where T : ISpanParsable<T> =>
        reader.Metadata.TryGetValue(KeyPrefix + key, out var text) && T.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(path, key);

    private static CheckpointException Wrong(string path, string key) =>
        new($"{path} holds no valid {KeyPrefix}{key} in its metadata; resume from a file that training wrote");
}
