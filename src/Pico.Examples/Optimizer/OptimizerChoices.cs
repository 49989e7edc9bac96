using Pico.Examples.Commands;
using Pico.Training;

namespace Pico.Examples.Optimizer;

/// <summary>All optimizers of the runtime, with settings for small networks.</summary>
internal static class OptimizerChoices
{
    /// <summary>The steps that L-BFGS remembers here.</summary>
    public const int History = 10;

    /// <summary>What is used where nothing is said.</summary>
    public const string Standard = "adamw";

    public static IReadOnlyList<OptimizerChoice> All { get; } =
    [
        new("sgd", 0.3, (parameters, rate, decay, _) => new Sgd(parameters, rate, weightDecay: decay)),
        new("momentum", 0.1, (parameters, rate, decay, _) => new Sgd(parameters, rate, momentum: 0.9, weightDecay: decay)),
        new("nesterov", 0.1, (parameters, rate, decay, _) => new Sgd(parameters, rate, momentum: 0.9, weightDecay: decay, nesterov: true)),
        new("adagrad", 3e-2, (parameters, rate, decay, _) => new Adagrad(parameters, rate, weightDecay: decay)),
        new("rmsprop", 3e-3, (parameters, rate, decay, _) => new RMSprop(parameters, rate, weightDecay: decay)),
        new("adam", 3e-3, (parameters, rate, decay, _) => new Adam(parameters, rate, weightDecay: decay)),
        new("adamw", 3e-3, (parameters, rate, decay, _) => new AdamW(parameters, rate, weightDecay: decay)) { HasDecoupledDecay = true },
        new("amsgrad", 3e-3, (parameters, rate, decay, _) => new AdamW(parameters, rate, weightDecay: decay, amsgrad: true)) { HasDecoupledDecay = true },
        new("lion", 1e-3, (parameters, rate, decay, _) => new Lion(parameters, rate, weightDecay: decay)) { HasDecoupledDecay = true },

        // Rows; columns; the sizes of weights and steps; the move.
        new("adafactor", 0.1, (parameters, rate, decay, _) => new Adafactor(parameters, rate, weightDecay: decay)) { HasDecoupledDecay = true, BytesPerWeight = state => 28 + (8 * state) },

        // Gradient and momentum in, direction out; direction and weight in, weight out.
        new("muon", 3e-2, (parameters, rate, decay, tables) => new Muon(parameters, rate, weightDecay: decay, adamLearningRate: rate * 0.1, withAdamW: tables)) { HasDecoupledDecay = true, BytesPerWeight = state => 8 + (2 * state) + 12 },

        // Fourteen passes over a few vectors each, and four over two for each remembered step.
        new("lbfgs", 1, (parameters, rate, _, _) => new Lbfgs(parameters, rate, historySize: History)) { WantsWholeSet = true, BytesPerWeight = _ => 96 + (40 * History) },
    ];

    /// <summary>An optimizer by its name.</summary>
    /// <param name="option">The option that named it, for messages.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="UserErrorException">There is none of that name, or it cannot learn from batches.</exception>
    public static OptimizerChoice ForBatches(string option, string name)
    {
        var known = All.Where(choice => !choice.WantsWholeSet);
        if (known.FirstOrDefault(choice => choice.Name == name) is { } found) return found;
        throw new UserErrorException(All.Any(choice => choice.Name == name)
            ? $"{option} {name} wants a whole data set at each step, and this trains on batches; choose from {List()}"
            : $"{option} {name} is unknown; choose from {List()}");

        string List() => string.Join(", ", known.Select(choice => choice.Name));
    }
}
