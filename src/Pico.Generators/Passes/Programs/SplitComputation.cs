using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Splits straight-line code into what is computed once, on scalars, and what is computed in every lane. Scalars that lanes read get
/// variables.
/// </summary>
internal sealed class SplitComputation
{
    private readonly Computation computation;
    private readonly ScalarFunction function;
    private readonly LaneForm[] forms;
    private readonly HashSet<int> inLanes = new();

    private SplitComputation(Computation computation, LaneForm[] forms, IEnumerable<int> laneResults)
    {
        this.computation = computation;
        this.forms = forms;
        function = computation.Function;
        var pending = new Stack<int>(laneResults.Select(result => function.Results[result].Value));
        while (pending.Count > 0)
        {
            var value = pending.Pop();
            if (IsInstruction(value) && (forms[value] == LaneForm.Varying || IsConstant(value)) && inLanes.Add(value))
            {
                foreach (var operand in function.Body[value - function.Parameters.Count].Operands)
                {
                    pending.Push(operand);
                }
            }
        }
    }

    /// <param name="computation">The whole.</param>
    /// <param name="forms">The forms of its values.</param>
    /// <param name="laneResults">The results wanted in lanes; the others are wanted as scalars.</param>
    /// <param name="variable">Makes a variable for a scalar that lanes read.</param>
    /// <returns>
    /// The scalars to compute first, with their variables; then, of the lanes, the wanted results in their order; last, of the other
    /// results, what they are.
    /// </returns>
    public static (ProgramStatement.Compute? First, Computation Lanes, Computation Scalars) Run(
        Computation computation, LaneForm[] forms, IReadOnlyList<int> laneResults, System.Func<string, ScalarType, LaneForm, int> variable)
    {
        var split = new SplitComputation(computation, forms, laneResults);
        var exports = split.Exports(laneResults).ToDictionary(
            value => value,
            value => variable(split.Name(value), split.function.TypeOf(value), forms[value]));
        var first = exports.Count == 0 ? null : new ProgramStatement.Compute(
            JoinComputations.Trim(computation with
            {
                Function = split.function with { Results = exports.Keys.Select(value => new ScalarResult("v" + exports[value], value)).ToEquatableArray() },
            }),
            exports.Values.ToEquatableArray());
        var others = Enumerable.Range(0, split.function.Results.Count).Except(laneResults).ToArray();
        return (
            first,
            split.Lanes(laneResults, exports),
            JoinComputations.Trim(computation.Only(others)));
    }

    private bool IsInstruction(int value) => value >= function.Parameters.Count;

    private bool IsConstant(int value) => IsInstruction(value) && function.Body[value - function.Parameters.Count].Opcode == ScalarOpcode.Constant;

    private string Name(int value) => function.Body[value - function.Parameters.Count].Name ?? "scalar";

    /// <summary>The scalar instructions whose values lanes read.</summary>
    private IEnumerable<int> Exports(IEnumerable<int> laneResults) => inLanes
        .SelectMany(value => function.Body[value - function.Parameters.Count].Operands)
        .Concat(laneResults.Select(result => function.Results[result].Value))
        .Where(value => IsInstruction(value) && !inLanes.Contains(value))
        .Distinct()
        .OrderBy(value => value);

    private Computation Lanes(IEnumerable<int> laneResults, IReadOnlyDictionary<int, int> exports)
    {
        var builder = new ScalarBuilder(function.Name);
        var inputs = new List<int>();
        var map = new Dictionary<int, int>();
        foreach (var value in inLanes.OrderBy(value => value))
        {
            var instruction = function.Body[value - function.Parameters.Count];
            map[value] = builder.Emit(instruction with { Operands = instruction.Operands.Select(Operand).ToEquatableArray() });
        }

        var results = laneResults.Select(result => function.Results[result] with { Value = Operand(function.Results[result].Value) }).ToArray();
        return new Computation(builder.Build(results), inputs.ToEquatableArray());

        int Operand(int value)
        {
            if (!map.TryGetValue(value, out var known))
            {
                known = builder.Parameter(
                    IsInstruction(value) ? Name(value) : function.Parameters[value].Name, function.TypeOf(value), forms[value] == LaneForm.Uniform);
                inputs.Add(IsInstruction(value) ? exports[value] : computation.Inputs[value]);
                map[value] = known;
            }

            return known;
        }
    }
}
