using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Activity analysis (Griewank and Walther 2008, chapter 6): a variable or memory needs an adjoint only if it depends on something
/// that is differentiated, and what is returned depends on it. Flow-insensitive: one answer for the whole program.
/// </summary>
internal sealed class FindActive
{
    private readonly KernelProgram program;
    private readonly HashSet<int> varied = new();
    private readonly HashSet<int> variedMemories = new();
    private readonly HashSet<int> useful = new();
    private readonly HashSet<int> usefulMemories = new();
    private readonly bool isAllUseful;

    private FindActive(KernelProgram program, bool isAllUseful) => (this.program, this.isAllUseful) = (program, isAllUseful);

    /// <summary>A number that is no float but carries bits of one that is differentiated: what has no derivative.</summary>
    public (ScalarOpcode Opcode, int Origin)? WithoutDerivative { get; private set; }

    /// <param name="program">The program; differentiated are its streams and its memory, as far as they are floats.</param>
    public static FindActive Run(KernelProgram program)
    {
        var find = new FindActive(program, isAllUseful: false);
        var statements = KernelProgram.All(program.Body).ToArray();
        find.Forwards(statements, Inputs(program), Spans(program));
        find.useful.Add(program.Results[0].Value);
        Repeat(() => statements.Reverse().Aggregate(false, (changed, statement) => find.Backwards(statement) | changed));
        find.WithoutDerivative = statements.Select(find.Missing).FirstOrDefault(missing => missing is not null);
        return find;
    }

    /// <summary>What depends on given inputs and memories, whether the results depend on it or not.</summary>
    public static FindActive Varied(KernelProgram program, IEnumerable<int> inputs, IEnumerable<int> memories)
    {
        var find = new FindActive(program, isAllUseful: true);
        find.Forwards(KernelProgram.All(program.Body).ToArray(), inputs, memories);
        return find;
    }

    /// <summary>The inputs that are differentiated: streams of floats.</summary>
    public static IReadOnlyCollection<int> Inputs(KernelProgram program) => program.Inputs
        .Where(input => input.Kind == ProgramInputKind.Stream && program.Variables[input.Variable].Type.IsFloat())
        .Select(input => input.Variable)
        .ToArray();

    /// <summary>The memories that are differentiated: spans of floats that are not uniform.</summary>
    public static IReadOnlyCollection<int> Spans(KernelProgram program) => Enumerable.Range(0, program.Memories.Count)
        .Where(memory => program.Memories[memory] is { IsLocal: false, IsUniform: false } span && span.Element.Lane().IsFloat())
        .ToArray();

    /// <summary>Whether a variable needs an adjoint; variables that a pass has added do not.</summary>
    public bool IsActive(int variable) => variable < program.Variables.Count && program.Variables[variable].Type.IsFloat() && varied.Contains(variable) && (isAllUseful || useful.Contains(variable));

    public bool IsActiveMemory(int memory) =>
        program.Memories[memory].Element.Lane().IsFloat() && variedMemories.Contains(memory) && (isAllUseful || usefulMemories.Contains(memory));

    private static void Repeat(System.Func<bool> changes)
    {
        while (changes())
        {
        }
    }

    private void Forwards(ProgramStatement[] statements, IEnumerable<int> inputs, IEnumerable<int> memories)
    {
        varied.UnionWith(inputs);
        variedMemories.UnionWith(memories);
        Repeat(() => statements.Aggregate(false, (changed, statement) => Forwards(statement) | changed));
    }

    private bool Forwards(ProgramStatement statement)
    {
        var changed = false;
        switch (statement)
        {
            case ProgramStatement.Compute compute:
                var values = Varied(compute.Value);
                for (var i = 0; i < compute.Outputs.Count; i++)
                {
                    changed |= values[compute.Value.Function.Results[i].Value] && varied.Add(compute.Outputs[i]);
                }

                break;
            case ProgramStatement.Store store:
                changed = Varied(store.Place)[store.Place.Function.Results[1].Value] && variedMemories.Add(store.Memory);
                break;
        }

        return changed;
    }

    private bool Backwards(ProgramStatement statement) => statement switch
    {
        ProgramStatement.Compute compute => Backwards(
            compute.Value, Enumerable.Range(0, compute.Outputs.Count).Where(i => useful.Contains(compute.Outputs[i]))),
        ProgramStatement.Store store when usefulMemories.Contains(store.Memory) => Backwards(store.Place, new[] { 1 }),
        _ => false,
    };

    /// <summary>What useful results are computed from, other than through comparisons and roundings, is useful.</summary>
    private bool Backwards(Computation computation, IEnumerable<int> results)
    {
        var function = computation.Function;
        var values = Varied(computation);
        var needed = new bool[values.Length];
        foreach (var result in results)
        {
            needed[function.Results[result].Value] = true;
        }

        var changed = false;
        for (var value = values.Length - 1; value >= 0; value--)
        {
            if (!needed[value] || !values[value])
            {
                continue;
            }

            if (value < function.Parameters.Count)
            {
                changed |= useful.Add(computation.Inputs[value]);
            }
            else if (function.Body[value - function.Parameters.Count] is { Opcode: ScalarOpcode.Load } load)
            {
                changed |= usefulMemories.Add((int)load.Constant);
            }
            else
            {
                foreach (var operand in function.Body[value - function.Parameters.Count].DifferentiatedOperands)
                {
                    needed[operand] = true;
                }
            }
        }

        return changed;
    }

    private bool[] Varied(Computation computation)
    {
        var function = computation.Function;
        var values = new bool[function.Parameters.Count + function.Body.Count];
        for (var value = 0; value < values.Length; value++)
        {
            if (value < function.Parameters.Count)
            {
                values[value] = varied.Contains(computation.Inputs[value]);
                continue;
            }

            var instruction = function.Body[value - function.Parameters.Count];
            var isRounding = instruction.Opcode == ScalarOpcode.Convert && !instruction.Type.IsFloat() && function.TypeOf(instruction.Operands[0]).IsFloat();
            values[value] = instruction.Opcode == ScalarOpcode.Load
                ? variedMemories.Contains((int)instruction.Constant)
                : instruction.Type != ScalarType.Bool && !isRounding && instruction.DifferentiatedOperands.Any(operand => values[operand]);
        }

        return values;
    }

    private (ScalarOpcode, int)? Missing(ProgramStatement statement)
    {
        if (statement is not ProgramStatement.Compute { Value: { Function: var function } value } compute)
        {
            return null;
        }

        var values = Varied(value);
        for (var i = 0; i < compute.Outputs.Count; i++)
        {
            var result = function.Results[i].Value - function.Parameters.Count;
            if (result >= 0 && values[function.Results[i].Value] && useful.Contains(compute.Outputs[i]) && !function.Body[result].Type.IsFloat())
            {
                return (function.Body[result].Opcode, function.Body[result].Origin);
            }
        }

        return null;
    }
}
