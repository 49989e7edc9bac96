using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Replaces local arrays that are indexed by constants only by variables, which stay in registers (scalar replacement).</summary>
internal sealed class PromoteArrays
{
    private readonly List<ProgramVariable> variables;
    private readonly Dictionary<int, int> first = new(); // the variable of element 0, by memory
    private readonly KernelProgram program;

    private PromoteArrays(KernelProgram program)
    {
        this.program = program;
        variables = program.Variables.ToList();
        for (var memory = 0; memory < program.Memories.Count; memory++)
        {
            var array = program.Memories[memory];
            if (array.IsLocal && IsConstant(program.Body, memory, array.Length))
            {
                first.Add(memory, variables.Count);
                variables.AddRange(Enumerable.Range(0, array.Length).Select(i => new ProgramVariable(array.Name + i, array.Element.Lane())));
            }
        }
    }

    public static KernelProgram Run(KernelProgram program)
    {
        var pass = new PromoteArrays(program);
        return pass.first.Count == 0 ? program
            : program with { Variables = pass.variables.ToEquatableArray(), Body = pass.List(program.Body) };
    }

    private static bool IsConstant(IEnumerable<ProgramStatement> statements, int memory, int length) => statements.All(statement =>
        (statement is not ProgramStatement.Store store || store.Memory != memory || Index(store.Place.Function, store.Place.Function.Results[0].Value, length) >= 0) &&
        (statement.Evaluates is not { Function: var function } || function.Body.All(instruction =>
            instruction.Opcode != ScalarOpcode.Load || instruction.Constant != memory || Index(function, instruction.Operands[0], length) >= 0)) &&
        statement.Bodies.All(body => IsConstant(body, memory, length)));

    /// <summary>A constant index inside an array, or -1.</summary>
    private static int Index(ScalarFunction function, int value, int length) =>
        value >= function.Parameters.Count && function.Body[value - function.Parameters.Count] is { Opcode: ScalarOpcode.Constant } constant &&
        constant.Constant >= 0 && constant.Constant < length ? (int)constant.Constant : -1;

    private EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements) => statements.Select<ProgramStatement, ProgramStatement>(statement => statement switch
    {
        ProgramStatement.Store store when first.TryGetValue(store.Memory, out var element) => Assign(store, element),
        ProgramStatement.Clear clear when first.TryGetValue(clear.Memory, out var element) => Zeros(clear.Memory, element),
        _ => statement.WithEvaluates(Replace).WithBodies(List),
    }).ToEquatableArray();

    private ProgramStatement Assign(ProgramStatement.Store store, int element)
    {
        var function = store.Place.Function;
        var index = Index(function, function.Results[0].Value, program.Memories[store.Memory].Length);
        return new ProgramStatement.Compute(
            Replace(store.Place.Only(1)), EquatableArray.Of(element + index));
    }

    private ProgramStatement Zeros(int memory, int element)
    {
        var builder = new ScalarBuilder(program.Name);
        var zero = builder.Constant(program.Memories[memory].Element.Lane(), 0L);
        var elements = Enumerable.Range(element, program.Memories[memory].Length).ToArray();
        return new ProgramStatement.Compute(
            new Computation(builder.Build(elements.Select(variable => new ScalarResult("v" + variable, zero)).ToArray()), EquatableArray<int>.Empty),
            elements.ToEquatableArray());
    }

    private Computation Replace(Computation computation)
    {
        var function = computation.Function;
        if (!function.Body.Any(instruction => instruction.Opcode == ScalarOpcode.Load && first.ContainsKey((int)instruction.Constant)))
        {
            return computation;
        }

        return JoinComputations.Given(
            computation,
            i => function.Body[i] is { Opcode: ScalarOpcode.Load } load && first.TryGetValue((int)load.Constant, out var element)
                ? element + Index(function, load.Operands[0], program.Memories[(int)load.Constant].Length)
                : -1,
            variable => new ScalarParameter(variables[variable].Name, variables[variable].Type));
    }
}
