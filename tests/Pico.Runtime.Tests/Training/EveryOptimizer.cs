using Pico.Models;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>All optimizers, in all forms that differ in state or kernel.</summary>
internal static class EveryOptimizer
{
    private static readonly Dictionary<string, Func<ParameterSet, Optimizer>> Makers = new()
    {
        ["SGD"] = parameters => new Sgd(parameters, 0.05, weightDecay: 0.01),
        ["SGD dampened"] = parameters => new Sgd(parameters, 0.05, 0.9, 0.01, dampening: 0.3),
        ["SGD Nesterov"] = parameters => new Sgd(parameters, 0.05, 0.9, nesterov: true),
        ["Adam"] = parameters => new Adam(parameters, 0.01, weightDecay: 0.1),
        ["Adam AMSGrad"] = parameters => new Adam(parameters, 0.01, amsgrad: true),
        ["AdamW"] = parameters => new AdamW(parameters, 0.01, weightDecay: 0.1),
        ["AdamW AMSGrad"] = parameters => new AdamW(parameters, 0.01, amsgrad: true),
        ["Adagrad"] = parameters => new Adagrad(parameters, 0.05, 0.01, 0.1, initialAccumulator: 0.1),
        ["RMSprop"] = parameters => new RMSprop(parameters, 0.01, weightDecay: 0.1),
        ["RMSprop centered"] = parameters => new RMSprop(parameters, 0.01, centered: true),
        ["RMSprop momentum"] = parameters => new RMSprop(parameters, 0.01, momentum: 0.9),
        ["RMSprop both"] = parameters => new RMSprop(parameters, 0.01, momentum: 0.9, centered: true),
        ["Lion"] = parameters => new Lion(parameters, 0.01, weightDecay: 0.1),
        ["Adafactor"] = parameters => new Adafactor(parameters, 0.05, weightDecay: 0.1),
        ["Muon"] = parameters => new Muon(parameters, 0.02, weightDecay: 0.1),
        ["Muon of one matrix"] = parameters => new Muon(parameters, 0.02, withAdamW: ["0.*"]),
        ["LBFGS"] = parameters => new Lbfgs(parameters, 0.1, historySize: 3, toleranceGradient: 0, toleranceChange: 0),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    public static Optimizer Make(string name, ParameterSet parameters) => Makers[name](parameters);

    /// <summary>Gradients as of a bowl with noise: large and small, and such that every optimizer goes downhill.</summary>
    public static void Gradients(ParameterSet parameters, Span<float> gradients, int step)
    {
        var weights = new float[parameters.Length];
        for (var p = 0; p < parameters.Count; p++) parameters.Read(p, weights.AsSpan(parameters[p].Offset, parameters[p].Length));
        for (var i = 0; i < gradients.Length; i++)
        {
            gradients[i] = weights[i] == 0 ? 0 : (weights[i] - 0.01f) * (1 + (i % 7)) + (0.1f * MathF.Sin(i * 1.7f + step));
        }
    }
}
