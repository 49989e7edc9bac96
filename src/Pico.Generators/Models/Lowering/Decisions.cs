using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// The conditions that only construction knows, in the order in which a lowering meets them, each with the outcome that is
/// assumed. Those of a script are taken from it; every further one is assumed to hold, and tried the other way afterwards.
/// </summary>
internal sealed class Decisions
{
    private readonly IReadOnlyList<bool> script;
    private readonly List<VariantChoice> taken = new();
    private readonly List<EquatableArray<ExpressionPlace>> places = new();
    private readonly Dictionary<Dimension, (long Least, long Greatest)> ranges = new();

    public Decisions(IReadOnlyList<bool> script) => this.script = script;

    public IReadOnlyList<VariantChoice> Taken => taken;

    /// <summary>Where the last decision was made.</summary>
    public EquatableArray<ExpressionPlace> LastPlaces => places.Count == 0 ? EquatableArray<ExpressionPlace>.Empty : places[places.Count - 1];

    /// <summary>The script of the next combination, or null when all have been tried.</summary>
    public IReadOnlyList<bool>? Next
    {
        get
        {
            var outcomes = taken.Select(choice => choice.Outcome).ToList();
            while (outcomes.Count > 0 && !outcomes[outcomes.Count - 1])
            {
                outcomes.RemoveAt(outcomes.Count - 1);
            }

            if (outcomes.Count == 0)
            {
                return null;
            }

            outcomes[outcomes.Count - 1] = false;
            return outcomes;
        }
    }

    /// <summary>Whether a condition holds in this combination.</summary>
    public bool Decide(Value.Formula condition, LoweringContext context)
    {
        var choice = new VariantChoice(condition.Function with { Name = "condition" }, condition.Inputs, true);
        if (taken.FirstOrDefault(other => other with { Outcome = true } == choice) is { } known)
        {
            return known.Outcome;
        }

        if (Implied(condition) is { } implied)
        {
            return implied;
        }

        var outcome = taken.Count >= script.Count || script[taken.Count];
        taken.Add(choice with { Outcome = outcome });
        places.Add(context.Places());
        Narrow(condition, outcome);
        return outcome;
    }

    /// <summary>What earlier comparisons of the same size with other constants already say.</summary>
    private bool? Implied(Value.Formula condition)
    {
        if (Comparison(condition) is not { } compare || !ranges.TryGetValue(compare.Size, out var range))
        {
            return null;
        }

        var (holdsFor, failsFor) = compare.Opcode switch
        {
            ScalarOpcode.Equal => (range.Least == compare.Bound && range.Greatest == compare.Bound, compare.Bound < range.Least || compare.Bound > range.Greatest),
            ScalarOpcode.LessThan => (range.Greatest < compare.Bound, range.Least >= compare.Bound),
            _ => (range.Greatest <= compare.Bound, range.Least > compare.Bound),
        };
        return holdsFor ? true : failsFor ? false : null;
    }

    private void Narrow(Value.Formula condition, bool outcome)
    {
        if (Comparison(condition) is not { } compare)
        {
            return;
        }

        var (least, greatest) = ranges.TryGetValue(compare.Size, out var range) ? range : (int.MinValue, int.MaxValue);
        ranges[compare.Size] = (compare.Opcode, outcome) switch
        {
            (ScalarOpcode.Equal, true) => (compare.Bound, compare.Bound),
            (ScalarOpcode.Equal, false) => (least == compare.Bound ? least + 1 : least, greatest == compare.Bound ? greatest - 1 : greatest),
            (ScalarOpcode.LessThan, true) => (least, System.Math.Min(greatest, compare.Bound - 1)),
            (ScalarOpcode.LessThan, false) => (System.Math.Max(least, compare.Bound), greatest),
            (_, true) => (least, System.Math.Min(greatest, compare.Bound)),
            (_, false) => (System.Math.Max(least, compare.Bound + 1), greatest),
        };
    }

    /// <summary>A condition of the form size ∘ constant, in which <see cref="NumberFormula"/> writes comparisons of ints.</summary>
    private static (Dimension Size, ScalarOpcode Opcode, long Bound)? Comparison(Value.Formula condition)
    {
        var body = condition.Function.Body;
        return condition.Inputs.Count == 1 && body.Count == 2 && condition.Function.Parameters[0].Type == ScalarType.Int32 &&
            body[0].Opcode == ScalarOpcode.Constant && body[1] is { Operands: { Count: 2 } operands } last && operands[0] == 0 && operands[1] == 1 &&
            last.Opcode is ScalarOpcode.Equal or ScalarOpcode.LessThan or ScalarOpcode.LessThanOrEqual
            ? (condition.Inputs[0], last.Opcode, body[0].Constant) : null;
    }
}
