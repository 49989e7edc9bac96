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

    private static EquatableArray<ProgramStatement> List(EquatableArray<ProgramStatement> statements) =>
        statements.Select(statement => statement.WithEvaluates(Run).WithBodies(List)).ToEquatableArray();

    private static Computation Run(Computation computation) => computation with { Function = Run(computation.Function) };
}
