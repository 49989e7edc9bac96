using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Replaces variables that are assigned once, with a constant or with another variable that is assigned once and earlier, by
/// what they stand for; and results that are only copied at the end by what they are copies of.
/// </summary>
internal sealed class PropagateCopies
{
    private readonly Dictionary<int, ScalarInstruction> constants = new();
    private readonly Dictionary<int, int> copies = new();

    private PropagateCopies(KernelProgram program)
    {
        var inputs = new HashSet<int>(program.Inputs.Select(input => input.Variable));
        var assigned = new Dictionary<int, int>();
        foreach (var output in inputs.Concat(KernelProgram.All(program.Body).SelectMany(statement => statement.Assigns)))
        {
            assigned[output] = assigned.TryGetValue(output, out var times) ? times + 1 : 1;
        }

        foreach (var compute in KernelProgram.All(program.Body).OfType<ProgramStatement.Compute>())
        {
            for (var i = 0; i < compute.Outputs.Count; i++)
            {
                var function = compute.Value.Function;
                var value = function.Results[i].Value;
                if (assigned[compute.Outputs[i]] > 1 || program.Results.Any(result => result.Value == compute.Outputs[i]))
                {
                    continue;
                }

                if (value >= function.Parameters.Count && function.Body[value - function.Parameters.Count] is { Opcode: ScalarOpcode.Constant } constant)
                {
                    constants[compute.Outputs[i]] = constant;
                }
                else if (value < function.Parameters.Count && assigned.TryGetValue(compute.Value.Inputs[value], out var times) && times == 1)
                {
                    copies[compute.Outputs[i]] = compute.Value.Inputs[value];
                }
            }
        }
    }

    public static KernelProgram Run(KernelProgram program)
    {
        var pass = new PropagateCopies(program);
        program = pass.constants.Count + pass.copies.Count == 0 ? program : program with { Body = pass.List(program.Body) };
        if (program.Body.Count > 0 && program.Body[program.Body.Count - 1] is ProgramStatement.Compute last)
        {
            program = program with { Results = program.Results.Select(result => result with { Value = Final(last, result.Value) }).ToEquatableArray() };
        }

        return program;
    }

    /// <summary>What a result is a copy of; the variable must not change in the same piece.</summary>
    private static int Final(ProgramStatement.Compute last, int result)
    {
        for (var i = 0; i < last.Outputs.Count; i++)
        {
            var value = last.Value.Function.Results[i].Value;
            if (last.Outputs[i] == result && value < last.Value.Inputs.Count && !last.Outputs.Contains(last.Value.Inputs[value]))
            {
                return last.Value.Inputs[value];
            }
        }

        return result;
    }

    private EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements) =>
        statements.Select(statement => statement.WithEvaluates(Replace).WithBodies(List)).ToEquatableArray();

    /// <summary>What a variable stands for. Variables that are copies of each other, in a loop whose first values nobody reads, stand for themselves.</summary>
    private int Source(int variable)
    {
        var source = variable;
        for (var steps = 0; steps <= copies.Count; steps++)
        {
            if (!copies.TryGetValue(source, out var next))
            {
                return source;
            }

            source = next;
        }

        return variable;
    }

    private Computation Replace(Computation computation)
    {
        if (!computation.Inputs.Any(input => constants.ContainsKey(input) || copies.ContainsKey(input)))
        {
            return computation;
        }

        var function = computation.Function;
        var builder = new ScalarBuilder(function.Name);
        var (inputs, parameters) = (new List<int>(), new List<int>());
        var arguments = new int[function.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var variable = Source(computation.Inputs[i]);
            if (constants.TryGetValue(variable, out var constant))
            {
                arguments[i] = builder.Constant(constant.Type, constant.Constant);
                continue;
            }

            if (inputs.IndexOf(variable) is >= 0 and var known)
            {
                arguments[i] = parameters[known];
                continue;
            }

            arguments[i] = builder.Parameter(function.Parameters[i].Name, function.Parameters[i].Type, function.Parameters[i].IsUniform);
            inputs.Add(variable);
            parameters.Add(arguments[i]);
        }

        var values = builder.Inline(function, arguments);
        return JoinComputations.Trim(new Computation(
            builder.Build(function.Results.Select((result, i) => result with { Value = values[i] }).ToArray()), inputs.ToEquatableArray()));
    }
}
