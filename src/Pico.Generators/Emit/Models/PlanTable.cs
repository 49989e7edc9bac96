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
        var drafts = Enumerable.Range(0, model.EntryPoints.Count)
            .SelectMany(entry => model.EntryPoints[entry].IsLoss ? new[] { (entry, false), (entry, true) } : new[] { (entry, false) })
            .Select(plan => Drafts(model, plan.Item1, formsGradients: plan.Item2))
            .ToList(); // all are begun before the first is waited for
        foreach (var draft in drafts.SelectMany(entry => entry))
        {
            draft.Members.Help();
        }

        return drafts.SelectMany(entry => Plans(entry, taken)).ToList();
    }

    /// <summary>What an entry point needs in each variant.</summary>
    private static List<Draft> Drafts(ModelProgram model, int index, bool formsGradients)
    {
        var drafts = new List<Draft>();
        foreach (var plan in model.Variants.Select(program => Plan(program, index, formsGradients)))
        {
            drafts.Add(new Draft(plan, drafts.Find(other => IsWrittenLike(other.Plan, plan))?.Members ?? Pending<string>.Start(() => PlanEmitter.Members(plan))));
        }

        return drafts;
    }

    private static IEnumerable<WrittenPlan> Plans(List<Draft> drafts, HashSet<string> taken)
    {
        var plans = new List<(Draft Draft, List<int> Variants)>();
        for (var variant = 0; variant < drafts.Count; variant++)
        {
            var draft = drafts[variant];
            var same = plans.FindIndex(other => HaveSameFrame(other.Draft.Plan, draft.Plan) && other.Draft.HasTextOf(draft));
            if (same >= 0)
            {
                plans[same].Variants.Add(variant);
            }
            else
            {
                plans.Add((draft, new List<int> { variant }));
            }
        }

        var number = 0;
        foreach (var (draft, variants) in plans)
        {
            var unique = draft.Plan.Name;
            while (plans.Count > 1 && !taken.Add(unique = draft.Plan.Name + ++number))
            {
            }

            var named = draft.Plan with { PlanName = unique, Variants = variants.ToEquatableArray() };
            yield return new WrittenPlan(named, Pending<string>.Start(() => PlanEmitter.File(named, draft.Members.Value)));
        }
    }

    private static EntryPlan Plan(ModelProgram program, int index, bool formsGradients)
    {
        var entry = program.EntryPoints[index];
        var name = entry.Name + (formsGradients ? "AndGradient" : string.Empty);
        return new EntryPlan(program, entry, name, formsGradients, (formsGradients ? entry.Loops!.Training : entry.Loops!.Evaluation)!, name, EquatableArray<int>.Empty);
    }

    /// <summary>
    /// Whether the members of two variants' plans are known to be the same before they are written: all is the same that <see cref="PlanEmitter"/> looks at. Variants
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

    /// <summary>The plan of one variant, whose members are being written.</summary>
    private sealed record Draft(EntryPlan Plan, Pending<string> Members)
    {
        public bool HasTextOf(Draft other) => Members.Value == other.Members.Value && PlanEmitter.Remark(Plan).SequenceEqual(PlanEmitter.Remark(other.Plan));
    }
}

/// <summary>A plan with its file, which is being written.</summary>
internal sealed record WrittenPlan(EntryPlan Plan, Pending<string> Text);
