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

    private void LoadRows(EquatableArray<LaneStatement> list, int index, LaneStatement.LoadRows rows)
    {
        var memory = program.Memories[rows.Memory];
        var place = rows.Offset == 0 ? InLanes(rows.Index) : "S.Add(" + InLanes(rows.Index) + ", S.Broadcast(" + rows.Offset.ToString(System.Globalization.CultureInfo.InvariantCulture) + "))";
        var count = rows.Outputs.Count - rows.Outputs.Reverse().TakeWhile(output => output < 0).Count();
        var fields = rows.Outputs.Select(output => "out " + (output < 0 ? "_" : (declarations.DeclaredAt(list, index, output) ? "var " : "") + Name(output)));
        writer.List(Of("GatherRows", memory), new[] { memories[rows.Memory], place, count.ToString(System.Globalization.CultureInfo.InvariantCulture), Name(rows.Mask) }.Concat(fields).ToList(), ");");
    }

    /// <summary>Calls a method of its own; its results go through new variables, as one whose address is taken would live in memory.</summary>
    private void Call(EquatableArray<LaneStatement> list, int index, LaneStatement.Method method)
    {
        var results = method.Outputs.Select(output => declarations.DeclaredAt(list, index, output) ? Name(output) : scope.Unique("new." + program.Variables[output].Name)).ToArray();
        writer.List(
            MethodName!(method) + "(",
            method.Inputs.Select(Name).Concat(method.Memories.Select(memory => memories[memory])).Concat(results.Select(result => "out var " + result)).ToList(), ");");
        for (var i = 0; i < results.Length; i++)
        {
            if (!declarations.DeclaredAt(list, index, method.Outputs[i]))
            {
                writer.Line(Name(method.Outputs[i]) + " = " + results[i] + ";");
            }
        }
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
