using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Loads and stores: what stays side by side, what is gathered and scattered.</summary>
internal sealed partial class LaneProgramEmitter
{
    private string Argument(LaneStatement.Lanes inLanes, int variable, int parameter)
    {
        // The index of a load may stay a scalar: then the lanes lie side by side, or are all the same.
        var form = program.Variables[variable].Form;
        var isIndex = form != LaneForm.Varying && inLanes.Value.Function.Results.All(result => result.Value != parameter) && inLanes.Value.Function.Body.Any(instruction => instruction.Operands.Contains(parameter)) &&
            inLanes.Value.Function.Body.Where(instruction => instruction.Operands.Contains(parameter)).All(instruction => IsScalarIndexed(instruction, form));
        return isIndex ? Name(variable) : InLanes(variable);
    }

    private bool IsScalarIndexed(ScalarInstruction instruction, LaneForm form) => instruction.Opcode == ScalarOpcode.Load &&
        form == (program.Memories[(int)instruction.Constant].IsLocal ? LaneForm.Uniform : LaneForm.Linear);

    private string Load(LaneStatement.Lanes inLanes, ScalarInstruction instruction, string place)
    {
        var memory = program.Memories[(int)instruction.Constant];
        var name = memories[(int)instruction.Constant];
        var index = instruction.Operands[0];
        var function = inLanes.Value.Function;
        var form = index < function.Parameters.Count ? program.Variables[inLanes.Value.Inputs[index]].Form
            : function.Body[index - function.Parameters.Count].Opcode == ScalarOpcode.Constant ? LaneForm.Uniform
            : LaneForm.Varying;
        if (memory.IsLocal && form == LaneForm.Uniform)
        {
            var scalar = index < function.Parameters.Count ? Name(inLanes.Value.Inputs[index]) : ScalarLiteral.Of(function.Body[index - function.Parameters.Count]);
            return Of("Load", memory) + name + ", 16 * " + scalar + ")";
        }

        if (!memory.IsLocal && form == LaneForm.Linear)
        {
            return Of("Load", memory) + name + ", " + Name(inLanes.Value.Inputs[index]) + ", " + Name(inLanes.Mask) + ")";
        }

        return Of("Gather", memory) + name + ", " + (memory.IsLocal ? OwnPlace(place) : place) + ", " + Name(inLanes.Mask) + ")";
    }

    /// <summary>The start of a call.</summary>
    private static string Of(string operation, ProgramMemory memory) =>
        "LaneMemory." + operation + LaneSets.Of(memory.Element.Lane()).Parameters() + "(";

    /// <summary>Of a local array, element i of all lanes lies side by side.</summary>
    private static string OwnPlace(string index) => "S.Add(S.ShiftLeft(" + index + ", 4), S.LaneIndex)";

    private void Clear(LaneStatement.Clear clear)
    {
        var (memory, name) = (program.Memories[clear.Memory], memories[clear.Memory]);
        if (!clear.Keeps)
        {
            writer.Line(name + ".Clear();");
            return;
        }

        var element = scope.Unique("element");
        var zero = LaneEmitter.Broadcast(new ScalarInstruction(ScalarOpcode.Constant, memory.Element.Lane(), EquatableArray<int>.Empty));
        using (writer.Braces("for (var " + element + " = 0; " + element + " < " + memory.Length + "; " + element + "++)"))
        {
            var place = name + ", 16 * " + element;
            writer.Line(Of("Store", memory) + place + ", S.Select(" + Name(clear.Mask) + ", " + zero + ", " + Of("Load", memory) + place + ")));");
        }
    }

    private void Store(LaneStatement.Store store)
    {
        var memory = program.Memories[store.Memory];
        var function = store.Place.Function;
        var (name, mask) = (memories[store.Memory], Name(store.Mask));
        var (index, form, lanesOfIndex) = Place(0);
        var value = Place(1).InLanes;
        if (memory.IsLocal && form == LaneForm.Uniform)
        {
            var place = name + ", 16 * " + index;
            writer.Line(Of("Store", memory) + place + ", " + (store.Keeps ? "S.Select(" + mask + ", " + value + ", " + Of("Load", memory) + place + "))" : value) + ");");
            return;
        }

        writer.Line(!memory.IsLocal && form == LaneForm.Linear
            ? Of("Store", memory) + name + ", " + index + ", " + value + ", " + mask + ");"
            : Of("Scatter", memory) + name + ", " + (memory.IsLocal ? OwnPlace(lanesOfIndex) : lanesOfIndex) + ", " + value + ", " + mask + ");");

        (string Scalar, LaneForm Form, string InLanes) Place(int result)
        {
            var at = function.Results[result].Value;
            if (at < function.Parameters.Count)
            {
                var variable = store.Place.Inputs[at];
                return (Name(variable), program.Variables[variable].Form, InLanes(variable));
            }

            var constant = function.Body[at - function.Parameters.Count];
            return (ScalarLiteral.Of(constant), LaneForm.Uniform, LaneEmitter.Broadcast(constant));
        }
    }
}
