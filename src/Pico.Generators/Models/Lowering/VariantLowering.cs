using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Models;

/// <summary>
/// Lowers a model once for each combination of what only construction knows: first in general, then for each specialisation, whose
/// values are constants from the start, so that everything that follows from them is decided on the way.
/// </summary>
internal static class VariantLowering
{
    private const int MostInGeneral = 8;
    private const int MostTogether = 16;

    /// <summary>The program, or null when the model is not valid.</summary>
    public static ModelProgram? Lower(ModelSpec spec) => Lower(spec, out _);

    /// <summary>The program, or null and what is wrong with the model, in the graphs or in what the passes make of them.</summary>
    public static ModelProgram? Lower(ModelSpec spec, out EquatableArray<LoweringError> errors)
    {
        var found = new List<LoweringError>();
        var variants = new List<ModelProgram>();
        var shared = new SharedLoops();
        Lower(spec, null, variants, shared, found, MostInGeneral, MostInGeneral);
        if (!found.Any(IsError))
        {
            variants = variants.Concat(Specialized(spec, variants, shared, found)).ToList();
        }

        errors = found.Distinct().ToEquatableArray();
        return found.Any(IsError) ? null : variants[0] with { Alternatives = variants.Skip(1).ToEquatableArray() };
    }

    private static bool IsError(LoweringError error) => error.Id != LoweringIds.StoredScores;

    /// <summary>The variants of the specialisations; the general ones get the questions for them in front of their own.</summary>
    private static List<ModelProgram> Specialized(ModelSpec spec, List<ModelProgram> general, SharedLoops shared, List<LoweringError> found)
    {
        var added = new List<ModelProgram>();
        var passed = new List<VariantChoice>();
        foreach (var specialization in spec.Specializations)
        {
            var place = EquatableArray.Of(specialization.Place);
            var causes = SpecializationCheck.Run(general, specialization).ToList();
            var own = new List<ModelProgram>();
            if (causes.Count == 0)
            {
                Lower(spec, specialization, own, shared, causes, MostTogether - general.Count - added.Count, MostTogether);
            }

            found.AddRange(causes.Where(IsError).Select(cause => cause.Id == LoweringIds.TooManyVariants
                ? cause with { Places = place }
                : new LoweringError(LoweringIds.SpecializationDoesNotFit, EquatableArray.Of(spec.Type.Name, specialization.ToString()), place, cause)));
            var question = Question(specialization);
            added.AddRange(own.Select(variant => variant with { Choices = passed.Append(question).Concat(variant.Choices).ToEquatableArray() }));
            passed.Add(question with { Outcome = false });
        }

        for (var i = 0; i < general.Count; i++)
        {
            general[i] = general[i] with { Choices = passed.Concat(general[i].Choices).ToEquatableArray() };
        }

        return added;
    }

    /// <summary>Lowers all combinations, whose passes then run beside one another; of more than are left below the limit, one is an error.</summary>
    private static void Lower(
        ModelSpec spec, SpecializationSpec? specialization, List<ModelProgram> variants, SharedLoops shared, List<LoweringError> found, int left, int limit)
    {
        var passes = new List<Pending<EntryPoint>>();
        var combinations = new List<Action>(); // each adds its variant and what is wrong with it, in their order
        IReadOnlyList<bool>? script = new List<bool>();
        Decisions? decisions = null;
        while (script is not null && combinations.Count < left)
        {
            var lowering = new ModelLowering(spec, specialization, script);
            var errors = new List<LoweringError>();
            var program = lowering.Lower(errors);
            var pending = program is null ? null : PassCheck.Start(program, shared);
            passes.AddRange(pending ?? []);
            combinations.Add(() =>
            {
                found.AddRange(errors);
                if (program is not null)
                {
                    variants.Add(PassCheck.Finish(program, pending!, lowering.SourcePlaces, found));
                }
            });
            decisions = lowering.Decisions;
            script = decisions.Next;
        }

        passes.ForEach(pending => pending.Help());
        combinations.ForEach(add => add());
        if (script is not null)
        {
            found.Add(new LoweringError(
                LoweringIds.TooManyVariants, EquatableArray.Of(spec.Type.Name, limit.ToString()),
                decisions?.LastPlaces ?? EquatableArray<ExpressionPlace>.Empty));
        }
    }

    /// <summary>Whether a model is constructed with exactly these values.</summary>
    private static VariantChoice Question(SpecializationSpec specialization)
    {
        var builder = new ScalarBuilder("isSpecialized");
        var inputs = specialization.Parameters.Select(parameter => builder.Parameter(parameter.Name, NumberFormula.TypeOf(parameter.Kind))).ToList();
        var holds = specialization.Parameters.Select((parameter, i) => Equals(builder, inputs[i], parameter)).ToList();
        var all = holds.Skip(1).Aggregate(holds[0], (left, right) => builder.Emit(ScalarOpcode.And, ScalarType.Bool, left, right));
        return new VariantChoice(
            builder.Build(new ScalarResult("result", all)),
            specialization.Parameters.Select(parameter => Dimension.Symbol(parameter.Name)).ToEquatableArray(),
            true);
    }

    private static int Equals(ScalarBuilder builder, int input, SpecializedParameter parameter) => parameter.Kind switch
    {
        NumberKind.Bool => parameter.Value != 0 ? input : builder.Emit(ScalarOpcode.Not, ScalarType.Bool, input),
        NumberKind.Int => builder.Emit(ScalarOpcode.Equal, ScalarType.Bool, input, builder.Constant(ScalarType.Int32, (long)parameter.Value)),
        var kind => builder.Emit(ScalarOpcode.Equal, ScalarType.Bool, input, builder.Constant(NumberFormula.TypeOf(kind), parameter.Value)),
    };
}
