using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the file that a model's user meets first: the entry points over spans, and the workspace that checks the
/// arguments, gives every buffer its address and runs the plan at the machine's width.
/// </summary>
internal sealed class WorkspaceEmitter
{
    private readonly ModelProgram model;
    private readonly IReadOnlyList<EntryPlan> entries;
    private readonly SourceWriter writer = new();
    private readonly ConstructionEmitter construction;

    public WorkspaceEmitter(ModelProgram model, IReadOnlyList<EntryPlan> entries)
    {
        this.model = model;
        this.entries = entries;
        construction = new ConstructionEmitter(model, writer);
    }

    public string Write()
    {
        var remark = new List<string> { model.Type.Name + ", compiled. Parameters, in the order of their declaration:", string.Empty };
        foreach (var variant in model.Variants)
        {
            if (variant.Fixed.Count > 0)
            {
                remark.Add("Where " + VariantEmitter.Conditions(variant) + ": the same, with numbers for these sizes.");
                continue;
            }

            if (model.Alternatives.Count > 0)
            {
                remark.Add("Where " + VariantEmitter.Conditions(variant) + ":");
            }

            remark.AddRange(variant.Parameters.Select(parameter => parameter.Name + " " + parameter.Type + (parameter.IsFrozen ? ", frozen" : string.Empty)));
        }

        ModelFile.Open(writer, model, remark, WriteBody, "IModel");
        return writer.ToString();
    }

    private void WriteBody()
    {
        construction.Write();
        writer.Line("private ModelState? modelState;");
        writer.Line("private Workspace? defaultWorkspace;");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public ulong Seed { get => State.Seed; set => State.Seed = value; }");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public ParameterSet Parameters => State.Parameters;");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public Span<float> Gradients => DefaultWorkspace.Gradients;");
        writer.Blank();
        writer.Line("/// <summary>The workspace behind the entry points of the model itself.</summary>");
        writer.Line("public Workspace DefaultWorkspace =>");
        writer.Line("    defaultWorkspace ?? Interlocked.CompareExchange(ref defaultWorkspace, new Workspace(this), null) ?? defaultWorkspace;");
        writer.Blank();
        writer.Line("ModelWorkspace IModel.DefaultWorkspace => DefaultWorkspace;");
        writer.Blank();
        writer.Line("ModelDescription IModel.Description => Describe();");
        writer.Blank();
        writer.Line("IReadOnlyDictionary<string, long> IModel.Sizes => new Dictionary<string, long> { " +
            string.Join(", ", model.Constants.Select(constant => "[\"" + constant + "\"] = " + ConstructionEmitter.FieldOf(constant))) + " };");
        writer.Blank();
        writer.Line("ModelWorkspace IModel.CreateWorkspace() => CreateWorkspace();");
        writer.Blank();
        writer.Line("private ModelState State => modelState ?? Interlocked.CompareExchange(ref modelState, new ModelState(this" +
            (model.Storage == ElementStorage.BFloat16 ? ", global::Pico.Storage.BFloat16" : string.Empty) + "), null) ?? modelState;");
        writer.Blank();
        writer.Line("/// <summary>A workspace of its own for a concurrent caller; the weights stay shared.</summary>");
        writer.Line("public Workspace CreateWorkspace() => new(this);");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public void ClearGradients() => DefaultWorkspace.ClearGradients();");
        foreach (var entry in Names.Select(plans => plans.First()))
        {
            writer.Blank();
            WriteSummary(entry);
            writer.Line("public " + entry.ReturnType + " " + entry.Name + "(" + entry.Parameters + ") => DefaultWorkspace." + entry.Name + "(" + entry.Arguments + ");");
            if (entry.Prefill is { } prefill)
            {
                writer.Blank();
                WritePrefillSummary(entry);
                writer.Line("public " + entry.ReturnType + " " + prefill + "(" + entry.Parameters + ") => DefaultWorkspace." + prefill + "(" + entry.Arguments + ");");
            }
        }

