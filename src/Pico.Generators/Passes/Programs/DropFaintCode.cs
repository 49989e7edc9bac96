using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Drops what is computed only to compute itself further (faint variables): what decides no branch or loop, reaches no result and no memory that is
/// read or belongs to the caller. Liveness alone keeps a sum that nobody reads but the next round.
/// </summary>
internal sealed class DropFaintCode
{
    private readonly KernelProgram program;
    private readonly HashSet<int> needed = new();
    private readonly HashSet<int> read = new();

    private readonly int[] unwanted;

    private DropFaintCode(KernelProgram program, int[] unwanted) => (this.program, this.unwanted) = (program, unwanted);

    /// <param name="program">The program.</param>
    /// <param name="unwanted">Memories of the caller whose content nobody asks for.</param>
    public static KernelProgram Run(KernelProgram program, params int[] unwanted)
    {
        var pass = new DropFaintCode(program, unwanted);
        pass.needed.UnionWith(program.Results.Select(result => result.Value));
        var statements = KernelProgram.All(program.Body).Reverse().ToArray();
        while (statements.Aggregate(false, (changed, statement) => pass.Need(statement) | changed))
        {
        }

        return SimplifyProgram.Run(program with { Body = pass.List(program.Body) });
    }

    private bool IsKept(int memory) => read.Contains(memory) || !(program.Memories[memory].IsLocal || System.Array.IndexOf(unwanted, memory) >= 0);

    private bool Need(ProgramStatement statement) => statement switch
    {
        ProgramStatement.Compute compute => Need(compute.Value, Kept(compute)),
        ProgramStatement.Store store when IsKept(store.Memory) => Need(store.Place, new[] { 0, 1 }),
        ProgramStatement.Branch branch => Need(branch.Condition, new[] { 0 }),
        ProgramStatement.Loop loop => Need(loop.Condition, new[] { 0 }),
        _ => false,
    };

    private int[] Kept(ProgramStatement.Compute compute) =>
        Enumerable.Range(0, compute.Outputs.Count).Where(i => needed.Contains(compute.Outputs[i])).ToArray();

    private bool Need(Computation computation, int[] results)
    {
        var trimmed = JoinComputations.Trim(computation.Only(results));
        var changed = false;
        foreach (var input in trimmed.Inputs)
        {
            changed |= needed.Add(input);
        }

        foreach (var load in trimmed.Function.Body.Where(instruction => instruction.Opcode == ScalarOpcode.Load))
        {
            changed |= read.Add((int)load.Constant);
        }

        return changed;
    }

    private EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements) => statements
        .Where(statement => statement switch
        {
            ProgramStatement.Compute compute => Kept(compute).Length > 0,
            ProgramStatement.Store store => IsKept(store.Memory),
            ProgramStatement.Clear clear => IsKept(clear.Memory),
            _ => true,
        })
        .Select<ProgramStatement, ProgramStatement>(statement => statement switch
        {
            ProgramStatement.Compute compute => new ProgramStatement.Compute(
                compute.Value.Only(Kept(compute)), Kept(compute).Select(i => compute.Outputs[i]).ToEquatableArray()),
            _ => statement.WithBodies(List),
        })
        .ToEquatableArray();
}
