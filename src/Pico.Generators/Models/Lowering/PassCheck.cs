using System.Collections.Generic;
using System.Linq;
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
            errors.AddRange(FindStoredScores.Run(entry.Evaluation, entry.Dimensions).Select(node =>
                Error(program, places, LoweringIds.StoredScores, node.Origin, node.Type.ToString())));
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
            return Error(program, places, LoweringIds.NoDerivative, missing.Origin, "there is no rule for '" + missing.Operation + "'");
        }
    }

    private static LoweringError Error(ModelProgram program, IReadOnlyList<EquatableArray<ExpressionPlace>> places, string id, int origin, string why)
    {
        var isKnown = origin >= 0 && origin < places.Count;
        return new LoweringError(
            id,
            EquatableArray.Of(isKnown ? program.Sources[origin].Text : program.Type.Name, why),
            isKnown ? places[origin] : EquatableArray<ExpressionPlace>.Empty);
    }
}
