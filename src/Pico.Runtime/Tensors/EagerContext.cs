namespace Pico;

/// <summary>
/// One eager run of an entry point: whether it trains, the seed and step of its random numbers, the precision of its
/// parameters, and the numbering of its operations. Ambient for the current thread from <see cref="Begin"/> to
/// <see cref="Dispose"/>; runs may nest.
/// </summary>
/// <example><code>
/// using var run = EagerContext.Begin(training: true, seed: 1, step: 10);
/// model.Loss(inputs, targets).Backward();
/// </code></example>
public sealed class EagerContext : IDisposable
{
    [ThreadStatic]
    static EagerContext? current;

    readonly EagerContext? outer;
    readonly DType type;
    readonly bool records;
    readonly Dictionary<Tensor, Tensor> leaves = new(ReferenceEqualityComparer.Instance);
    readonly List<RecordedOperation> recorded = [];
    int dropouts;

    EagerContext(bool training, ulong seed, long step, DType type, bool records)
    {
        (Training, Seed, Step, this.type, this.records) = (training, seed, step, type, records);
        outer = current;
        current = this;
    }

    /// <summary>The innermost run of this thread, or null.</summary>
    public static EagerContext? Current => current;

    /// <summary>Whether dropout is active.</summary>
    public bool Training { get; }

    /// <summary>The model's seed, for dropout.</summary>
    public ulong Seed { get; }

    /// <summary>The number of the training step, for dropout.</summary>
    public long Step { get; }

    /// <summary>How many tensor operations have run so far; the next one gets this number.</summary>
    public int OperationCount { get; private set; }

    /// <summary>Every operation's result in order, if the run was begun with record: true.</summary>
    public IReadOnlyList<RecordedOperation> Recorded => recorded;

    /// <summary>Begins a run on this thread; dispose it on the same thread.</summary>
    /// <param name="training">Whether dropout is active.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="step">The number of the training step.</param>
    /// <param name="dtype">Float32, or Float64 to promote every parameter and so compute in double; inputs are then given in double too.</param>
    /// <param name="record">Keep every operation's result in <see cref="Recorded"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is Int32.</exception>
    public static EagerContext Begin(
        bool training = false, ulong seed = 0, long step = 0, DType dtype = DType.Float32, bool record = false) =>
        dtype == DType.Int32
            ? throw new ArgumentException("EagerContext.Begin: a run computes in Float32 or Float64, not in Int32.", nameof(dtype))
            : new(training, seed, step, dtype, record);

    /// <summary>
    /// The tensor that stands for a parameter in this run: itself, or in a float64 run its promotion, created on first use,
    /// whose values may be perturbed before the run and whose <see cref="Tensor.Gradient"/> may be read after it.
    /// </summary>
    /// <param name="parameter">A parameter; other tensors stand for themselves.</param>
    public Tensor Leaf(Tensor parameter)
    {
        if (type == DType.Float32 || !parameter.IsParameter)
        {
            return parameter;
        }

        if (!leaves.TryGetValue(parameter, out var leaf))
        {
            leaf = Tensor.From(parameter.ToDoubles(), parameter.Shape);
            leaf = parameter.IsDifferentiable ? leaf.RequiresGradient() : leaf;
            leaves.Add(parameter, leaf);
        }

        return leaf;
    }

    /// <summary>Ends the run; the one it was nested in continues.</summary>
    public void Dispose()
    {
        if (current == this)
        {
            current = outer;
        }
    }

    /// <summary>A float32 run that keeps every operation's result and watches for values that are not finite.</summary>
    internal static EagerContext BeginWatched(bool training, ulong seed, long step) => new(training, seed, step, DType.Float32, records: true) { Watch = new() };

    /// <summary>What a watched run found; otherwise null.</summary>
    internal NonFiniteWatch? Watch { get; private init; }

    internal int NextDropout() => dropouts++;

    /// <summary>Numbers an operation, and keeps its result where that was asked for.</summary>
    internal int Count(PrimitiveKind kind, Tensor result)
    {
        if (records)
        {
            recorded.Add(new(OperationCount, kind, result));
        }

        return OperationCount++;
    }
}
