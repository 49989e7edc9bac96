using System.Globalization;
using Pico.Examples.Catalog;
using Pico.Models;

namespace Pico.Examples.Checking;

/// <summary>
/// Finds where a wrong result starts: the run is repeated with all temporaries kept, and each is compared with what the
/// eager run has for the same operation.
/// </summary>
internal static class Divergence
{
    /// <summary>A phrase that names the first operation that differs, with its source expression.</summary>
    public static string Find(IModel model, EntryPointDescription entry, SampleInputs inputs, OracleRun oracle)
    {
        using var workspace = model.CreateWorkspace();
        workspace.KeepsTemporaries = true;
        entry.Run(workspace, inputs.Single, inputs.Sizes);
        var last = "the inputs";
        for (var i = 0; i < Math.Min(entry.Operations.Count, oracle.Operations.Count); i++)
        {
            var operation = entry.Operations[i];
            if (operation.Temporary < 0) continue;
            var error = Tolerance.Error(workspace.Temporary(entry.Name, operation.Temporary), oracle.Operations[i]);
            var name = string.Create(CultureInfo.InvariantCulture, $"operation {i}, {operation.Source}{(operation.Layer.Length > 0 ? $" in {operation.Layer}" : "")}");
            if (error > Tolerance.Compiled)
            {
                return string.Create(CultureInfo.InvariantCulture, $"first wrong: {name} ({entry.Temporaries[operation.Temporary]} differs by {error:0.0e+0})");
            }

            last = name;
        }

        return $"wrong after {last}: in what is fused into later steps, or in the backward pass";
    }
}
