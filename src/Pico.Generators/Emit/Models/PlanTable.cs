using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>The plans of a model: for every entry point one, or one for each group of variants that need the same code.</summary>
internal static class PlanTable
{
    public static IReadOnlyList<WrittenPlan> Of(ModelProgram model)
    {
        var taken = new HashSet<string>(model.EntryPoints.SelectMany(entry => new[] { entry.Name, entry.Name + "AndGradient" }));
        var plans = new List<WrittenPlan>();
        for (var entry = 0; entry < model.EntryPoints.Count; entry++)
        {
            plans.AddRange(Plans(model, entry, formsGradients: false, taken));
            if (model.EntryPoints[entry].IsLoss)
            {
                plans.AddRange(Plans(model, entry, formsGradients: true, taken));
            }
        }

        return plans;
    }

    private static IEnumerable<WrittenPlan> Plans(ModelProgram model, int index, bool formsGradients, HashSet<string> taken)
    {
        var name = model.EntryPoints[index].Name + (formsGradients ? "AndGradient" : string.Empty);
        var plans = new List<(EntryPlan Plan, Pending<string> Text, List<int> Variants)>();
        var all = new List<(EntryPlan Plan, Pending<string> Text)>();
        foreach (var plan in model.Variants.Select(program => Plan(program, index, name, formsGradients)))
        {
            all.Add((plan, all.Find(other => IsWrittenLike(other.Plan, plan)).Text ?? Write(plan)));
        }

        for (var variant = 0; variant < all.Count; variant++)
        {
            var (plan, text) = all[variant];
            var same = plans.FindIndex(other => HaveSameFrame(other.Plan, plan) && other.Text.Value == text.Value);
            if (same >= 0)
            {
                plans[same].Variants.Add(variant);
            }
            else
            {
                plans.Add((plan, text, new List<int> { variant }));
            }
        }

        var number = 0;
        foreach (var (plan, text, variants) in plans)
        {
            var unique = name;
            while (plans.Count > 1 && !taken.Add(unique = name + ++number))
            {
            }

            var named = plan with { PlanName = unique, Variants = variants.ToEquatableArray() };
            yield return new WrittenPlan(named, plans.Count > 1 ? Write(named) : text); // the text says the name
        }
    }

    private static EntryPlan Plan(ModelProgram program, int index, string name, bool formsGradients)
    {
        var entry = program.EntryPoints[index];
        return new EntryPlan(program, entry, name, formsGradients, (formsGradients ? entry.Loops!.Training : entry.Loops!.Evaluation)!, name, EquatableArray<int>.Empty);
    }

    private static Pending<string> Write(EntryPlan plan) => Pending<string>.Start(() => new PlanEmitter(plan).Write());

    /// <summary>
    /// Whether the files of two variants' plans are known to be the same before they are written: all is the same that <see cref="PlanEmitter"/> looks at. Variants
    /// share loops that are the same, so that this compares little.
    /// </summary>
    private static bool IsWrittenLike(EntryPlan a, EntryPlan b) =>
        a.Program.Steps.Count == b.Program.Steps.Count && a.Program.Result == b.Program.Result && a.Program.Repetitions.Equals(b.Program.Repetitions) &&
        a.Program.Buffers.Equals(b.Program.Buffers) && a.Program.Steps.Zip(b.Program.Steps, (one, two) => IsWrittenLike(a.Model, one, b.Model, two)).All(same => same) &&
        a.Model.Constants.Equals(b.Model.Constants) && a.Model.Settings.Equals(b.Model.Settings) && a.Model.Fixed.Equals(b.Model.Fixed) &&
        a.Model.Parameters.Equals(b.Model.Parameters) && a.Model.RepeatedLayers.Equals(b.Model.RepeatedLayers) &&
        a.Entry.Inputs.Equals(b.Entry.Inputs) && a.Entry.Dimensions.Equals(b.Entry.Dimensions) && Equals(a.Entry.Incremental, b.Entry.Incremental);

    private static bool IsWrittenLike(ModelProgram a, LoopStep one, ModelProgram b, LoopStep two) =>
        RemarkText.Origins(a, one) == RemarkText.Origins(b, two) && (ReferenceEquals(one, two) || (one with { Origins = two.Origins }).Equals(two));

    /// <summary>Whether the same code around the plan serves both: what it checks, and where it finds the parameters.</summary>
    private static bool HaveSameFrame(EntryPlan a, EntryPlan b) =>
        a.Entry.Constraints.Equals(b.Entry.Constraints) && a.Bounds.Equals(b.Bounds) && a.Program.Buffers.Equals(b.Program.Buffers) &&
        a.Model.RepeatedLayers.Equals(b.Model.RepeatedLayers) &&
        a.Program.Buffers.Where(buffer => buffer.Kind is BufferKind.Parameter or BufferKind.Gradient)
            .All(buffer => a.Model.Parameters[buffer.Index].Equals(b.Model.Parameters[buffer.Index]));
}

/// <summary>A plan with its file, which is being written.</summary>
internal sealed record WrittenPlan(EntryPlan Plan, Pending<string> Text);
