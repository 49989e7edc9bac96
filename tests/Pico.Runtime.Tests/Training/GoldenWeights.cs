using Pico.Models;
using Pico.Tests.Goldens;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>The golden runs' weights and optimizers in terms of ours.</summary>
internal static class GoldenWeights
{
    // torch knows no difference between matrices and the rest: everything decays.
    private static readonly ParameterGroup Everything = ParameterGroup.Matching("*");

    public static void Start(GoldenRuns runs, ParameterSet parameters)
    {
        var next = 0;
        for (var i = 0; i < parameters.Count; i++)
        {
            parameters.Write(i, [.. runs.Start.Skip(next).Take(parameters[i].Length).Select(value => (float)value)]);
            next += parameters[i].Length;
        }

        Assert.Equal(runs.Start.Length, next);
    }

    public static void AssertClose(GoldenPoint expected, ParameterSet parameters, double tolerance)
    {
        var next = 0;
        foreach (var parameter in parameters)
        {
            foreach (var value in parameters.Values.Slice(parameter.Offset, parameter.Length))
            {
                var torch = expected.Weights[next++];
                Assert.True(Math.Abs(torch - value) <= tolerance, $"step {expected.Step}, '{parameter.Name}': {torch:R} in float64, {value:R} here");
            }
        }
    }

    public static Optimizer Make(GoldenOptimizerRun run, ParameterSet parameters)
    {
        var (rate, decay) = (run.Number("lr"), run.Settings.ContainsKey("weight_decay") ? run.Number("weight_decay") : 0);
        IReadOnlyList<ParameterGroup> groups = [Everything with { WeightDecay = decay }];
        return run.Optimizer switch
        {
            "SGD" => new Sgd(parameters, rate, run.Number("momentum"), dampening: run.Number("dampening"), nesterov: run.Is("nesterov"), groups: groups),
            "Adam" => new Adam(parameters, rate, Beta(0), Beta(1), run.Number("eps"), amsgrad: run.Is("amsgrad"), groups: groups),
            "AdamW" => new AdamW(parameters, rate, Beta(0), Beta(1), run.Number("eps"), amsgrad: run.Is("amsgrad"), groups: groups),
            "Adagrad" => new Adagrad(
                parameters, rate, run.Number("lr_decay"), initialAccumulator: run.Number("initial_accumulator_value"), epsilon: run.Number("eps"), groups: groups),
            "RMSprop" => new RMSprop(parameters, rate, run.Number("alpha"), run.Number("eps"), 0, run.Number("momentum"), run.Is("centered"), groups),
            "Lion" => new Lion(parameters, rate, Beta(0), Beta(1), groups: groups),
            "Adafactor" => new Adafactor(parameters, rate, run.Number("beta2_decay"), run.Number("eps1"), run.Number("eps2"), run.Number("d"), groups: groups),
            "Muon" => new Muon(parameters, rate, run.Number("momentum"), decay, run.Is("nesterov"), run.Number("adam_lr")),
            "LBFGS" => new Lbfgs(parameters, rate, (int)run.Number("history_size"), run.Number("tolerance_grad"), run.Number("tolerance_change")),
            _ => throw new NotSupportedException(run.Optimizer),
        };

        double Beta(int index) => run.Settings["betas"][index].GetDouble();
    }
}
