using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>What sixteen lanes do one by one.</summary>
internal enum SlowOperation
{
    /// <summary>Reading places that do not lie side by side.</summary>
    Gather,

    /// <summary>Writing places that do not lie side by side.</summary>
    Scatter,

    /// <summary>Dividing integers, in every round of a loop.</summary>
    DivisionInLoop,
}

/// <summary>Finds what costs more than the source shows, with the user's expressions.</summary>
internal sealed class FindSlowOperations
{
    private readonly LaneProgram program;
    private readonly List<(SlowOperation Kind, string Memory, int Origin)> found = new();

    private FindSlowOperations(LaneProgram program) => this.program = program;

    public static IEnumerable<(SlowOperation Kind, string Memory, int Origin)> Run(LaneProgram program)
    {
        var pass = new FindSlowOperations(program);
        pass.List(program.Body, inLoop: false);
        return pass.found.Distinct().ToArray();
    }

    private void List(EquatableArray<LaneStatement> statements, bool inLoop)
    {
        foreach (var statement in statements)
        {
            if (statement is LaneStatement.Lanes lanes)
            {
                Lanes(lanes, inLoop);
            }
            else if (statement is LaneStatement.Store store && program.Memories[store.Memory] is { IsLocal: false } memory && Form(store.Place, 0) == LaneForm.Varying)
            {
                found.Add((SlowOperation.Scatter, memory.Name, store.Origin));
            }

            foreach (var body in statement.Bodies)
            {
                List(body, inLoop || statement is LaneStatement.Loop);
            }
        }
    }

    private void Lanes(LaneStatement.Lanes lanes, bool inLoop)
    {
        var function = lanes.Value.Function;
        foreach (var instruction in function.Body)
        {
            if (instruction.Opcode == ScalarOpcode.Load && program.Memories[(int)instruction.Constant] is { IsLocal: false } memory &&
                (instruction.Operands[0] >= function.Parameters.Count || program.Variables[lanes.Value.Inputs[instruction.Operands[0]]].Form == LaneForm.Varying))
            {
                found.Add((SlowOperation.Gather, memory.Name, instruction.Origin));
            }
            else if (inLoop && instruction.Opcode is ScalarOpcode.Divide or ScalarOpcode.Remainder && instruction.Type.IsInteger())
            {
                found.Add((SlowOperation.DivisionInLoop, "", instruction.Origin));
            }
        }
    }

    private LaneForm Form(Computation place, int result)
    {
        var value = place.Function.Results[result].Value;
        return value < place.Function.Parameters.Count ? program.Variables[place.Inputs[value]].Form : LaneForm.Uniform;
    }
}
