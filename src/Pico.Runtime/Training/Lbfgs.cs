using Pico.Models;
using Pico.Threading;

namespace Pico.Training;

/// <summary>
/// L-BFGS (Nocedal 1980; Liu and Nocedal 1989), as torch.optim.LBFGS: the direction comes from the last few steps and the gradients' changes over them. It is made for
/// whole data sets, not for batches that take turns.
/// </summary>
/// <remarks>
/// <see cref="Optimizer.Step(ParameterSet, ReadOnlySpan{float}, double, WorkerPool?)"/> makes one step of the learning rate's length, as one round of torch's without line search does.
/// <see cref="Step(ParameterSet, ReadOnlySpan{float}, Func{double}, WorkerPool?)"/> searches along the direction for a point that meets the strong Wolfe conditions, as torch's with
/// <c>line_search_fn="strong_wolfe"</c> and <c>max_iter=1</c> does.
/// </remarks>
public sealed partial class Lbfgs : Optimizer
{
    // What is kept besides vectors, by position in a checkpoint's tensor "lbfgs".
    private const int Iterations = 0, Oldest = 1, Stored = 2, Diagonal = 3, LastStep = 4, NumberCount = 5;

    private const double LeastCurvature = 1e-10; // torch's: below, a change of gradients says nothing

    private readonly float[] gradient;
    private readonly float[] previous;
    private readonly float[] direction;
    private readonly float[] change;
    private readonly float[][] changes; // of gradients: torch's old_dirs
    private readonly float[][] moves; // of weights: torch's old_stps
    private readonly double[] numbers = new double[NumberCount];
    private readonly double[] inverseCurvatures; // torch's ro
    private readonly double[] shares; // of the old steps in the direction: torch's al
    private readonly FlatVectors vectors;
    private LineSearch? search;

    /// <summary>Prepares the state for a number of weights.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The length of a step along the direction; where a line search begins.</param>
    /// <param name="historySize">How many old steps are kept, two vectors each.</param>
    /// <param name="toleranceGradient">Where no gradient is larger, nothing moves.</param>
    /// <param name="toleranceChange">Nothing moves where the slope along the direction is not steeper; a search ends within it.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public Lbfgs(int count, double learningRate = 1, int historySize = 100, double toleranceGradient = 1e-7, double toleranceChange = 1e-9)
        : base(count, learningRate, weightDecay: 0)
    {
        (HistorySize, ToleranceGradient, ToleranceChange) = Require(historySize, toleranceGradient, toleranceChange);
        (gradient, change, vectors) = (new float[count], new float[count], new FlatVectors(count));
        (previous, direction) = (AddState("prev_flat_grad"), AddState("d"));
        changes = [.. Enumerable.Range(0, historySize).Select(i => AddState($"old_dirs.{i}"))];
        moves = [.. Enumerable.Range(0, historySize).Select(i => AddState($"old_stps.{i}"))];
        (inverseCurvatures, shares) = (new double[historySize], new double[historySize]);
    }

    /// <summary>Prepares the state for a model's trained parameters. There are no groups: the direction is one for all.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The length of a step along the direction; where a line search begins.</param>
    /// <param name="historySize">How many old steps are kept, two vectors each.</param>
    /// <param name="toleranceGradient">Where no gradient is larger, nothing moves.</param>
    /// <param name="toleranceChange">Nothing moves where the slope along the direction is not steeper; a search ends within it.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public Lbfgs(ParameterSet parameters, double learningRate = 1, int historySize = 100, double toleranceGradient = 1e-7, double toleranceChange = 1e-9)
        : base(parameters, learningRate, weightDecay: 0, groups: null)
    {
        (HistorySize, ToleranceGradient, ToleranceChange) = Require(historySize, toleranceGradient, toleranceChange);
        (gradient, change, vectors) = (new float[Count], new float[Count], new FlatVectors(Count));
        (previous, direction) = (AddState("prev_flat_grad"), AddState("d"));
        changes = [.. Enumerable.Range(0, historySize).Select(i => AddState($"old_dirs.{i}"))];
        moves = [.. Enumerable.Range(0, historySize).Select(i => AddState($"old_stps.{i}"))];
        (inverseCurvatures, shares) = (new double[historySize], new double[historySize]);
    }

