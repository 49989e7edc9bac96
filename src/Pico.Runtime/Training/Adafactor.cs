using Pico.Models;

namespace Pico.Training;

/// <summary>
/// Adafactor (Shazeer and Stern 2018, arXiv:1804.04235) without momentum, as torch.optim.Adafactor: of a matrix it keeps running mean squares of
/// rows and columns, whose product stands for those of the weights; steps are relative to the size of the weights, and clipped where they are unlike the
/// steps before. Weight decay is decoupled. The state of a matrix of r rows and c columns is r + c numbers.
/// </summary>
public sealed partial class Adafactor : Optimizer
{
    private const int Measure = 0, Move = 1; // passes over pieces
    private const int RowMeans = 0, ColumnMeans = 1; // jobs: a parameter; a stretch of a parameter's columns
    private const int Strip = 1024; // columns of a job: their means stay in the first-level cache, and a call is long

    private readonly AdafactorMatrix[] matrices;
    private readonly (int Matrix, int Of, int First, int Last)[] strips;
    private readonly float[] rows;
    private readonly float[] columns;
    private readonly float[] others;
    private readonly float[] inverseMeans; // of the means over rows, one for each matrix of a parameter, at the place of its first row
    private readonly double[] weightSquares; // of each piece
    private readonly double[] updateSquares;
    private readonly AdafactorStep[] steps; // of each parameter

    private float gain;
    private float scale;

    /// <summary>Prepares the state for a model's trained parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The bound of the step size, which otherwise is 1 / √t; times the root of the mean square of a parameter's weights.</param>
    /// <param name="beta2Decay">The means of step t give way by t to this power; below 0.</param>
    /// <param name="epsilon1">The least root of a mean square that is divided by; float32's own by default.</param>
    /// <param name="epsilon2">The least size of weights that steps are relative to.</param>
    /// <param name="d">What a parameter's root of the mean square step may be before it is clipped.</param>
    /// <param name="weightDecay">The fraction of a decaying weight that a step takes away, times the learning rate.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, or a parameter is in two.</exception>
    public Adafactor(
        ParameterSet parameters, double learningRate = 1e-2, double beta2Decay = -0.8, double epsilon1 = 1.0 / (1 << 23), double epsilon2 = 1e-3, double d = 1,
        double weightDecay = 0, IReadOnlyList<ParameterGroup>? groups = null)
        : base(parameters, learningRate, weightDecay, groups, atEach: true)
    {
        if (!(beta2Decay <= 0)) throw new ArgumentException($"beta2Decay = {beta2Decay} must be 0 or less.", nameof(beta2Decay));
        if (!(d >= 1e-6)) throw new ArgumentException($"d = {d} must be above 0.", nameof(d));
        (Beta2Decay, D) = (beta2Decay, d);
        (Epsilon1, Epsilon2) = (RequireNotNegative(epsilon1, "epsilon1"), RequireNotNegative(epsilon2, "epsilon2"));
        (matrices, var rowCount, var columnCount, var otherCount) = AdafactorMatrix.LayOut(parameters.Trained);
        rows = AddState("row_var", rowCount, [.. matrices.Where(matrix => matrix.IsFactored).Select(matrix => matrix.RowState)]);
        columns = AddState("col_var", columnCount, [.. matrices.Where(matrix => matrix.IsFactored).Select(matrix => matrix.ColumnState)]);
        others = AddState("variance", otherCount, [.. matrices.Where(matrix => !matrix.IsFactored).Select(matrix => matrix.OtherState)]);
        (inverseMeans, weightSquares, updateSquares) = (new float[rowCount], new double[Pieces], new double[Pieces]);
        steps = new AdafactorStep[matrices.Length];
        strips =
        [
            .. from m in Enumerable.Range(0, matrices.Length)
               from of in Enumerable.Range(0, matrices[m].Count)
               from first in Enumerable.Range(0, (matrices[m].Columns + Strip - 1) / Strip).Select(strip => strip * Strip)
               select (m, of, first, Math.Min(first + Strip, matrices[m].Columns)),
        ];
    }

    /// <inheritdoc/>
    public override string Name => "Adafactor";

    /// <summary>The means of step t give way by t to this power.</summary>
    public double Beta2Decay { get; }

    /// <summary>The least root of a mean square that is divided by.</summary>
    public double Epsilon1 { get; }

    /// <summary>The least size of weights that steps are relative to.</summary>
    public double Epsilon2 { get; }

    /// <summary>What a parameter's root of the mean square step may be before it is clipped.</summary>
    public double D { get; }

