using System.Globalization;

namespace Pico.Models;

/// <summary>
/// Finds where a NaN or infinity of a compiled call began. The call is repeated in a workspace that keeps every temporary, which tells between which of the
/// stored values it arose; what fused loops never store is told by an eager run of the same declaration with the same inputs, parameters, seed and step.
/// Nothing of this runs, or is prepared, before something has gone wrong.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="entry">The entry point.</param>
/// <param name="flat">Its inputs, each as a list.</param>
/// <param name="sizes">Its named dimensions.</param>
/// <param name="step">The number of the step that went wrong, which keys dropout.</param>
internal sealed class NonFiniteTrace(IModel model, EntryPointDescription entry, IReadOnlyList<Tensor> flat, IReadOnlyList<int> sizes, long step)
{
    private readonly Dictionary<string, long> named = Named(model, entry, sizes);
    private readonly IReadOnlyList<Tensor> inputs = [.. flat.Select((input, i) => input.Reshape(entry.Inputs[i].Size(Named(model, entry, sizes))))];

    /// <summary>The first index of a value that is not finite, or -1.</summary>
    public static int Find(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What to tell the user; null where what is not finite was given so, by a mask that reaches the result.</summary>
    public NonFiniteException? Run()
    {
        if (Outside() is { } outside)
        {
            return new(outside, -1, string.Empty, isBackward: false);
        }

        using var run = EagerContext.BeginWatched(entry.FormsGradients, model.Seed, step);
        var result = entry.RunEagerly(model, inputs);
        var watch = run.Watch!;
        using var workspace = model.CreateWorkspace();
        (workspace.KeepsTemporaries, workspace.TraceNonFinite, workspace.Step) = (true, false, step);
        var bad = Find(entry.Run(workspace, inputs, sizes)) >= 0;
        var runs = entry.Unrolled(named).ToList();

        // An eager value may differ: sums are formed in double there. What is stored, and finite here, is not where it began.
        var eager = First(watch.Forward, number => Value(workspace, runs, run, number));
        var stored = FirstStored(runs, run, number => Value(workspace, runs, run, number));
        if (Earlier(eager, stored) is >= 0 and var forward)
        {
            return Blame(runs[forward], forward, Kind(run.Recorded[forward].Result, Value(workspace, runs, run, forward)), isBackward: false, fusedBefore: forward == stored && forward != eager);
        }

        if (bad || !entry.FormsGradients)
        {
            return !NonFiniteWatch.IsFinite(result) ? null : Unknown("its result is not finite, though no operation's value is: a sum overflows in float32 that does not in float64");
        }

        return Backward(result, run, runs, workspace);
    }

    private NonFiniteException Backward(Tensor result, EagerContext run, List<OperationRun> runs, ModelWorkspace workspace)
    {
        if (result.IsDifferentiable)
        {
            foreach (var operation in run.Recorded)
            {
                if (operation.Result.IsDifferentiable)
                {
                    operation.Result.RequiresGradient();
                }
            }

            var parameters = new ParameterGradients(model);
            result.Backward();
            parameters.Forget();
        }

        if (run.Watch!.Backward is [var first, ..])
        {
            return Blame(runs[first], first, "NaN or an infinity", isBackward: true, fusedBefore: false);
        }

        for (var i = runs.Count - 1; i >= 0; i--)
        {
            if (Find(runs[i].Gradient(workspace, entry.Name, run.Recorded[i].Result.Size)) >= 0)
            {
                return Blame(runs[i], i, "NaN or an infinity", isBackward: true, fusedBefore: true);
            }
        }

        return Find(workspace.Gradients) >= 0
            ? Unknown("a gradient is not finite, though no operation's gradient is: a sum over rows overflows in float32")
            : Unknown("the gradients were not finite before it, or their sum over several calls overflows; ClearGradients() begins anew");
    }

    /// <summary>What came in wrong.</summary>
    private string? Outside()
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Type != DType.Int32 && Find(inputs[i].AsSpan<float>()) is >= 0 and var at)
            {
                return Text($"{model.Description.Name}.{entry.Name}: the input '{entry.Inputs[i].Name}' holds {Number(inputs[i].AsSpan<float>()[at])} at element {at}");
            }
        }

        for (var i = 0; i < model.Parameters.Count; i++)
        {
            var values = new float[model.Parameters[i].Length];
            model.Parameters.Read(i, values);
            if (Find(values) is >= 0 and var at)
            {
                return Text($"{model.Description.Name}.{entry.Name}: the parameter '{model.Parameters[i].Name}' already holds {Number(values[at])} at element {at}; it went wrong in an update before this call");
            }
        }

        return null;
    }

    private NonFiniteException Blame(OperationRun run, int number, string what, bool isBackward, bool fusedBefore)
    {
        var step = isBackward ? run.Operation.GradientStep : run.Operation.Step;
        var layer = run.Path.Length > 0 ? $" in layer '{run.Path}'" : "";
        var where = step < 0 ? "" : Text($", in step {step} ({entry.Steps[step].Name})");
        var doubt = fusedBefore && step >= 0 ? $", which computes {string.Join(" | ", entry.Steps[step].Sources.Select(source => source.Text).Distinct())}" : "";
        var made = isBackward ? "first on the way back, where the gradient that it receives is finite" : "first, from finite operands";
        return new(
            Text($"{model.Description.Name}.{entry.Name}: '{run.Operation.Source}'{layer} (operation {number}) makes {what} {made}{where}{doubt}"),
            number, run.Operation.Source, isBackward);
    }

    private NonFiniteException Unknown(string why) => new($"{model.Description.Name}.{entry.Name}: {why}", -1, string.Empty, isBackward: false);

    // The first blamed operation, unless what compiled code stored of it is finite.
    private static int First(IReadOnlyList<int> blamed, Func<int, float[]> value)
    {
        foreach (var number in blamed)
        {
            if (value(number) is { } stored && (stored.Length == 0 || Find(stored) >= 0))
            {
                return number;
            }
        }

        return -1;
    }

    private static int FirstStored(List<OperationRun> runs, EagerContext run, Func<int, float[]> value)
    {
        for (var i = 0; i < Math.Min(runs.Count, run.Recorded.Count); i++)
        {
            // Where the eager value is not finite either and the operation is not to blame, it was given so: a mask.
            if (Find(value(i)) >= 0 && NonFiniteWatch.IsFinite(run.Recorded[i].Result))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Earlier(int a, int b) => a < 0 ? b : b < 0 ? a : Math.Min(a, b);

    private float[] Value(ModelWorkspace workspace, List<OperationRun> runs, EagerContext run, int number) =>
        number < runs.Count ? runs[number].Value(workspace, entry.Name, run.Recorded[number].Result.Size).ToArray() : [];

    private static string Kind(Tensor eager, float[] stored)
    {
        var values = stored.Length > 0 && Find(stored) >= 0 ? stored : eager.ToFloats();
        var at = Math.Max(0, Find(values));
        return values.Length == 1 ? Number(values[at]) : Text($"{Number(values[at])} at element {at} of {values.Length}");
    }

    private static string Number(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "an infinity" : "minus infinity";

    private static Dictionary<string, long> Named(IModel model, EntryPointDescription entry, IReadOnlyList<int> sizes)
    {
        var named = new Dictionary<string, long>(model.Sizes);
        for (var i = 0; i < entry.Dimensions.Count; i++)
        {
            named[entry.Dimensions[i]] = sizes[i];
        }

        return named;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Keeps the gradients that the user's own eager runs left at the parameters.</summary>
    private sealed class ParameterGradients : IParameterVisitor
    {
        private readonly List<(Tensor Parameter, Tensor? Gradient)> found = [];

        public ParameterGradients(IModel model) => model.Visit(string.Empty, this);

        public void Parameter(string name, Tensor parameter, bool isFrozen) => found.Add((parameter, parameter.Gradient));

        public void Forget() => found.ForEach(pair => pair.Parameter.RestoreGradient(pair.Gradient));
    }
}
