using Pico.Examples.Commands;

namespace Pico.Examples.Grad.Tracing;

/// <summary>A step that goes wrong, to see what the trace says of it.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Purpose">What happens.</param>
/// <param name="Run">Runs the step, with a trace or without; returns the loss.</param>
internal sealed record TraceExample(string Name, string Purpose, Func<bool, float> Run)
{
    public static IReadOnlyList<TraceExample> All { get; } =
    [
        new("log", "a logarithm of a negative number, in the second of two layers", trace =>
        {
            var model = new LogarithmModel(width: 3, depth: 2);
            model.DefaultWorkspace.TraceNonFinite |= trace;
            return model.LossAndGradient([2f, 3f, 0.5f], batch: 1);
        }),
        new("quotient", "zero divided by zero, behind a mask of minus infinity", trace =>
        {
            var model = new QuotientModel(width: 3);
            model.DefaultWorkspace.TraceNonFinite |= trace;
            model.Parameters.Segment("divisor")[1] = 0;
            return model.LossAndGradient([1f, 0f, 2f], [1, 1, 0], batch: 1);
        }),
        new("overflow", "a quotient whose derivative exceeds the range of float", trace =>
        {
            var model = new QuotientModel(width: 3);
            model.DefaultWorkspace.TraceNonFinite |= trace;
            model.Parameters.Segment("divisor")[1] = 1e-25f;
            return model.LossAndGradient([1f, 1e-10f, 2f], [1, 1, 0], batch: 1);
        }),
        new("root", "the derivative of a square root at zero", trace =>
        {
            var model = new RootModel(width: 3);
            model.DefaultWorkspace.TraceNonFinite |= trace;
            return model.LossAndGradient([1f, 0f, 4f], batch: 1);
        }),
    ];

    /// <summary>An example by its name.</summary>
    /// <exception cref="UserErrorException">None has that name.</exception>
    public static TraceExample Find(string name) => All.FirstOrDefault(example => example.Name == name)
        ?? throw new UserErrorException($"no example is called '{name}'; there are {string.Join(", ", All.Select(example => example.Name))}");
}
