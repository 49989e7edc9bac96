using System.Collections.Generic;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes a model's compiled side: one file with its entry points and workspace, and one per plan.</summary>
internal static class ModelEmitter
{
    /// <summary>The files, by hint name.</summary>
    public static IReadOnlyList<(string HintName, string Text)> Emit(ModelProgram model)
    {
        var files = new List<(string, string)>();
        var entries = new List<EntryPlan>();
        foreach (var entry in model.EntryPoints)
        {
            entries.Add(new EntryPlan(entry, entry.Name, false, Recipe.Run(entry.Evaluation, model, withGradients: false)));
            if (entry.IsLoss)
            {
                entries.Add(new EntryPlan(entry, entry.Name + "AndGradient", true, Recipe.Run(entry.Training, model, withGradients: true)));
            }
        }

        files.Add((model.Type.HintName + ".EntryPoints.g.cs", new WorkspaceEmitter(model, entries).Write()));
        files.Add((model.Type.HintName + ".Description.g.cs", new DescriptionEmitter(model, entries).Write()));
        foreach (var plan in entries)
        {
            files.Add((model.Type.HintName + "." + plan.Name + ".g.cs", new PlanEmitter(model, plan.Entry, plan.Program).Write(plan.Name + "Plan")));
        }

        return files;
    }
}
