using System;
using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>
/// Builds a <see cref="ScalarFunction"/>; equal instructions are shared (value numbering). Parameters may come at any time: the
/// numbers of values here are only the builder's.
/// </summary>
internal sealed class ScalarBuilder
{
    private readonly string name;
    private readonly List<ScalarParameter?> parameters = new(); // by value; null: an instruction
    private readonly List<ScalarInstruction?> body = new();
    private readonly Dictionary<ScalarInstruction, int> numbers = new(SameOperation.Comparer);

    public ScalarBuilder(string name) => this.name = name;

    /// <summary>The origin given to the instructions that follow and have none of their own.</summary>
    public int Origin { get; set; } = -1;

    /// <summary>How many instructions there are.</summary>
    public int Count => numbers.Count;

    public int Parameter(string parameter, ScalarType type, bool isUniform = false)
    {
        parameters.Add(new ScalarParameter(parameter, type, isUniform));
        body.Add(null);
        return parameters.Count - 1;
    }

    public ScalarType TypeOf(int value) => parameters[value]?.Type ?? body[value]!.Type;

    public ScalarInstruction? Definition(int value) => value < 0 ? null : body[value];

    public int Emit(ScalarOpcode opcode, ScalarType type, params int[] operands) =>
        Emit(new ScalarInstruction(opcode, type, operands.ToEquatableArray()));

    public int Emit(ScalarInstruction instruction)
    {
        if (numbers.TryGetValue(instruction, out var existing))
        {
            return existing;
        }

        body.Add(instruction.Origin < 0 && Origin >= 0 ? instruction with { Origin = Origin } : instruction);
        parameters.Add(null);
        numbers.Add(instruction, body.Count - 1);
        return body.Count - 1;
    }

    /// <summary>A constant, rounded to its type.</summary>
    public int Constant(ScalarType type, double value) => type switch
    {
        ScalarType.Float32 => Constant(type, BitConverter.DoubleToInt64Bits((float)value)),
        ScalarType.Float64 => Constant(type, BitConverter.DoubleToInt64Bits(value)),
        _ => Constant(type, (long)value),
    };

    /// <summary>A constant by its bits: for float types those of the value as a double.</summary>
    public int Constant(ScalarType type, long bits) =>
        Emit(new ScalarInstruction(ScalarOpcode.Constant, type, EquatableArray<int>.Empty, bits));

    /// <summary>Gives a value the user's name for it, unless it has one.</summary>
    public void SetName(int value, string local)
    {
        if (body[value] is { Name: null } instruction)
        {
            body[value] = instruction with { Name = local };
        }
    }

    /// <summary>Copies another function's body into this one; <paramref name="arguments"/> are its parameters' values here.</summary>
    /// <returns>The values of its results, in order.</returns>
    public int[] Inline(ScalarFunction function, IReadOnlyList<int> arguments)
    {
        var body = Append(function, arguments);
        return function.Results
            .Select(result => result.Value < function.Parameters.Count ? arguments[result.Value] : body[result.Value - function.Parameters.Count])
            .ToArray();
    }

    /// <summary>As <see cref="Inline"/>.</summary>
    /// <returns>The values of its instructions, in order.</returns>
    public int[] Append(ScalarFunction function, IReadOnlyList<int> arguments)
    {
        var map = new int[function.Parameters.Count + function.Body.Count];
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            map[i] = arguments[i];
        }

        for (var i = 0; i < function.Body.Count; i++)
        {
            var instruction = function.Body[i];
            map[function.Parameters.Count + i] = Emit(instruction with
            {
                Operands = instruction.Operands.Select(operand => map[operand]).ToEquatableArray(),
            });
        }

        return map.AsSpan(function.Parameters.Count).ToArray();
    }

    public ScalarFunction Build(params ScalarResult[] results)
    {
        // In the function, parameters come first.
        var map = new int[body.Count];
        var (parameter, instruction) = (0, body.Count - numbers.Count);
        var isMoved = false;
        for (var value = 0; value < map.Length; value++)
        {
            map[value] = body[value] is null ? parameter++ : instruction++;
            isMoved |= map[value] != value;
        }

        return new ScalarFunction(
            name,
            parameters.OfType<ScalarParameter>().ToEquatableArray(),
            body.OfType<ScalarInstruction>()
                .Select(one => isMoved ? one with { Operands = one.Operands.Select(operand => map[operand]).ToEquatableArray() } : one)
                .ToEquatableArray(),
            results.Select(result => result with { Value = map[result.Value] }).ToEquatableArray());
    }
}
