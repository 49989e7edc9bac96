using System.Text.Json;

namespace Pico.Tests.Goldens;

/// <summary>tests/goldens/optimizer_runs.json: where optimizers lead a small network from fixed weights.</summary>
/// <param name="Steps">How many steps are made.</param>
/// <param name="Batch">The rows of a batch; batches take turns.</param>
/// <param name="Penalty">Of L-BFGS's loss, times the squared way from the start.</param>
/// <param name="Start">The initial weights, all parameters one after the other.</param>
/// <param name="X">The inputs of all batches, [rows, 2].</param>
/// <param name="Y">The targets of all batches, [rows, 1].</param>
/// <param name="Schedules">torch's learning rates, step by step.</param>
public sealed record GoldenRuns(int Steps, int Batch, double Penalty, double[] Start, double[] X, double[] Y, IReadOnlyDictionary<string, double[]> Schedules, IReadOnlyList<GoldenOptimizerRun> Cases);

/// <summary>One optimizer's way, in float64.</summary>
/// <param name="Optimizer">torch's name of the class.</param>
/// <param name="Settings">torch's names of the settings, defaults included.</param>
/// <param name="Points">Where it is after every hundred steps, and after the last.</param>
public sealed record GoldenOptimizerRun(string Name, string Optimizer, IReadOnlyDictionary<string, JsonElement> Settings, IReadOnlyList<GoldenPoint> Points)
{
    /// <summary>A setting that is a number.</summary>
    public double Number(string name) => Settings[name].GetDouble();

    /// <summary>A setting that is a switch.</summary>
    public bool Is(string name) => Settings[name].ValueKind is JsonValueKind.True;
}

/// <summary>The weights after a number of steps.</summary>
public sealed record GoldenPoint(int Step, double[] Weights);
