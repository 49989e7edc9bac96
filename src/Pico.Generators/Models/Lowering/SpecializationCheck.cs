using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Finds what a model's constructor, or each call, would refuse of the values of a specialisation. The general program says it: in
/// the specialised one a division is a number already.
/// </summary>
internal static class SpecializationCheck
{
    public static IEnumerable<LoweringError> Run(IEnumerable<ModelProgram> general, SpecializationSpec specialization) => general
        .Where(variant => !variant.Choices.Any(choice => Holds(choice.Condition, choice.Inputs, specialization) == !choice.Outcome))
        .SelectMany(variant => Refusals(variant, specialization))
        .Distinct();

    private static IEnumerable<LoweringError> Refusals(ModelProgram variant, SpecializationSpec specialization)
    {
        foreach (var size in variant.DemandedSizes)
        {
            if (specialization.Substitute(size).Value is < 1 and var value)
            {
                yield return Refusal(variant, -1, "a size must be at least 1, but '" + size + "' is " + value);
            }
        }

        foreach (var constraint in variant.Constraints)
        {
            switch (constraint)
            {
                case SizeConstraint.Divides divides:
                    if (specialization.Substitute(divides.Numerator).Value is { } numerator &&
                        specialization.Substitute(divides.Denominator).Value is { } denominator && (denominator == 0 || numerator % denominator != 0))
                    {
                        yield return Refusal(
                            variant, -1, "'" + divides.Numerator + " / " + divides.Denominator + "' must be exact, but is " + numerator + " / " + denominator);
                    }

                    break;
                case SizeConstraint.Holds holds when Holds(holds.Condition, holds.Inputs, specialization) == false:
                    yield return Refusal(variant, holds.Origin, holds.Demand);
                    break;
            }
        }

        foreach (var bound in variant.EntryPoints.SelectMany(entry => entry.Bounds.Concat(entry.TrainingBounds)))
        {
            if (specialization.Substitute(bound.Smaller).Value is { } smaller && specialization.Substitute(bound.Larger).Value is { } larger && smaller > larger)
            {
                yield return Refusal(variant, bound.Origin, "'" + bound.Smaller + "' may not exceed '" + bound.Larger + "', but they are " + smaller + " and " + larger);
            }
        }
    }

    private static LoweringError Refusal(ModelProgram variant, int origin, string why) => new(
        LoweringIds.ShapeMismatch,
        EquatableArray.Of(origin < 0 ? why : "in '" + variant.Sources[origin].Text + "' " + why),
        EquatableArray<ExpressionPlace>.Empty);

    /// <summary>Whether a condition holds with the values; null where they leave it open.</summary>
    private static bool? Holds(ScalarFunction condition, EquatableArray<Dimension> inputs, SpecializationSpec specialization)
    {
        var arguments = inputs.Select((input, i) => Argument(input, condition.Parameters[i].Type, specialization)).ToArray();
        return NumberFormula.Apply(condition, arguments) is Value.Bool { IsTrue: var isTrue } ? isTrue : null;
    }

    private static Value Argument(Dimension input, ScalarType type, SpecializationSpec specialization) =>
        input.Symbols.Select(specialization.Find).FirstOrDefault(known => known is not null && known.Kind != NumberKind.Int) is { } setting
            ? NumberFolding.Number(setting.Kind, setting.Value)
            : specialization.Substitute(input) is { Value: not null } size ? new Value.Int(size)
            : NumberFormula.Of(specialization.Substitute(input), type);
}
