using Pico.Examples.Commands;
using Pico.Examples.Grad.Functions;

namespace Pico.Examples.Grad;

/// <summary>The functions that <c>pico grad</c> shows.</summary>
internal static class GradExamples
{
    public static IReadOnlyList<GradExample> All { get; } =
    [
        new("readme", "micrograd's README: every value is used several times", typeof(ReadmeExpression), ["a", "b"], [-4, 2],
            x => ReadmeExpression.Record(x[0], x[1]), x => ReadmeExpression.Evaluate(x[0], x[1]),
            x =>
            {
                ReadmeExpression.EvaluateGradient(x[0], x[1], 1, out var a, out var b);
                return [a, b];
            }),
        new("neuron", "one neuron with tanh", typeof(Neuron), ["x1", "x2", "w1", "w2", "bias"], [2, 0, -3, 1, 6.8813735870195432],
            x => Neuron.Record(x[0], x[1], x[2], x[3], x[4]), x => Neuron.Evaluate(x[0], x[1], x[2], x[3], x[4]),
            x =>
            {
                Neuron.EvaluateGradient(x[0], x[1], x[2], x[3], x[4], 1, out var x1, out var x2, out var w1, out var w2, out var bias);
                return [x1, x2, w1, w2, bias];
            }),
        new("rosenbrock", "a function that optimizers are tried on", typeof(Rosenbrock), ["x", "y"], [-1.2, 1],
            x => Rosenbrock.Record(x[0], x[1]), x => Rosenbrock.Evaluate(x[0], x[1]),
            x =>
            {
                Rosenbrock.EvaluateGradient(x[0], x[1], 1, out var dx, out var dy);
                return [dx, dy];
            }),
        new("newton", "a loop: the tape holds every round", typeof(NewtonRoot), ["x", "guess"], [2, 3],
            x => NewtonRoot.Record(x[0], x[1]), x => NewtonRoot.Evaluate(x[0], x[1]),
            x =>
            {
                NewtonRoot.EvaluateGradient(x[0], x[1], 5, 1, out var dx, out var guess);
                return [dx, guess];
            }),
    ];

    /// <summary>A function by its name.</summary>
    /// <exception cref="UserErrorException">None has that name.</exception>
    public static GradExample Find(string name) => All.FirstOrDefault(example => example.Name == name)
        ?? throw new UserErrorException($"no function is called '{name}'; there are {string.Join(", ", All.Select(example => example.Name))}");
}
