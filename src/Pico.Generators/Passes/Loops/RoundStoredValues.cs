using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Gives a value that is stored as bfloat16 that value everywhere: what else its loop computes from it sees the rounded one, as
/// its readers in other steps do. Otherwise the maximum of a row would be equal to none of the row's stored elements, and what is computed
/// again on the way back would differ from what the way forth computed.
/// </summary>
internal static class RoundStoredValues
{
    public static LoopProgram Run(LoopProgram program) => program with
    {
        Steps = program.Steps.Select(step => step switch
        {
            LoopStep.RowLoop rows => rows with { Phases = rows.Phases.Select(phase => phase with { Element = Round(program, phase.Element) }).ToEquatableArray() },
            LoopStep.Product product => product with { Epilogue = Round(program, product.Epilogue) },
            LoopStep.Convolution convolution => convolution with { Epilogue = Round(program, convolution.Epilogue) },
            _ => step,
        }).ToEquatableArray(),
    };

    private static LoopBody Round(LoopProgram program, LoopBody body)
    {
        var function = body.Function;
        var isStored = new bool[function.Parameters.Count + function.Body.Count];
        for (var i = 0; i < body.Sinks.Count; i++)
        {
            isStored[function.Results[i].Value] |= IsNarrow(program, body.Sinks[i]);
        }

        var operands = function.Body.SelectMany(instruction => instruction.Operands)
            .Concat(function.Results.Where((_, i) => !IsNarrow(program, body.Sinks[i])).Select(result => result.Value));
        if (!operands.Any(operand => isStored[operand]))
        {
            return body;
        }

        var builder = new ScalarBuilder(function.Name);
        var (exact, seen) = (new int[isStored.Length], new int[isStored.Length]);
        for (var value = 0; value < function.Parameters.Count; value++)
        {
            var parameter = function.Parameters[value];
            exact[value] = builder.Parameter(parameter.Name, parameter.Type, parameter.IsUniform);
        }

        for (var value = 0; value < isStored.Length; value++)
        {
            var instruction = value < function.Parameters.Count ? null : function.Body[value - function.Parameters.Count];
            if (instruction is not null)
            {
                exact[value] = builder.Emit(instruction with { Operands = instruction.Operands.Select(operand => seen[operand]).ToEquatableArray() });
            }

            seen[value] = exact[value];
            if (isStored[value] && operands.Contains(value))
            {
                var name = (instruction is null ? function.Parameters[value].Name : instruction.Name) is { } local ? local + "Stored" : null;
                seen[value] = builder.Emit(new ScalarInstruction(ScalarOpcode.RoundToBFloat16, ScalarType.Float32, EquatableArray.Of(exact[value]), Name: name));
            }
        }

        var results = function.Results.Select((result, i) => result with { Value = (IsNarrow(program, body.Sinks[i]) ? exact : seen)[result.Value] });
        return body with { Function = builder.Build(results.ToArray()) };
    }

    private static bool IsNarrow(LoopProgram program, LoopSink sink) =>
        sink is LoopSink.Store store && program.Buffers[store.Buffer].Storage == ElementStorage.BFloat16;
}
