using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Programs of one element: everything is a scalar.</summary>
internal sealed partial class LaneProgramEmitter
{
    private bool IsScalar => program.Mask < 0;

    private void ScalarArray(int memory)
    {
        var type = program.Memories[memory].Element.Keyword();
        writer.Line("Span<" + type + "> " + memories[memory] + " = stackalloc " + type + "[" + program.Memories[memory].Length + "];");
    }

    private void Write(LaneStatement.Write write)
    {
        var values = Scalar(write.Place);
        var element = program.Memories[write.Memory].Element;
        var place = memories[write.Memory] + "[" + values[0] + "]";
        writer.Line(element.IsNarrow() ? place + " = (" + element.Keyword() + ")(" + values[1] + ");" : Update(write.Place, 1, place, values[1]));
    }

    /// <summary>An assignment; a sum whose first term is the old value is written as a person would.</summary>
    private static string Update(Computation computation, int result, string place, string value)
    {
        var function = computation.Function;
        var at = function.Results[result].Value - function.Parameters.Count;
        if (at >= 0 && function.Body[at] is { Opcode: ScalarOpcode.Add or ScalarOpcode.Subtract } sum &&
            (sum.Operands[0] < function.Parameters.Count || function.Body[sum.Operands[0] - function.Parameters.Count].Opcode == ScalarOpcode.Load))
        {
            var sign = sum.Opcode == ScalarOpcode.Add ? "+" : "-";
            var start = place + " " + sign + " ";
            if (value.StartsWith(start, System.StringComparison.Ordinal))
            {
                var rest = value.Substring(start.Length);
                return rest == "1" ? place + sign + sign + ";" : place + " " + sign + "= " + rest + ";";
            }
        }

        return place + " = " + value + ";";
    }
}
