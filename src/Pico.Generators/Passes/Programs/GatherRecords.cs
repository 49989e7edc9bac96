using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Reads what lies side by side at a place that each lane has for itself, such as the fields of a record, as rows of four: one load of a row and a transposition
/// instead of a gather for each field (interleaved access groups; Nuzman, Rosen and Zaks, "Auto-vectorization of interleaved data for SIMD", 2006).
/// </summary>
internal sealed class GatherRecords
{
    private const int Row = 4;

    private readonly LaneProgram program;
    private readonly List<LaneVariable> variables;

    private GatherRecords(LaneProgram program)
    {
        this.program = program;
        variables = program.Variables.ToList();
    }

    public static LaneProgram Run(LaneProgram program)
    {
        var pass = new GatherRecords(program);
        var body = pass.List(program.Body);
        return program with { Variables = pass.variables.ToEquatableArray(), Body = body };
    }

    private EquatableArray<LaneStatement> List(EquatableArray<LaneStatement> statements) => statements.SelectMany(statement => statement is LaneStatement.Lanes lanes
        ? Split(lanes)
        : new[] { statement.WithBodies(List) }).ToEquatableArray();

    private IEnumerable<LaneStatement> Split(LaneStatement.Lanes lanes)
    {
        var result = new List<LaneStatement>();
        while (FindRow(lanes) is { } row)
        {
            lanes = row.Base < lanes.Value.Function.Parameters.Count
                ? Replace(lanes, row, lanes.Value.Inputs[row.Base], result)
                : ComputeFirst(lanes, row.Base, result);
        }

        result.Add(lanes);
        return result;
    }

    /// <summary>The first places, by where they are computed, of which at least two lie in one row.</summary>
    private Places? FindRow(LaneStatement.Lanes lanes)
    {
        var function = lanes.Value.Function;
        var loads = Enumerable.Range(0, function.Body.Count)
            .Where(i => IsGathered(lanes, function.Body[i]))
            .Select(i => (Value: function.Parameters.Count + i, Memory: (int)function.Body[i].Constant, Place: PlaceOf(function, function.Body[i].Operands[0])));
        foreach (var group in loads.GroupBy(load => (load.Place.Base, load.Memory)).OrderBy(group => group.Key.Base).ThenBy(group => group.Key.Memory))
        {
            var places = group.OrderBy(load => load.Place.Offset).ToArray();
            for (var i = 0; i < places.Length; i++)
            {
                var row = places.Skip(i).TakeWhile(load => load.Place.Offset - places[i].Place.Offset < Row).ToArray();
                if (row.Length > 1)
                {
                    return new Places(group.Key.Memory, group.Key.Base, places[i].Place.Offset, row.Select(load => (load.Value, (int)(load.Place.Offset - places[i].Place.Offset))).ToArray());
                }
            }
        }

        return null;
    }

    private bool IsGathered(LaneStatement.Lanes lanes, ScalarInstruction instruction)
    {
        var function = lanes.Value.Function;
        return instruction.Opcode == ScalarOpcode.Load && program.Memories[(int)instruction.Constant] is { IsLocal: false, Element: MemoryElement.Float32 } &&
            (instruction.Operands[0] >= function.Parameters.Count
                ? function.Body[instruction.Operands[0] - function.Parameters.Count].Opcode != ScalarOpcode.Constant
                : variables[lanes.Value.Inputs[instruction.Operands[0]]].Form == LaneForm.Varying);
    }

    /// <summary>An index as a value and a constant that is added to it.</summary>
    private static (int Base, long Offset) PlaceOf(ScalarFunction function, int value)
    {
        var offset = 0L;
        while (value >= function.Parameters.Count && function.Body[value - function.Parameters.Count] is { Opcode: ScalarOpcode.Add } sum)
        {
            var constant = sum.Operands[1] - function.Parameters.Count;
            if (constant < 0 || function.Body[constant] is not { Opcode: ScalarOpcode.Constant } number)
            {
                break;
            }

            offset += number.Constant;
            value = sum.Operands[0];
        }

        return (value, offset);
    }

    /// <summary>Moves what a value is computed from to a statement of its own, before the rest, which then reads a variable.</summary>
    private LaneStatement.Lanes ComputeFirst(LaneStatement.Lanes lanes, int value, List<LaneStatement> into)
    {
        var function = lanes.Value.Function;
        var count = function.Parameters.Count;
        var cone = new SortedSet<int>(JoinComputations.Cone(function, new[] { value }, other => other < count || function.Body[other - count].Opcode == ScalarOpcode.Constant));
        var used = new HashSet<int>(Enumerable.Range(0, function.Body.Count).Where(i => !cone.Contains(count + i)).SelectMany(i => function.Body[i].Operands)
            .Concat(function.Results.Select(result => result.Value)).Concat(new[] { value }));
        var exports = cone.Where(used.Contains).ToDictionary(export => export, export => Variable(function.Body[export - count].Name ?? "at", function.TypeOf(export)));
        into.Add(new LaneStatement.Lanes(
            JoinComputations.Trim(lanes.Value with { Function = function with { Results = exports.Select(export => new ScalarResult("v" + export.Value, export.Key)).ToEquatableArray() } }),
            exports.Values.ToEquatableArray(), exports.Select(_ => false).ToEquatableArray(), lanes.Mask));
        return lanes with { Value = Rest(lanes.Value, exports) };
    }

    private LaneStatement.Lanes Replace(LaneStatement.Lanes lanes, Places row, int index, List<LaneStatement> into)
    {
        var function = lanes.Value.Function;
        var fields = new Dictionary<int, int>();
        var outputs = Enumerable.Repeat(-1, Row).ToArray();
        foreach (var (load, place) in row.Loads)
        {
            if (outputs[place] < 0)
            {
                outputs[place] = Variable(function.Body[load - function.Parameters.Count].Name ?? program.Memories[row.Memory].Name + "Field", ScalarType.Float32);
            }

            fields[load] = outputs[place];
        }

        into.Add(new LaneStatement.LoadRows(row.Memory, index, row.Offset, lanes.Mask, outputs.ToEquatableArray()));
        return lanes with { Value = Rest(lanes.Value, fields) };
    }

    /// <summary>What is left of a computation when variables hold some of its values.</summary>
    private Computation Rest(Computation computation, IReadOnlyDictionary<int, int> known) => JoinComputations.Given(
        computation,
        i => known.TryGetValue(computation.Function.Parameters.Count + i, out var variable) ? variable : -1,
        variable => new ScalarParameter(variables[variable].Name, variables[variable].Type));

    private int Variable(string name, ScalarType type)
    {
        variables.Add(new LaneVariable(name, type, LaneForm.Varying));
        return variables.Count - 1;
    }

    private sealed record Places(int Memory, int Base, long Offset, (int Load, int Place)[] Loads);
}
