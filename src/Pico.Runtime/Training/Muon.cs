using Pico.Models;

namespace Pico.Training;

/// <summary>
/// Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/), with torch.optim.Muon's settings: a matrix moves along its momentum made orthogonal,
/// so that all directions of the momentum count alike. What is no matrix, and matrices that are named (embeddings and heads, as a rule), are moved by
/// <see cref="AdamW"/>'s rule. Products are those of a compiled graph, in float32.
/// </summary>
public sealed partial class Muon : Optimizer
{
    private const int Gather = 0, Move = 1; // passes

    private readonly MuonMatrix?[] matrices; // of each trained parameter; null where AdamW moves it
    private readonly float[] momenta; // of matrices, one after the other
    private readonly float[] directions;
    private readonly float[] firstMoments; // of the others
    private readonly float[] secondMoments;
    private readonly int[] offsets; // of each parameter in the buffers above
    private readonly AdamStep[] adamSteps; // of each parameter
    private readonly MuonStep[] steps;
    private readonly double adamFactor;

    /// <summary>Prepares the state for a model's trained parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size of matrices, times √max(1, rows / columns).</param>
    /// <param name="momentum">The decay of the running mean of the gradients.</param>
    /// <param name="weightDecay">The fraction of a decaying weight that a step takes away, times the learning rate.</param>
    /// <param name="nesterov">Whether to look ahead.</param>
    /// <param name="adamLearningRate">The step size of what AdamW moves, at the initial <paramref name="learningRate"/>.</param>
    /// <param name="adamBeta1">AdamW's decay of the running mean of the gradients.</param>
    /// <param name="adamBeta2">AdamW's decay of the running mean of their squares.</param>
    /// <param name="withAdamW">Patterns over the names of matrices that AdamW moves too.</param>
    /// <param name="groups">What is treated in a way of its own.</param>
    /// <exception cref="ArgumentException">A value is out of its range, a group is empty, a parameter is in two, or a pattern matches none.</exception>
    public Muon(
        ParameterSet parameters, double learningRate = 1e-3, double momentum = 0.95, double weightDecay = 0.1, bool nesterov = true, double adamLearningRate = 1e-3,
        double adamBeta1 = 0.9, double adamBeta2 = 0.999, IReadOnlyList<string>? withAdamW = null, IReadOnlyList<ParameterGroup>? groups = null)
        : base(parameters, learningRate, weightDecay, groups, atEach: true)
    {
        (Momentum, Nesterov) = (RequireDecay(momentum, "the momentum"), nesterov);
        (AdamBeta1, AdamBeta2) = (RequireDecay(adamBeta1, "adamBeta1"), RequireDecay(adamBeta2, "adamBeta2"));
        if (learningRate == 0) throw new ArgumentException("the learning rate of Muon must be above 0: AdamW's follows it by a factor.", nameof(learningRate));
        adamFactor = RequireNotNegative(adamLearningRate, "AdamW's learning rate") / learningRate;
        var named = (withAdamW ?? []).SelectMany(pattern => GroupAssignment.Matching(parameters, pattern)).ToHashSet();
        var trained = parameters.Trained;
        (matrices, offsets) = (new MuonMatrix?[trained.Count], new int[trained.Count]);
        var (matrixLength, otherLength, graph) = (0, 0, new NewtonSchulz());
        for (var i = 0; i < matrices.Length; i++)
        {
            var isMatrix = trained[i].Shape.Count == 2 && !named.Contains(i);
            ref var end = ref isMatrix ? ref matrixLength : ref otherLength;
            if (isMatrix) matrices[i] = new MuonMatrix(graph, trained[i].Shape[0], trained[i].Shape[1]);
            offsets[i] = end;
            end += trained[i].Length;
        }

        momenta = AddState("momentum_buffer", matrixLength, Layout(trained, isMatrix: true));
        firstMoments = AddState("exp_avg", otherLength, Layout(trained, isMatrix: false));
        secondMoments = AddState("exp_avg_sq", otherLength, Layout(trained, isMatrix: false));
        (directions, adamSteps, steps) = (new float[matrixLength], new AdamStep[trained.Count], new MuonStep[trained.Count]);
    }

    /// <inheritdoc/>
    public override string Name => "Muon";

    /// <summary>The decay of the running mean of the gradients.</summary>
    public double Momentum { get; }

    /// <summary>Whether to look ahead.</summary>
    public bool Nesterov { get; }

    /// <summary>AdamW's decay of the running mean of the gradients.</summary>
    public double AdamBeta1 { get; }

    /// <summary>AdamW's decay of the running mean of their squares.</summary>
    public double AdamBeta2 { get; }

    /// <inheritdoc/>
    protected override void Run(double gradientScale)
    {
        for (var i = 0; i < matrices.Length; i++)
        {
            var group = GroupOf(i);
            var (rate, decay) = (group.LearningRate, group.WeightDecay);
            if (matrices[i] is { } matrix)
            {
                steps[i] = new MuonStep(
                    (float)gradientScale, (float)Momentum, (float)(1 - Momentum), Nesterov ? (float)Momentum : 1,
                    (float)(rate * matrix.RateFactor), (float)(rate * decay));
                continue;
            }

            if (!group.HasOwnLearningRate) rate *= adamFactor;
            adamSteps[i] = AdamStep.At(StepCount, gradientScale, AdamBeta1, AdamBeta2, rate, epsilon: 1e-8, decay, isDecoupled: true);
        }

        Pass(Gather);
        for (var i = 0; i < matrices.Length; i++) matrices[i]?.Orthogonalize(directions.AsSpan(offsets[i]), Pool);
        Pass(Move);
    }

    /// <inheritdoc/>
    protected override void Update(int pass, in OptimizerPiece piece)
    {
        var i = piece.Parameter;
        var (first, count) = (offsets[i] + piece.First - ParameterAt(i).Offset, piece.Weights.Length);
        if (matrices[i] is null)
        {
            if (pass == Move) Adam.Move(piece.Weights, piece.Gradients, firstMoments.AsSpan(first, count), secondMoments.AsSpan(first, count), adamSteps[i]);
        }
        else if (pass == Gather)
        {
            Roll(piece.Gradients, momenta.AsSpan(first, count), directions.AsSpan(first, count), steps[i]);
        }
        else
        {
            Follow(piece.Weights, directions.AsSpan(first, count), steps[i]);
        }
    }

    private ParameterInfo[] Layout(IReadOnlyList<ParameterInfo> trained, bool isMatrix) =>
        [.. Enumerable.Range(0, trained.Count).Where(i => matrices[i] is not null == isMatrix).Select(i => trained[i] with { Offset = offsets[i] })];

    /// <summary>The momentum of one weight, and where it leads.</summary>
    [Kernel]
    static void Roll(float gradient, ref float momentum, out float direction, [Uniform] in MuonStep step)
    {
        var slope = gradient * step.Scale;
        momentum = step.Momentum * momentum + step.Gain * slope;
        direction = step.Ahead * momentum + (1 - step.Ahead) * slope;
    }

    /// <summary>Moves one weight.</summary>
    [Kernel]
    static void Follow(ref float weight, float direction, [Uniform] in MuonStep step) =>
        weight -= step.Shrink * weight + step.Rate * direction;
}