    /// <inheritdoc/>
    protected override void Run(double gradientScale)
    {
        (scale, gain) = ((float)gradientScale, (float)Math.Pow(StepCount, Beta2Decay));
        Work(RowMeans, matrices.Length);
        Work(ColumnMeans, strips.Length);
        Pass(Measure);
        for (var (i, piece) = (0, 0); i < steps.Length; i++)
        {
            // Pieces are in the order of their parameters.
            var (weights, updates) = (0.0, 0.0);
            for (; piece < Pieces && ParameterOf(piece) == i; piece++)
            {
                (weights, updates) = (weights + weightSquares[piece], updates + updateSquares[piece]);
            }

            var (group, length) = (GroupOf(i), matrices[i].Parameter.Length);
            var size = Math.Max(Epsilon2, Math.Sqrt(weights / length)) * Math.Min(group.LearningRate, 1 / Math.Sqrt(StepCount));
            var clipped = size / Math.Max(1, Math.Sqrt(updates / length) / D);
            steps[i] = new AdafactorStep(scale, (float)(Epsilon1 * Epsilon1), (float)clipped, (float)(group.LearningRate * group.WeightDecay));
        }

        Pass(Move);
    }

    /// <inheritdoc/>
    protected override void Update(int work, int job, ReadOnlySpan<float> gradients)
    {
        if (work == RowMeans) UpdateRows(matrices[job], gradients);
        else UpdateColumns(strips[job], gradients);
    }

    /// <inheritdoc/>
    protected override void Update(int pass, in OptimizerPiece piece)
    {
        ref readonly var matrix = ref matrices[piece.Parameter];
        if (pass == Measure) (weightSquares[piece.Index], updateSquares[piece.Index]) = (SumOfSquares(piece.Weights, 1), 0);
        var step = pass == Measure ? new AdafactorStep(scale, (float)(Epsilon1 * Epsilon1), 0, 0) : steps[piece.Parameter];
        var begin = piece.First - matrix.Parameter.Offset;
        if (!matrix.IsFactored)
        {
            var means = others.AsSpan(matrix.FirstRow + begin, piece.Weights.Length);
            if (pass == Move) MoveOthers(piece.Weights, piece.Gradients, means, step);
            else updateSquares[piece.Index] = MeasureOthers(piece.Gradients, means, step);
            return;
        }

        // A piece begins and ends anywhere in a row.
        for (var i = 0; i < piece.Weights.Length;)
        {
            var (row, column) = Math.DivRem(begin + i, matrix.Columns);
            var (of, count) = (row / matrix.Rows, Math.Min(matrix.Columns - column, piece.Weights.Length - i));
            var means = columns.AsSpan(matrix.FirstColumn + (of * matrix.Columns) + column, count);
            var factor = rows[matrix.FirstRow + row] * inverseMeans[matrix.FirstRow + of];
            if (pass == Move) MoveRow(piece.Weights.Slice(i, count), piece.Gradients.Slice(i, count), means, factor, step);
            else updateSquares[piece.Index] += MeasureRow(piece.Gradients.Slice(i, count), means, factor, step);
            i += count;
        }
    }

    private void UpdateRows(in AdafactorMatrix matrix, ReadOnlySpan<float> gradients)
    {
        var own = gradients.Slice(matrix.Parameter.Offset, matrix.Parameter.Length);
        if (!matrix.IsFactored)
        {
            Average(others.AsSpan(matrix.FirstRow, own.Length), own, scale, gain);
            return;
        }

        for (var of = 0; of < matrix.Count; of++)
        {
            var sum = 0.0;
            for (var i = 0; i < matrix.Rows; i++)
            {
                var row = (of * matrix.Rows) + i;
                ref var mean = ref rows[matrix.FirstRow + row];
                mean += gain * ((SumOfSquares(own.Slice(row * matrix.Columns, matrix.Columns), scale) / matrix.Columns) - mean);
                sum += mean;
            }

            inverseMeans[matrix.FirstRow + of] = (float)(1 / Math.Max(sum / matrix.Rows, Epsilon1));
        }
    }

    private void UpdateColumns((int Matrix, int Of, int First, int Last) strip, ReadOnlySpan<float> gradients)
    {
        ref readonly var matrix = ref matrices[strip.Matrix];
        var count = strip.Last - strip.First;
        var means = columns.AsSpan(matrix.FirstColumn + (strip.Of * matrix.Columns) + strip.First, count);
        Fade(means, 1 - gain);
        for (var i = 0; i < matrix.Rows; i++)
        {
            var first = matrix.Parameter.Offset + (((strip.Of * matrix.Rows) + i) * matrix.Columns) + strip.First;
            AddSquare(means, gradients.Slice(first, count), gain / matrix.Rows, scale);
        }
    }
}
