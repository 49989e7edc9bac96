using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>After differentiation, values whose derivatives were given are values like any other (<see cref="ScalarOpcode.WithDerivative"/>).</summary>
internal static class ForgetDerivatives
{
    public static bool Applies(ScalarFunction function) => function.Body.Any(instruction => instruction.Opcode == ScalarOpcode.WithDerivative);

    public static ScalarFunction Run(ScalarFunction function)
    {
        if (!Applies(function))
        {
            return function;
        }

        for (var i = 0; i < function.Body.Count; i++)
        {
            if (function.Body[i].Opcode == ScalarOpcode.WithDerivative)
            {
                function = ProjectScalar.Replace(function, function.Parameters.Count + i, function.Body[i].Operands[0]);
            }
        }

        return SimplifyScalar.Run(function);
    }

    public static KernelProgram Run(KernelProgram program) =>
        KernelProgram.All(program.Body).Any(statement => statement.Evaluates is { } value && Applies(value.Function))
            ? OptimizeProgram.Clean(program with { Body = List(program.Body) })
            : program;

    private static EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements) => statements.Select<ProgramStatement, ProgramStatement>(statement => statement switch
    {
        ProgramStatement.Compute compute => compute with { Value = Run(compute.Value) },
        ProgramStatement.Store store => store with { Place = Run(store.Place) },
        ProgramStatement.Branch branch => branch with { Condition = Run(branch.Condition), Then = List(branch.Then), Else = List(branch.Else) },
        ProgramStatement.Region region => region with { Body = List(region.Body) },
        ProgramStatement.Loop loop => loop with { Header = List(loop.Header), Condition = Run(loop.Condition), Body = List(loop.Body), Step = List(loop.Step) },
        _ => statement,
    }).ToEquatableArray();

    private static Computation Run(Computation computation) => computation with { Function = Run(computation.Function) };
}
