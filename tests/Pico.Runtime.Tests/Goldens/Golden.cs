using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pico.Tests.Goldens;

/// <summary>Reads tests/goldens/*.json, which tests/goldens/make_goldens.py wrote with PyTorch; README.md there has the format.</summary>
public static class Golden
{
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The cases of a file of functions: forward, upstream and gradients. The names are activations, losses, linear.</summary>
    public static IReadOnlyDictionary<string, GoldenCase> Functions(string file) =>
        Read<GoldenFile<GoldenCase>>(file).Cases.ToDictionary(row => row.Name);

    /// <summary>The statistics of torch's default initialisation.</summary>
    public static IReadOnlyList<GoldenInitialization> Initializations() => Read<GoldenFile<GoldenInitialization>>("initialization").Cases;

    /// <summary>The trajectories of torch's optimizers.</summary>
    public static GoldenOptimizers Optimizers() => Read<GoldenOptimizers>("optimizers");

    /// <summary>The way of optimizers over a small network.</summary>
    public static GoldenRuns OptimizerRuns() => Read<GoldenRuns>("optimizer_runs");

    static T Read<T>(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "tests", "goldens", "README.md")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No tests/goldens above {AppContext.BaseDirectory}.");
        }

        var path = Path.Combine(folder.FullName, "tests", "goldens", file + ".json");
        return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options) ?? throw new InvalidDataException($"{path} is empty.");
    }
}

/// <summary>A file that is a list of cases.</summary>
public sealed record GoldenFile<TCase>(IReadOnlyList<TCase> Cases);

/// <summary>One function call with its gradients, in both precisions.</summary>
/// <param name="Inputs">The differentiable arguments, by torch's names; float32-representable.</param>
/// <param name="Constants">The other tensors, such as int32 targets.</param>
public sealed record GoldenCase(
    string Name,
    IReadOnlyDictionary<string, GoldenTensor> Inputs,
    IReadOnlyDictionary<string, GoldenTensor> Constants,
    GoldenRun Float32,
    GoldenRun Float64)
{
    /// <summary>The run in the given precision.</summary>
    public GoldenRun In(DType type) => type == DType.Float64 ? Float64 : Float32;
}

/// <summary>What torch computed: the output and, for the upstream gradient, the gradient of every input.</summary>
public sealed record GoldenRun(GoldenTensor Output, GoldenTensor Upstream, IReadOnlyDictionary<string, GoldenTensor> Gradients);

/// <summary>Values, last dimension fastest; exact in double whatever the type.</summary>
public sealed record GoldenTensor(DType DType, int[] Shape, double[] Values)
{
    /// <summary>The values as float: exact for float32 tensors.</summary>
    public float[] Floats => Array.ConvertAll(Values, x => (float)x);

    /// <summary>The values as int.</summary>
    public int[] Ints => Array.ConvertAll(Values, x => (int)x);

    /// <summary>An eager tensor in the given type.</summary>
    public Tensor ToTensor(DType type) => type switch
    {
        DType.Float32 => Tensor.From(Floats, Shape),
        DType.Float64 => Tensor.From(Values, Shape),
        _ => Tensor.From(Ints, Shape),
    };
}

/// <summary>The default initialisation of one torch.nn.Linear.</summary>
/// <param name="Bound">1 / sqrt(inputs): both are uniform from -bound to bound.</param>
public sealed record GoldenInitialization(string Name, int Inputs, int Outputs, double Bound, GoldenStatistics Weight, GoldenStatistics Bias);

/// <summary>Statistics of one parameter.</summary>
public sealed record GoldenStatistics(int[] Shape, double Min, double Max, double Mean, double Std);

/// <summary>Trajectories on sum(curvature * (weight - goal)^2) / 2.</summary>
public sealed record GoldenOptimizers(GoldenTensor Start, GoldenTensor Goal, GoldenTensor Curvature, IReadOnlyList<GoldenTrajectory> Cases);

/// <summary>One optimizer's trajectory, in both precisions.</summary>
public sealed record GoldenTrajectory(string Name, GoldenSettings Settings, IReadOnlyList<GoldenStep> Float32, IReadOnlyList<GoldenStep> Float64);

/// <summary>torch's settings, defaults included; null where the optimizer has no such setting.</summary>
public sealed record GoldenSettings(
    double Lr,
    [property: JsonPropertyName("weight_decay")] double WeightDecay,
    double? Momentum = null,
    double[]? Betas = null,
    double? Eps = null);

/// <summary>The gradient before a step and the weights after it.</summary>
public sealed record GoldenStep(double[] Gradient, double[] Weight);
