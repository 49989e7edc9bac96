using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Forward mode of structured programs (Griewank and Walther 2008, chapter 3): beside every value runs its tangent, the derivative in the
/// direction that the tangents of the inputs say. Control flow is that of the program; nothing is saved. Applied to an adjoint it gives
/// products with the Hessian.
/// </summary>
internal sealed class PushForwardProgram
{
    private readonly KernelProgram program;
    private readonly List<ProgramVariable> variables;
    private readonly List<ProgramMemory> memories;
    private readonly Dictionary<int, int> tangents = new();
    private readonly Dictionary<int, int> memoryTangents = new();

    private PushForwardProgram(KernelProgram program, IReadOnlyCollection<int> inputs, IReadOnlyCollection<int> spans)
    {
        this.program = program;
        variables = program.Variables.ToList();
        memories = program.Memories.ToList();
        var varied = FindActive.Varied(program, inputs, spans);
        for (var variable = 0; variable < program.Variables.Count; variable++)
        {
            if (varied.IsActive(variable) || inputs.Contains(variable) || program.Results.Any(result => result.Value == variable))
            {
                variables.Add(program.Variables[variable] with { Name = program.Variables[variable].Name + "Tangent" });
                tangents[variable] = variables.Count - 1;
            }
        }

        for (var memory = 0; memory < program.Memories.Count; memory++)
        {
            if (varied.IsActiveMemory(memory) || spans.Contains(memory))
            {
                memories.Add(program.Memories[memory] with { Name = program.Memories[memory].Name + "Tangent" });
                memoryTangents[memory] = memories.Count - 1;
            }
        }
    }

    /// <param name="program">A program whose results are floats.</param>
    /// <param name="inputs">The inputs that have tangents, which become inputs in this order.</param>
    /// <param name="spans">The memories of the caller that have tangents.</param>
    public static ProgramTangent Run(KernelProgram program, IReadOnlyCollection<int> inputs, IReadOnlyCollection<int> spans)
    {
        var pass = new PushForwardProgram(program, inputs, spans);
        var body = pass.List(program.Body);
        var pushed = new KernelProgram(
            program.Name + "Tangent",
            pass.variables.ToEquatableArray(),
            pass.memories.ToEquatableArray(),
            program.Inputs.Concat(inputs.Select(input => new ProgramInput(pass.tangents[input], ProgramInputKind.Stream))).ToEquatableArray(),
            body,
            program.Results.Concat(program.Results.Select(result => new ScalarResult(result.Name + "Tangent", pass.tangents[result.Value]))).ToEquatableArray());
        return new ProgramTangent(pushed, pass.memoryTangents.Select(pair => new MemoryTangent(pair.Key, pair.Value)).ToEquatableArray());
    }

    private EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements) => statements.SelectMany(Statement).ToEquatableArray();

    private IEnumerable<ProgramStatement> Statement(ProgramStatement statement) => statement switch
    {
        ProgramStatement.Compute compute => new[] { Compute(compute) },
        ProgramStatement.Store store => Store(store),
        ProgramStatement.Clear clear when memoryTangents.TryGetValue(clear.Memory, out var tangent) => new[] { clear, new ProgramStatement.Clear(tangent) },
        _ => new[] { statement.WithBodies(List) },
    };

    private ProgramStatement.Compute Compute(ProgramStatement.Compute compute)
    {
        var piece = Piece(compute.Value);
        var pushed = Enumerable.Range(0, compute.Outputs.Count).Where(i => tangents.ContainsKey(compute.Outputs[i])).ToArray();
        return new ProgramStatement.Compute(
            piece.Build(piece.Results.Concat(pushed.Select(i => TangentOf(piece, i))).ToArray()),
            compute.Outputs.Concat(pushed.Select(i => tangents[compute.Outputs[i]])).ToEquatableArray());
    }

    private IEnumerable<ProgramStatement> Store(ProgramStatement.Store store)
    {
        var piece = Piece(store.Place);
        var (index, value, tangent) = (piece.Results[0], piece.Results[1], TangentOf(piece, 1));
        if (!memoryTangents.TryGetValue(store.Memory, out var memory))
        {
            return new[] { store };
        }

        if (piece.CostOfCommon(value, tangent) < ScalarCost.Cheap)
        {
            return new[] { new ProgramStatement.Store(memory, piece.Build(index, tangent), -1), store }; // the tangent first: it reads what the store overwrites
        }

        var name = memories[store.Memory].Name;
        var held = new[] { Variable("index", ScalarType.Int32), Variable(name + "Value", piece.TypeOf(value)), Variable(name + "ValueTangent", piece.TypeOf(value)) };
        return new ProgramStatement[]
        {
            new ProgramStatement.Compute(piece.Build(index, value, tangent), held.ToEquatableArray()),
            new ProgramStatement.Store(memory, Pair(held[0], held[2]), -1),
            store with { Place = Pair(held[0], held[1]) },
        };
    }

    private static int TangentOf(TangentOfComputation piece, int result) =>
        piece.Tangents[result] >= 0 ? piece.Tangents[result] : piece.Zero(piece.TypeOf(piece.Results[result]));

    private TangentOfComputation Piece(Computation computation) => new(computation, variables, tangents, memoryTangents);

    private int Variable(string name, ScalarType type)
    {
        variables.Add(new ProgramVariable(name, type));
        return variables.Count - 1;
    }

    private Computation Pair(int first, int second)
    {
        var builder = new ScalarBuilder(program.Name);
        var values = new[] { first, second }.Select(variable => builder.Parameter(variables[variable].Name, variables[variable].Type)).ToArray();
        return new Computation(
            builder.Build(new ScalarResult("index", values[0]), new ScalarResult("value", values[1])), EquatableArray.Of(first, second));
    }
}
