using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Models;

/// <summary>Runs the passes over a lowered model, once for all who need their result, and leads the faults that only they can find back to the source.</summary>
internal static class PassCheck
{
    /// <summary>Begins with the loop programs of a model's entry points: first of losses, whose gradients take longest.</summary>
    public static IReadOnlyList<Pending<EntryPoint>> Start(ModelProgram program, SharedLoops shared)
    {
        var pending = program.EntryPoints.OrderBy(entry => !entry.IsLoss)
            .Select(entry => (Entry: entry, Compiled: Pending<EntryPoint>.Start(() => Recipe.Compile(entry, program, shared))))
            .ToList();
        return program.EntryPoints.Select(entry => pending.First(one => ReferenceEquals(one.Entry, entry)).Compiled).ToList();
    }

    /// <summary>The model with the loop programs of its entry points, as far as there is nothing wrong with them.</summary>
    public static ModelProgram Finish(
        ModelProgram program, IReadOnlyList<Pending<EntryPoint>> pending, IReadOnlyList<EquatableArray<ExpressionPlace>> places, List<LoweringError> errors)
    {
        var compiled = new List<EntryPoint>();
        foreach (var entry in program.EntryPoints)
        {
            errors.AddRange(FindStoredScores.Run(entry.Evaluation, entry.Dimensions).Select(node =>
                Error(program, places, LoweringIds.StoredScores, node.Origin, node.Type.ToString())));
            try
            {
                compiled.Add(pending[compiled.Count].Value);
            }
            catch (MissingRuleException missing)
            {
                errors.Add(Error(program, places, LoweringIds.NoDerivative, missing.Origin, "there is no rule for '" + missing.Operation + "'"));
                compiled.Add(entry);
            }
        }

        return program with { EntryPoints = compiled.ToEquatableArray() };
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
