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
        var plans = PlanTable.Of(model);
        var files = new List<(string, string)>
        {
            (model.Type.HintName + ".EntryPoints.g.cs", new WorkspaceEmitter(model, plans).Write()),
            (model.Type.HintName + ".Description.g.cs", new DescriptionEmitter(model, plans).Write()),
        };
        files.AddRange(plans.Select(plan => (model.Type.HintName + "." + plan.PlanName + ".g.cs", new PlanEmitter(plan).Write())));
        return files;
    }
}
