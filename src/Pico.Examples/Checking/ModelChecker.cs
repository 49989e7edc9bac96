using Pico.Examples.Digits;
using Pico.Models;
using Pico.Threading;

namespace Pico.Examples.Checking;

/// <summary>
/// Holds every generated method of a model, at every width and several sizes, against the eager float64 run of its own
/// declaration, that run's gradients against central differences, and the widths and numbers of threads against each other.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="entryPoints">What to check; normally all that the model describes.</param>
internal sealed class ModelChecker(IModel model, IReadOnlyList<EntryPointDescription> entryPoints)
{
    private const int SlopesCase = 1;
    private const int SlopesPerParameter = 4;
    private const double Increment = 1e-5;

    /// <summary>Checks everything, one result after the other.</summary>
    public IEnumerable<CheckResult> Run(CancellationToken cancellation = default)
    {
        using var one = new WorkerPool(1);
        using var two = new WorkerPool(2);
        foreach (var entry in entryPoints)
        {
            var cases = CheckCase.Of(model, entry);
            var oracles = new List<OracleRun>();
            foreach (var @case in cases)
            {
                cancellation.ThrowIfCancellationRequested();
                oracles.Add(OracleRun.Execute(model, entry, @case));
            }

            var reference = new List<CompiledRun>();
            var bits = new List<Comparison>();
            foreach (var width in CompiledRun.Widths)
            {
                // One workspace for all sizes, as a caller would have it: what an earlier call left there must not matter.
                using var workspace = model.CreateWorkspace();
                var comparisons = new List<Comparison>();
                for (var i = 0; i < cases.Count; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var run = CompiledRun.Execute(entry, workspace, cases[i], width, two);
                    comparisons.AddRange(Compare(entry, cases[i], run, oracles[i], width, two));
                    if (width == CompiledRun.Widths[0])
                    {
                        reference.Add(run);
                        bits.AddRange(CompareBits(cases[i], run, CompiledRun.Execute(entry, workspace, cases[i], width, one), "with 1 thread"));
                        comparisons.AddRange(CompareSecondCall(entry, workspace, cases[i], oracles[i], width, two));
                    }
                    else
                    {
                        bits.AddRange(CompareBits(cases[i], reference[i], run, $"at {CompiledRun.NameOf(width)}"));
                    }
                }

                yield return new CheckResult(entry.Name, CompiledRun.NameOf(width), comparisons);
            }

            yield return new CheckResult(entry.Name, "equal bits", bits);
            if (entry.FormsGradients && model.Parameters.Trained.Count > 0) yield return CompareSlopes(entry, cases[SlopesCase], oracles[SlopesCase].Gradients, cancellation);
        }
    }

    private IEnumerable<Comparison> Compare(
        EntryPointDescription entry, CheckCase @case, CompiledRun run, OracleRun oracle, int width, WorkerPool pool)
    {
        var allowed = Tolerance.Of(model, entry, @case);
        var floor = Tolerance.GradientFloor(oracle.Gradients);
        yield return Judge("result", -1, Tolerance.Error(run.Result, oracle.Result));
        foreach (var i in Trained(oracle.Gradients.Count))
        {
            yield return Judge($"gradient of {model.Parameters[i].Name}", i, Tolerance.Error(run.Gradients[i], oracle.Gradients[i], floor));
        }

        Comparison Judge(string quantity, int parameter, double error) => new(
            quantity, @case.ToString(), error, allowed,
            error <= allowed ? null : new Divergence(model, entry, @case, width, pool, allowed).Find(parameter));
    }

    /// <summary>Gradients add up until they are cleared.</summary>
    private IEnumerable<Comparison> CompareSecondCall(
        EntryPointDescription entry, ModelWorkspace workspace, CheckCase @case, OracleRun oracle, int width, WorkerPool pool)
    {
        var run = CompiledRun.Execute(entry, workspace, @case, width, pool, clear: false);
        var floor = 2 * Tolerance.GradientFloor(oracle.Gradients);
        foreach (var i in Trained(oracle.Gradients.Count))
        {
            yield return new Comparison(
                $"gradient of {model.Parameters[i].Name} after two calls", @case.ToString(),
                Tolerance.Error(run.Gradients[i], Array.ConvertAll(oracle.Gradients[i], value => 2 * value), floor), Tolerance.Of(model, entry, @case));
        }
    }

    private IEnumerable<Comparison> CompareBits(CheckCase @case, CompiledRun expected, CompiledRun actual, string where)
    {
        yield return Judge("result", expected.Result, actual.Result);
        foreach (var i in Trained(expected.Gradients.Count))
        {
            yield return Judge($"gradient of {model.Parameters[i].Name}", expected.Gradients[i], actual.Gradients[i]);
        }

        Comparison Judge(string quantity, float[] left, float[] right)
        {
            var different = left.Zip(right).Count(pair => BitConverter.SingleToInt32Bits(pair.First) != BitConverter.SingleToInt32Bits(pair.Second));
            return different == 0
                ? new Comparison(quantity, @case.ToString(), 0, 0)
                : new Comparison(
                    quantity, @case.ToString(), Tolerance.Error(right, Array.ConvertAll(left, value => (double)value)), 0,
                    $"{different} of {left.Length} elements have other bits {where} than at {CompiledRun.NameOf(CompiledRun.Widths[0])} with 2 threads");
        }
    }

    /// <summary>Which of the gradients there are: a frozen parameter has none.</summary>
    private IEnumerable<int> Trained(int gradients) => Enumerable.Range(0, gradients).Where(i => !model.Parameters[i].IsFrozen);

    /// <summary>(f(p + h) - f(p - h)) / 2h for some elements of every parameter, all in float64.</summary>
    private CheckResult CompareSlopes(EntryPointDescription entry, CheckCase @case, IReadOnlyList<double[]> gradients, CancellationToken cancellation)
    {
        var random = new CounterRandom(seed: 1, stream: -1);
        var comparisons = new List<Comparison>();
        var floor = Tolerance.GradientFloor(gradients);
        foreach (var parameter in Trained(gradients.Count))
        {
            var (error, scale) = (0.0, Math.Max(floor, gradients[parameter].Max(Math.Abs)));
            for (var sample = 0; sample < SlopesPerParameter; sample++)
            {
                cancellation.ThrowIfCancellationRequested();
                var element = random.NextInt(gradients[parameter].Length);
                var slope = (OracleRun.LossWith(model, entry, @case, parameter, element, Increment) -
                    OracleRun.LossWith(model, entry, @case, parameter, element, -Increment)) / (2 * Increment);
                error = Math.Max(error, Math.Abs(slope - gradients[parameter][element]));
            }

            comparisons.Add(new Comparison(
                $"gradient of {model.Parameters[parameter].Name}", @case.ToString(), error == 0 ? 0 : error / scale, Tolerance.Slopes,
                error <= Tolerance.Slopes * scale ? null : "the eager tape and the eager loss disagree: a [Gradient] rule is not the derivative, or the fault is in the oracle"));
        }

        return new CheckResult(entry.Name, "slopes", comparisons);
    }
}
