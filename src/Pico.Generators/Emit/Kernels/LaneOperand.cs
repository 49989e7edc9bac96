using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>What an operand of a lane method is.</summary>
internal enum LaneOperandKind
{
    /// <summary>The lanes of a stream.</summary>
    Stream,

    /// <summary>A scalar in every lane.</summary>
    Broadcast,

    /// <summary>A scalar; the method itself puts it into lanes where it needs that.</summary>
    Scalar,

    /// <summary>A span that the lanes read or write by index.</summary>
    Memory,

    /// <summary>The number of the first lane's element, or of that lane.</summary>
    Index,

    /// <summary>The total of a reduction so far.</summary>
    Total,

    /// <summary>Which lanes have an element.</summary>
    Mask,
}

/// <summary>
/// An operand of the method that computes sixteen elements. <see cref="Value"/> is the parameter of the function, or the variable or (of
/// memory) the number in the program; <see cref="Source"/> is an expression of the loop around it.
/// </summary>
internal sealed record LaneOperand(string Name, ScalarType Type, int Value, string Source, LaneParameter? Parameter, LaneOperandKind Kind)
{
    /// <summary>The operands of a kernel, without those that nothing reads.</summary>
    /// <param name="kernel">A valid kernel.</param>
    /// <param name="total">What the running total is called.</param>
    /// <param name="index">What the number of the first lane's element is called.</param>
    public static IReadOnlyList<LaneOperand> Of(LaneKernel kernel, string total, string index) =>
        kernel.Program is { } program ? Of(kernel, program, index) : Of(kernel, kernel.Function!, total);

    private static IReadOnlyList<LaneOperand> Of(LaneKernel kernel, ScalarFunction function, string total)
    {
        var used = new HashSet<int>(function.Body.SelectMany(instruction => instruction.Operands).Concat(function.Results.Select(result => result.Value)));
        var operands = new List<LaneOperand>();
        var value = 0;
        if (kernel.Accumulates)
        {
            operands.Add(new LaneOperand(total, function.Parameters[0].Type, value++, total, null, LaneOperandKind.Total));
        }

        foreach (var parameter in kernel.Parameters.Where(parameter => parameter.IsRead))
        {
            foreach (var (source, type) in Sources(parameter))
            {
                if (used.Contains(value))
                {
                    var kind = parameter.IsStream ? LaneOperandKind.Stream : LaneOperandKind.Broadcast;
                    operands.Add(new LaneOperand(function.Parameters[value].Name, type, value, source, parameter, kind));
                }

                value++;
            }
        }

        return operands;
    }

    private static IReadOnlyList<LaneOperand> Of(LaneKernel kernel, LaneProgram program, string index)
    {
        var variables = new HashSet<int>(LaneProgram.All(program.Body).SelectMany(LaneProgram.VariablesOf).Concat(program.Results.Select(result => result.Value)));
        var memories = new HashSet<int>(LaneProgram.All(program.Body).SelectMany(LaneProgram.MemoriesOf));
        var operands = new List<LaneOperand>();
        var (input, memory) = (0, 0);
        foreach (var parameter in kernel.Inputs)
        {
            if (parameter.IsMemory)
            {
                var isUsed = memories.Contains(memory) || variables.Contains(program.Inputs[input].Variable);
                if (isUsed)
                {
                    operands.Add(new LaneOperand(parameter.Name, parameter.Type, memory, parameter.LoopIdentifier, parameter, LaneOperandKind.Memory));
                }

                memory++;
                input++;
                continue;
            }

            foreach (var (source, type) in Sources(parameter))
            {
                var variable = program.Inputs[input++].Variable;
                if (variables.Contains(variable))
                {
                    operands.Add(parameter.Direction == LaneDirection.ElementIndex
                        ? new LaneOperand(parameter.Name, type, variable, parameter.IsLaneIndex ? "0" : index, parameter, LaneOperandKind.Index)
                        : new LaneOperand(
                            program.Variables[variable].Name, type, variable, source, parameter,
                            parameter.IsStream ? LaneOperandKind.Stream : LaneOperandKind.Scalar));
                }
            }
        }

        foreach (var room in kernel.Parameters.Where(parameter => parameter.IsProvided && memories.Contains(parameter.Memory)))
        {
            operands.Add(new LaneOperand(room.Name, room.Type, room.Memory, room.LoopIdentifier, room, LaneOperandKind.Memory));
        }

        if (variables.Contains(program.Mask))
        {
            operands.Add(new LaneOperand("mask", ScalarType.Bool, program.Mask, "", null, LaneOperandKind.Mask));
        }

        return operands;
    }

    /// <summary>The scalars that a parameter stands for.</summary>
    private static (string Source, ScalarType Type)[] Sources(LaneParameter parameter) => parameter.StructType is null
        ? new[] { (parameter.LoopIdentifier, parameter.Type) }
        : parameter.Fields.Select(field => (parameter.LoopIdentifier + "." + field.Name, field.Type)).ToArray();
}
