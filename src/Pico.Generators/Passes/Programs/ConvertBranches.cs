using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Replaces branches where lanes part, and whose arms are short and touch no memory, by selections: both arms cost less than
/// finding out that nobody takes one.
/// </summary>
internal sealed class ConvertBranches
{
    /// <summary>Up to this price of both arms together; testing and masking cost about as much.</summary>
    public const int MaximumCost = 12;

    private readonly KernelProgram program;

    private ConvertBranches(KernelProgram program) => this.program = program;

    public static KernelProgram Run(KernelProgram program, IReadOnlyList<ProgramNode> nodes) =>
        SimplifyProgram.Run(program with { Body = new ConvertBranches(program).List(nodes) });

    private EquatableArray<ProgramStatement> List(IReadOnlyList<ProgramNode> nodes) => nodes.Select(Convert).ToEquatableArray();

    private ProgramStatement Convert(ProgramNode node)
    {
        var bodies = node.Bodies.Select(List).ToArray();
        return node.Statement switch
        {
            ProgramStatement.Branch branch => Convert(branch with { Then = bodies[0], Else = bodies[1] }, node),
            ProgramStatement.Region region => region with { Body = bodies[0] },
            ProgramStatement.Loop loop => loop with { Header = bodies[0], Body = bodies[1], Step = bodies[2] },
            var other => other,
        };
    }

    private ProgramStatement Convert(ProgramStatement.Branch branch, ProgramNode node)
    {
        var pieces = branch.Then.Concat(branch.Else).Select(statement => (statement as ProgramStatement.Compute)?.Value).ToArray();
        if (!node.IsVarying || pieces.Length == 0 || pieces.Any(piece => piece is null) ||
            pieces.Sum(piece => ScalarCost.Of(piece!.Function)) > MaximumCost ||
            pieces.Any(piece => piece!.Function.Body.Any(instruction => instruction.Opcode == ScalarOpcode.Load)))
        {
            return branch;
        }

        var outputs = branch.Then.Concat(branch.Else)
            .SelectMany(statement => ((ProgramStatement.Compute)statement).Outputs)
            .Where(node.LiveOut.Contains)
            .Distinct().OrderBy(output => output).ToArray();
        var inputs = new List<int>();
        var builder = new ScalarBuilder(program.Name);
        var start = new Dictionary<int, int>();
        var condition = Apply(branch.Condition, start)[0];
        var (then, otherwise) = (Arm(branch.Then), Arm(branch.Else));
        var results = outputs.Select(output => new ScalarResult("v" + output, builder.Emit(
            ScalarOpcode.Select, program.Variables[output].Type, condition, Read(then, output), Read(otherwise, output)))).ToArray();
        return new ProgramStatement.Compute(JoinComputations.Trim(new Computation(builder.Build(results), inputs.ToEquatableArray())), outputs.ToEquatableArray());

        Dictionary<int, int> Arm(EquatableArray<ProgramStatement> statements)
        {
            var values = new Dictionary<int, int>();
            foreach (var compute in statements.Cast<ProgramStatement.Compute>())
            {
                var computed = Apply(compute.Value, values);
                for (var i = 0; i < computed.Length; i++)
                {
                    values[compute.Outputs[i]] = computed[i];
                }
            }

            return values;
        }

        int[] Apply(Computation computation, Dictionary<int, int> values) =>
            builder.Inline(computation.Function, computation.Inputs.Select(input => Read(values, input)).ToArray());

        int Read(Dictionary<int, int> values, int variable)
        {
            if (values.TryGetValue(variable, out var value))
            {
                return value;
            }

            if (!start.TryGetValue(variable, out value))
            {
                value = builder.Parameter(program.Variables[variable].Name, program.Variables[variable].Type);
                inputs.Add(variable);
                start.Add(variable, value);
            }

            return value;
        }
    }
}
