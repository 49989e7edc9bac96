using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes a model's compiled side: one file with its entry points and workspace, and one per plan.</summary>
internal static class ModelEmitter
{
    /// <summary>The files, by hint name.</summary>
    public static IReadOnlyList<(string HintName, string Text)> Emit(ModelProgram model)
    {
        var written = PlanTable.Of(model);
        var plans = written.Select(plan => plan.Plan).ToList();
        var files = new List<(string Name, Pending<string> Text)>
        {
            ("EntryPoints", Pending<string>.Start(() => new WorkspaceEmitter(model, plans).Write())),
            ("Description", Pending<string>.Start(() => new DescriptionEmitter(model, plans).Write())),
        };
        files.AddRange(written.Select(plan => (plan.Plan.PlanName, plan.Text)));
        files.ForEach(file => file.Text.Help());
        return files.Select(file => (model.Type.HintName + "." + file.Name + ".g.cs", file.Text.Value)).ToList();
    }
}
