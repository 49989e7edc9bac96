using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>The plans of a model: for every entry point one, or one for each group of variants that need the same code.</summary>
internal static class PlanTable
{
    public static IReadOnlyList<EntryPlan> Of(ModelProgram model)
    {
        var taken = new HashSet<string>(model.EntryPoints.SelectMany(entry => new[] { entry.Name, entry.Name + "AndGradient" }));
        var plans = new List<EntryPlan>();
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

    private static IEnumerable<EntryPlan> Plans(ModelProgram model, int index, bool formsGradients, HashSet<string> taken)
    {
        var name = model.EntryPoints[index].Name + (formsGradients ? "AndGradient" : string.Empty);
        var plans = new List<(EntryPlan Plan, string Text, List<int> Variants)>();
        for (var variant = 0; variant < model.Variants.Count; variant++)
        {
            var program = model.Variants[variant];
            var entry = program.EntryPoints[index];
            var loops = (formsGradients ? entry.Loops!.Training : entry.Loops!.Evaluation)!;
            var plan = new EntryPlan(program, entry, name, formsGradients, loops, name, EquatableArray<int>.Empty);

            // With one variant nobody compares.
            var text = model.Alternatives.Count == 0 ? string.Empty : new PlanEmitter(plan).Write();
            var same = plans.FindIndex(other => other.Text == text && HaveSameFrame(other.Plan, plan));
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
        foreach (var (plan, _, variants) in plans)
        {
            var unique = name;
            while (plans.Count > 1 && !taken.Add(unique = name + ++number))
            {
            }

            yield return plan with { PlanName = unique, Variants = variants.ToEquatableArray() };
        }
    }

    /// <summary>Whether the same code around the plan serves both: what it checks, and where it finds the parameters.</summary>
    private static bool HaveSameFrame(EntryPlan a, EntryPlan b) =>
        a.Entry.Constraints.Equals(b.Entry.Constraints) && a.Bounds.Equals(b.Bounds) && a.Program.Buffers.Equals(b.Program.Buffers) &&
        a.Model.RepeatedLayers.Equals(b.Model.RepeatedLayers) &&
        a.Program.Buffers.Where(buffer => buffer.Kind is BufferKind.Parameter or BufferKind.Gradient)
            .All(buffer => a.Model.Parameters[buffer.Index].Equals(b.Model.Parameters[buffer.Index]));
}
