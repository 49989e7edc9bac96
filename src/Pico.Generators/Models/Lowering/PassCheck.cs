using System.Collections.Generic;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Models;

/// <summary>Runs the passes over a lowered model for the faults that only they can find, and leads those back to the source.</summary>
internal static class PassCheck
{
    public static IEnumerable<LoweringError> Run(ModelProgram program, IReadOnlyList<EquatableArray<ExpressionPlace>> places)
    {
        var errors = new List<LoweringError>();
        foreach (var entry in program.EntryPoints)
        {
            if (Run(entry.Evaluation, program, withGradients: false, places) is { } error)
            {
                errors.Add(error);
            }
            else if (entry.IsLoss && Run(entry.Training, program, withGradients: true, places) is { } trainingError)
            {
                errors.Add(trainingError);
            }
        }

        return errors;
    }

    private static LoweringError? Run(
        TensorGraph graph, ModelProgram program, bool withGradients, IReadOnlyList<EquatableArray<ExpressionPlace>> places)
    {
        try
        {
            Recipe.Run(graph, program, withGradients);
            return null;
        }
        catch (MissingRuleException missing)
        {
            return Error(LoweringIds.NoDerivative, missing.Origin, "there is no rule for '" + missing.Operation + "'");
        }

        LoweringError Error(string id, int origin, string why)
        {
            var isKnown = origin >= 0 && origin < places.Count;
            return new LoweringError(
                id,
                EquatableArray.Of(isKnown ? program.Sources[origin].Text : program.Type.Name, why),
                isKnown ? places[origin] : EquatableArray<ExpressionPlace>.Empty);
        }
    }
}