    /// <inheritdoc/>
    public override string Name => "LBFGS";

    /// <summary>How many old steps are kept.</summary>
    public int HistorySize { get; }

    /// <summary>Where no gradient is larger, nothing moves.</summary>
    public double ToleranceGradient { get; }

    /// <summary>Nothing moves where the slope along the direction is not steeper.</summary>
    public double ToleranceChange { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<(string Name, double[] Values)> Numbers => [("lbfgs", numbers), ("ro", inverseCurvatures)];

    /// <inheritdoc/>
    /// <remarks>A line search finds the length of the step; <paramref name="evaluate"/> is called at least once, and at most 27 times.</remarks>
    public override double Step(ParameterSet parameters, ReadOnlySpan<float> gradients, Func<double> evaluate, WorkerPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        search ??= new LineSearch(Count, EvaluateAt);
        search.Evaluate = evaluate;
        try
        {
            search.StartLoss = evaluate();
            Step(parameters, gradients, 1, pool);
            return search.StartLoss;
        }
        finally
        {
            search.Evaluate = null;
        }
    }

    /// <inheritdoc/>
    protected override void Run(double gradientScale)
    {
        vectors.Pool = Pool;
        vectors.Scale(GradientsOfStep, gradientScale, gradient);
        if (vectors.Largest(gradient) <= ToleranceGradient) return;
        numbers[Iterations]++;
        if (numbers[Iterations] == 1) vectors.Scale(gradient, -1, direction);
        else FindDirection();
        gradient.CopyTo(previous, 0);
        numbers[LastStep] = numbers[Iterations] == 1 ? Math.Min(1, 1 / vectors.SumOfSizes(gradient)) * LearningRate : LearningRate;
        var slope = vectors.Dot(gradient, direction);
        if (slope > -ToleranceChange) return;
        if (search?.Evaluate is not null)
        {
            Pass(Remember);
            numbers[LastStep] = new StrongWolfe(ToleranceChange / vectors.Largest(direction)).Search(search.EvaluateAt, numbers[LastStep], search.StartLoss, slope);
            stepLength = (float)numbers[LastStep];
            Pass(MoveFromStart);
            return;
        }

        stepLength = (float)numbers[LastStep];
        Pass(MoveOn);
    }

    /// <summary>The two loops of Nocedal's recursion, over the last steps.</summary>
    private void FindDirection()
    {
        vectors.Difference(gradient, previous, change);
        var (length, stored) = (numbers[LastStep], (int)numbers[Stored]);
        var curvature = length * vectors.Dot(change, direction);
        if (curvature > LeastCurvature)
        {
            var place = Place(stored < HistorySize ? stored++ : 0);
            if (numbers[Stored] == HistorySize) numbers[Oldest] = (numbers[Oldest] + 1) % HistorySize;
            numbers[Stored] = stored;
            change.CopyTo(changes[place], 0);
            vectors.Scale(direction, length, moves[place]);
            inverseCurvatures[place] = 1 / curvature;
            numbers[Diagonal] = curvature / vectors.Dot(change, change);
        }

        vectors.Scale(gradient, -1, direction);
        for (var i = stored - 1; i >= 0; i--)
        {
            var place = Place(i);
            shares[place] = vectors.Dot(moves[place], direction) * inverseCurvatures[place];
            vectors.Add(changes[place], -shares[place], direction);
        }

        if (stored > 0) vectors.Scale(direction, numbers[Diagonal], direction);
        for (var i = 0; i < stored; i++)
        {
            var place = Place(i);
            vectors.Add(moves[place], shares[place] - (vectors.Dot(changes[place], direction) * inverseCurvatures[place]), direction);
        }
    }

    // The i-th step from the oldest one.
    private int Place(int i) => ((int)numbers[Oldest] + i) % HistorySize;

    private static (int HistorySize, double ToleranceGradient, double ToleranceChange) Require(int historySize, double toleranceGradient, double toleranceChange)
    {
        if (historySize < 1) throw new ArgumentException($"the history of L-BFGS has {historySize} steps, but must have at least 1.", nameof(historySize));
        return (historySize, RequireNotNegative(toleranceGradient, "the tolerance of gradients"), RequireNotNegative(toleranceChange, "the tolerance of changes"));
    }
}
