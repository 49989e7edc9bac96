using Pico.Examples.Catalog;
using Pico.Examples.Digits;
using Pico.Models;
using Pico.Simd;

namespace Pico.Examples.Checking;

/// <summary>
/// Holds every generated method of a model, at every width and several sizes, against the eager float64 run of its own
/// declaration, and that run's gradients against central differences.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="entryPoints">What to check; normally all that the model describes.</param>
internal sealed class ModelChecker(IModel model, IReadOnlyList<EntryPointDescription> entryPoints)
{
    /// <summary>One, odd sizes, and more than one tile of a matrix product and of a loop.</summary>
    public static readonly IReadOnlyList<int> Sizes = [1, 3, 37, 130];

    private const long Seed = 1;
    private const int DifferencesSize = 3;
    private const int ElementsPerParameter = 4;
    private const double Increment = 1e-5;

    /// <summary>Checks everything, one result after the other.</summary>
    public IEnumerable<CheckResult> Run(CancellationToken cancellation = default)
    {
        foreach (var entry in entryPoints)
        {
            foreach (var size in Sizes)
            {
                var inputs = SampleInputs.Draw(model, entry, size, Seed);
                var oracle = OracleRun.Execute(model, entry, inputs, step: 0);
                foreach (var width in Widths())
                {
                    cancellation.ThrowIfCancellationRequested();
                    foreach (var result in Compare(entry, inputs, oracle, size, width)) yield return result;
                }
            }

            if (!entry.FormsGradients) continue;
            foreach (var result in CompareDifferences(entry, cancellation)) yield return result;
        }
    }

    private static IEnumerable<int> Widths() => new[] { 512, 256, 128, 0 }.Where(width => width <= SimdWidth.Best);

    private List<CheckResult> Compare(EntryPointDescription entry, SampleInputs inputs, OracleRun oracle, int size, int width)
    {
        using var limit = SimdWidth.Limit(width);
        using var workspace = model.CreateWorkspace();
        var results = new List<CheckResult>();
        workspace.Step = 0;
        var actual = entry.Run(workspace, inputs.Single, inputs.Sizes);
        Add("result", Tolerance.Error(actual, oracle.Result));
        for (var i = 0; i < oracle.Gradients.Count; i++)
        {
            Add($"gradient of {model.Parameters[i].Name}", Tolerance.Error(workspace.Gradient(i), oracle.Gradients[i]));
        }

        return results;

        void Add(string quantity, double error)
        {
            var cause = error <= Tolerance.Compiled ? null : Divergence.Find(model, entry, inputs, oracle);
            results.Add(new CheckResult(entry.Name, size, width, quantity, error, Tolerance.Compiled, cause));
        }
    }

    // (f(p + h) - f(p - h)) / 2h for some elements of every parameter, all in float64.
    private IEnumerable<CheckResult> CompareDifferences(EntryPointDescription entry, CancellationToken cancellation)
    {
        var inputs = SampleInputs.Draw(model, entry, DifferencesSize, Seed);
        var gradients = OracleRun.Execute(model, entry, inputs, step: 0).Gradients;
        var random = new CounterRandom(Seed, stream: -1);
        for (var parameter = 0; parameter < gradients.Count; parameter++)
        {
            var (error, scale) = (0.0, gradients[parameter].Max(Math.Abs) + 1e-3);
            for (var sample = 0; sample < ElementsPerParameter; sample++)
            {
                cancellation.ThrowIfCancellationRequested();
                var element = random.NextInt(gradients[parameter].Length);
                var slope = (Loss(parameter, element, Increment) - Loss(parameter, element, -Increment)) / (2 * Increment);
                error = Math.Max(error, Math.Abs(slope - gradients[parameter][element]) / scale);
            }

            yield return new CheckResult(
                entry.Name, DifferencesSize, null, $"gradient of {model.Parameters[parameter].Name}", error, Tolerance.Differences);
        }

        double Loss(int parameter, int element, double change) => OracleRun.Execute(
            model, entry, inputs, step: 0, (index, values) =>
            {
                if (index == parameter) values.AsSpan<double>()[element] += change;
            }).Result[0];
    }
}