        WriteWorkspace();
    }

    private static void WriteSummaryLines(SourceWriter writer, EntryPlan entry)
    {
        var shapes = string.Join(", ", entry.Entry.Inputs.Select(input => input.Name + " " + input.Type));
        var result = entry.Program.Buffers[entry.Program.Result].Shape;
        writer.Line("/// <summary>");
        writer.Line(entry.FormsGradients
            ? "/// " + entry.Entry.Name + " in training mode; adds the gradient of every trained parameter to <see cref=\"Gradients\"/>. Inputs: " + shapes + "."
            : entry.Entry.IsLoss
                ? "/// " + entry.Entry.Name + " in evaluation mode. Inputs: " + shapes + "."
                : entry.Entry.Incremental is { } form
                ? "/// " + form.Method + " of the next elements of the sequences that " + entry.Prefill + " has begun: " + shapes + " to " + result + ". The span is a view that lives until the next call."
                : "/// " + entry.Entry.Name + " in evaluation mode: " + shapes + " to " + result + ". The span is a view that lives until the next call.");
        writer.Line("/// </summary>");
    }

    private void WriteSummary(EntryPlan entry) => WriteSummaryLines(writer, entry);

    private void WritePrefillSummary(EntryPlan entry) => writer.Line(
        "/// <summary>Begins sequences, forgetting those before: as " + entry.Entry.Incremental!.Method + ", but <see cref=\"" + entry.Name + "\"/> can then continue them.</summary>");

    private void WriteWorkspace()
    {
        writer.Blank();
        writer.Line("/// <summary>Activations, gradients and the entry points for one caller at a time.</summary>");
        using (writer.Braces("public sealed unsafe class Workspace : ModelWorkspace"))
        {
            if (model.Constants.Count + model.Settings.Count > 0)
            {
                writer.Line("private readonly " + model.Type.Name + " model;");
            }

            foreach (var entry in entries)
            {
                writer.Line("private readonly MemoryPlan " + entry.MemoryField + " = new(" + entry.PlanName + "Plan.FirstUse, " + entry.PlanName + "Plan.LastUse" +
                    (PlanEmitter.HasNarrowTemporaries(entry.Program) ? ", " + entry.PlanName + "Plan.ElementBytes" : string.Empty) + ");");
                if (entry.Prefill is not null)
                {
                    writer.Line("private readonly SequenceMemory " + entry.SequencesField + ";");
                }
            }

            writer.Blank();
            using (writer.Braces("internal Workspace(" + model.Type.Name + " model)\n    : base(model.State)"))
            {
                if (model.Constants.Count + model.Settings.Count > 0)
                {
                    writer.Line("this.model = model;");
                }

                foreach (var entry in entries.Where(entry => entry.Prefill is not null))
                {
                    writer.Line(entry.SequencesField + " = AddSequences();");
                }
            }

            writer.Blank();
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces("public override MemoryPlan MemoryOf(string entryPoint) => entryPoint switch", "};"))
            {
                foreach (var plans in Names)
                {
                    writer.Line("\"" + plans.Key + "\" => " + Selected(plans, plan => plan.MemoryField) + ",");
                }

                writer.Line("_ => throw new ArgumentException($\"there is no entry point '{entryPoint}'; there are " +
                    string.Join(", ", Names.Select(plans => plans.Key)) + ".\", nameof(entryPoint)),");
            }

            foreach (var plans in Names)
            {
                WriteEntry(plans.ToList());
            }
        }
    }

    /// <summary>The entry points, each with its plans.</summary>
    private IEnumerable<IGrouping<string, EntryPlan>> Names => entries.GroupBy(entry => entry.Name);

    private void WritePrefill(EntryPlan plan, string access, string name)
    {
        writer.Blank();
        WritePrefillSummary(plan);
        using (writer.Braces(access + plan.ReturnType + " " + name + "(" + plan.Parameters + ")"))
        {
            writer.Line("this." + plan.SequencesField + ".Begin(" + plan.Sequences + ");");
            writer.Line("return " + plan.PlanName + "(" + plan.Arguments + ");");
        }
    }

    private static string Selected(IEnumerable<EntryPlan> plans, System.Func<EntryPlan, string> text) =>
        VariantEmitter.Select("this.model." + VariantEmitter.Field, plans.Select(plan => (plan.Variants, text(plan))).ToList());

    private void WriteEntry(IReadOnlyList<EntryPlan> plans)
    {
        writer.Blank();
        WriteSummary(plans[0]);
        if (plans.Count > 1)
        {
            writer.Line("public " + plans[0].ReturnType + " " + plans[0].Name + "(" + plans[0].Parameters + ") =>");
            using (writer.Indent())
            {
                writer.Line(Selected(plans, plan => plan.PlanName + "(" + plan.Arguments + ")") + ";");
            }
        }

        if (plans.Count > 1 && plans[0].Prefill is { } begin)
        {
            writer.Blank();
            WritePrefillSummary(plans[0]);
            writer.Line("public " + plans[0].ReturnType + " " + begin + "(" + plans[0].Parameters + ") =>");
            using (writer.Indent())
            {
                writer.Line(Selected(plans, plan => plan.PlanName + "Prefill(" + plan.Arguments + ")") + ";");
            }
        }

        foreach (var plan in plans)
        {
            if (plans.Count > 1)
            {
                writer.Blank();
            }

            using (writer.Braces((plans.Count > 1 ? "private " : "public ") + plan.ReturnType + " " + plan.PlanName + "(" + plan.Parameters + ")"))
            {
                new EntryPointEmitter(writer, model, plan).Write();
            }

            if (plan.Prefill is { } prefill)
            {
                WritePrefill(plan, plans.Count > 1 ? "private " : "public ", plans.Count > 1 ? plan.PlanName + "Prefill" : prefill);
            }
        }
    }
}
