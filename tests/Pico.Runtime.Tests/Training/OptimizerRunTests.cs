using System.Text.Json;
using Pico.Tests.Goldens;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>1,001 steps of every optimizer over a small network, against torch or the papers in float64: tests/goldens/make_optimizer_runs.py.</summary>
[Collection("SimdWidth")]
public class OptimizerRunTests
{
    private const double Tolerance = 1e-5;

    private static readonly GoldenRuns Runs = Golden.OptimizerRuns();

    public static TheoryData<string> Names => [.. Runs.Cases.Select(run => run.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Trajectories_are_those_of_float64(string name)
    {
        var golden = Runs.Cases.Single(run => run.Name == name);
        var model = new SmallNet();
        GoldenWeights.Start(Runs, model.Parameters);
        var optimizer = GoldenWeights.Make(golden, model.Parameters);
        if (optimizer is Lbfgs lbfgs)
        {
            FollowWholeSet(golden, lbfgs, model);
            return;
        }

        float[] x = Array.ConvertAll(Runs.X, value => (float)value), y = Array.ConvertAll(Runs.Y, value => (float)value);
        var batches = y.Length / Runs.Batch;
        for (var step = 0; step < Runs.Steps; step++)
        {
            var first = step % batches * Runs.Batch;
            model.ClearGradients();
            model.LossAndGradient(x.AsSpan(first * 2, Runs.Batch * 2), y.AsSpan(first, Runs.Batch), Runs.Batch);
            optimizer.Step(model.Parameters, model.Gradients);
            if (golden.Points.SingleOrDefault(point => point.Step == step + 1) is { } point) GoldenWeights.AssertClose(point, model.Parameters, Tolerance);
        }
    }

    /// <summary>L-BFGS compares losses that differ in their last digits, so they are computed in float64 here.</summary>
    private static void FollowWholeSet(GoldenOptimizerRun golden, Lbfgs optimizer, SmallNet model)
    {
        var gradients = new float[model.Parameters.Length];
        double Evaluate() => DoubleNet.LossAndGradient(Runs, model.Parameters, gradients);
        for (var step = 0; step < Runs.Steps; step++)
        {
            if (golden.Settings["line_search_fn"].ValueKind is JsonValueKind.Null)
            {
                Evaluate();
                optimizer.Step(model.Parameters, gradients);
            }
            else
            {
                optimizer.Step(model.Parameters, gradients, Evaluate);
            }

            if (golden.Points.SingleOrDefault(point => point.Step == step + 1) is { } point) GoldenWeights.AssertClose(point, model.Parameters, Tolerance);
        }
    }
}
