using System.Globalization;
using Pico.Models;
using Pico.Threading;

namespace Pico.Training;

/// <summary>
/// What moves weights against their gradients: torch.optim's algorithms under its names and with its order of operations. Weights, gradients and
/// state are flat buffers of one layout, cut into pieces by their sizes alone; so a step is a few passes, allocates nothing, and gives the
/// same bits for any number of threads and any width of vectors.
/// </summary>
/// <remarks>
/// An optimizer that is made for a number of weights treats them alike, as torch does. One that is made with a model's parameters spares those of one dimension
/// (biases, the scales of norms) the weight decay, unless a group gives them one, and knows the model's names: only it can have groups and be saved.
/// <para>Weights in bfloat16 are put together with <see cref="Remainders"/> piece by piece, moved exactly as float32 weights are, and taken apart again.</para>
/// </remarks>
public abstract unsafe partial class Optimizer
{
    private readonly int count;
    private readonly ParameterSet? parameters;
    private readonly OptimizerChunk[] chunks;
    private readonly int[] groupOf = [];
    private readonly List<OptimizerState> state = [];
    private readonly short[] remainders;
    private readonly GradientNorm norm;
    private double learningRate;

    /// <summary>Prepares for a number of weights, all of one group.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="weightDecay">The weight decay.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    protected Optimizer(int count, double learningRate, double weightDecay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        this.count = count;
        (LearningRate, WeightDecay) = (learningRate, RequireNotNegative(weightDecay, "the weight decay"));
        (chunks, remainders, norm) = (OptimizerChunk.Cut(count), [], new GradientNorm(count));
        Groups = [new OptimizerGroup(this, "all", [], rateFactor: 1, weightDecay: null)];
    }

    /// <summary>Prepares for a model's trained parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="weightDecay">The weight decay of what no group takes and has two dimensions or more.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <param name="atEach">Whether each parameter has pieces of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, or a parameter is in two.</exception>
    protected Optimizer(ParameterSet parameters, double learningRate, double weightDecay, IReadOnlyList<ParameterGroup>? groups, bool atEach = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (this.parameters, count) = (parameters, parameters.Length);
        (LearningRate, WeightDecay) = (learningRate, RequireNotNegative(weightDecay, "the weight decay"));
        (Groups, groupOf) = GroupAssignment.Assign(this, parameters, groups ?? []);
        chunks = OptimizerChunk.Cut(parameters, groupOf, atEach);
        remainders = parameters.Storage == Storage.BFloat16 ? new short[count] : [];
        norm = new GradientNorm(count);
    }

    /// <summary>What checkpoints and messages call it: torch.optim's name.</summary>
    public abstract string Name { get; }

    /// <summary>The step size; a schedule may change it between steps. Groups with one of their own follow by the same factor.</summary>
    /// <exception cref="ArgumentException">It is negative or not a number.</exception>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = RequireNotNegative(value, "the learning rate");
    }

    /// <summary>The weight decay of groups without one of their own.</summary>
    public double WeightDecay { get; set; }

    /// <summary>How many steps have been made.</summary>
    public long StepCount { get; set; }

    /// <summary>
    /// Whether a step looks for gradients that are not finite, at the price of reading them once more, before it moves anything. A
    /// <see cref="Trainer"/>, which measures their norm anyway, switches it off.
    /// </summary>
    public bool ChecksGradients { get; set; } = true;

    /// <summary>The groups that have parameters.</summary>
    public IReadOnlyList<OptimizerGroup> Groups { get; }

    /// <summary>What is kept from step to step, under torch's names.</summary>
    public IReadOnlyList<OptimizerState> State => state;

    /// <summary>The bytes of <see cref="State"/> and <see cref="Remainders"/>.</summary>
    public long StateBytes => state.Sum(buffer => (long)buffer.Values.Length * sizeof(float)) + ((long)remainders.Length * sizeof(short));

    /// <summary>
    /// What weights that are stored as bfloat16 lack of the float32 weights that are trained, in units in the last place of these, one for
    /// each weight; empty for a model in float32.
    /// </summary>
    public Span<short> Remainders => remainders;

    /// <summary>The trained parameters, or null where the optimizer was made for a number of weights.</summary>
    internal ParameterSet? Parameters => parameters;

    /// <summary>The number of weights, gaps between parameters included.</summary>
    protected int Count => count;

    /// <summary>The number of pieces of a pass.</summary>
    protected int Pieces => chunks.Length;

    /// <summary>The group of a trained parameter.</summary>
    /// <param name="parameter">Its position among the trained ones.</param>
    protected OptimizerGroup GroupOf(int parameter) => Groups[groupOf[parameter]];

    /// <summary>A trained parameter.</summary>
    /// <param name="parameter">Its position among the trained ones.</param>
    protected ParameterInfo ParameterAt(int parameter) => parameters!.Trained[parameter];

    /// <summary>The parameter of a piece, where each has pieces of its own.</summary>
    /// <param name="piece">The number of the piece.</param>
    protected int ParameterOf(int piece) => chunks[piece].Parameter;

    /// <summary>What an optimizer keeps besides flat buffers and <see cref="StepCount"/>: arrays of a fixed length, which loading overwrites.</summary>
    protected internal virtual IReadOnlyList<(string Name, double[] Values)> Numbers => [];

    /// <summary>Writes <see cref="State"/>, <see cref="StepCount"/> and <see cref="Remainders"/> as safetensors, atomically, under torch's names: <c>exp_avg.NAME</c> for each parameter, and <c>step</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The optimizer was made for a number of weights, and knows no names.</exception>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    public void Save(string path) => OptimizerFormat.Save(path, this);

    /// <summary>Takes up what <see cref="Save"/> wrote: from there on, steps make the bits of an optimizer that never stopped. Nothing changes unless all fits.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Checkpoints.CheckpointException">The file is broken, another optimizer's, or of other names or shapes; the message says which.</exception>
    /// <exception cref="InvalidOperationException">The optimizer was made for a number of weights, and knows no names.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Load(string path) => OptimizerFormat.Load(path, this);

    /// <summary>A buffer of state, one number for each weight, which begins at zero and is part of checkpoints.</summary>
    /// <param name="name">torch's name.</param>
    /// <param name="isPresent">Without, nothing is kept and the buffer is empty.</param>
    protected float[] AddState(string name, bool isPresent = true)
    {
        if (!isPresent) return [];
        var values = new float[count];
        state.Add(new OptimizerState(name, values, parameters?.Trained ?? []));
        return values;
    }

    /// <summary>A buffer of state in another layout than the weights'.</summary>
    /// <param name="name">torch's name.</param>
    /// <param name="length">Its length.</param>
    /// <param name="layout">Where the part of each parameter lies, and its shape there.</param>
    protected float[] AddState(string name, int length, IReadOnlyList<ParameterInfo> layout)
    {
        var values = new float[length];
        state.Add(new OptimizerState(name, values, layout));
        return values;
    }

    /// <summary>Requires a setting that cannot be negative.</summary>
    internal static double RequireNotNegative(double value, string what) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}, but must be a number from 0."));

    /// <summary>Requires the decay of a running mean.</summary>
    internal static double RequireDecay(double value, string what) => value is >= 0 and < 1
        ? value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} = {value} must lie in [0, 1)."));
}
