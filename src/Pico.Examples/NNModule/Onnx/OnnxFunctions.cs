using Pico.Examples.Commands;
using Pico.Models;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>Functions of single numbers as ONNX operators on whole tensors, which broadcast alike.</summary>
/// <param name="graph">The graph that receives them.</param>
internal sealed class OnnxFunctions(OnnxGraph graph)
{
    private static readonly Dictionary<string, string> Same = new(StringComparer.Ordinal)
    {
        ["Add"] = "Add",
        ["Subtract"] = "Sub",
        ["Multiply"] = "Mul",
        ["Divide"] = "Div",
        ["Pow"] = "Pow",
        ["Min"] = "Min",
        ["Max"] = "Max",
        ["Negate"] = "Neg",
        ["Abs"] = "Abs",
        ["Sign"] = "Sign",
        ["Sqrt"] = "Sqrt",
        ["Floor"] = "Floor",
        ["Ceiling"] = "Ceil",
        ["Round"] = "Round",
        ["Exp"] = "Exp",
        ["Log"] = "Log",
        ["Sin"] = "Sin",
        ["Cos"] = "Cos",
        ["Tan"] = "Tan",
        ["Asin"] = "Asin",
        ["Acos"] = "Acos",
        ["Atan"] = "Atan",
        ["Sinh"] = "Sinh",
        ["Cosh"] = "Cosh",
        ["Tanh"] = "Tanh",
        ["Erf"] = "Erf",
        ["Equal"] = "Equal",
        ["LessThan"] = "Less",
        ["LessThanOrEqual"] = "LessOrEqual",
    };

    private static readonly Dictionary<string, string> OfBools = new(StringComparer.Ordinal) { ["And"] = "And", ["Or"] = "Or", ["Xor"] = "Xor", ["Not"] = "Not", ["Equal"] = "Equal" };

    /// <summary>Adds a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="inputs">The tensors that it reads, of the element types that it states.</param>
    /// <param name="source">The user's expression, for messages.</param>
    /// <returns>The result, and its element type.</returns>
    /// <exception cref="UserErrorException">ONNX has no operator for something in it.</exception>
    public (string Value, OnnxType Type) Add(ScalarDescription function, IReadOnlyList<string> inputs, string source)
    {
        List<string> values = [.. inputs];
        List<string> types = [.. function.Inputs];
        foreach (var instruction in function.Instructions)
        {
            string[] operands = [.. instruction.Operands.Select(operand => values[operand])];
            values.Add(Add(instruction, operands, source));
            types.Add(instruction.Type);
        }

        return (values[function.Result], TypeOf(types[function.Result], source));
    }

    /// <summary>The type in ONNX.</summary>
    public static OnnxType TypeOf(string type, string source) => type switch
    {
        "Float32" => OnnxType.Float32,
        "Int32" => OnnxType.Int32,
        "Bool" => OnnxType.Bool,
        _ => throw Unsupported("numbers of type " + type, source),
    };

    /// <summary>What is said of anything that ONNX, or the exporter, has no form for.</summary>
    public static UserErrorException Unsupported(string what, string source) =>
        new($"{(source.Length == 0 ? "the model" : $"'{source}'")} cannot be exported to ONNX: there is no operator for {what}");

    private string Add(ScalarInstructionDescription instruction, string[] operands, string source)
    {
        var (operation, isBool) = (instruction.Operation, instruction.Type == "Bool");
        if (operation is "And" or "Or" or "Xor" or "Not" ? isBool && OfBools.TryGetValue(operation, out var name) : Same.TryGetValue(operation, out name))
        {
            return graph.Add(name!, operands);
        }

        return operation switch
        {
            "Constant" => graph.Constant(TypeOf(instruction.Type, source), instruction.Constant),
            "WithDerivative" => operands[0],
            "FusedMultiplyAdd" => graph.Add("Add", [graph.Add("Mul", [operands[0], operands[1]]), operands[2]]),
            "Remainder" => graph.Add("Mod", operands, OnnxAttribute.Of("fmod", 1)), // the sign of the dividend, as in C#
            "NotEqual" => graph.Add("Not", [graph.Add("Equal", operands)]),
            "Select" when isBool => graph.Add("Or", [graph.Add("And", [operands[0], operands[1]]), graph.Add("And", [graph.Add("Not", [operands[0]]), operands[2]])]),
            "Select" => graph.Add("Where", operands),
            "Convert" => graph.Add("Cast", operands, OnnxAttribute.Of("to", (long)TypeOf(instruction.Type, source))),
            "Truncate" => graph.Add("Mul", [graph.Add("Sign", operands), graph.Add("Floor", [graph.Add("Abs", operands)])]),
            "Exp2" => graph.Add("Pow", [Number(2), operands[0]]),
            "ExpM1" => graph.Add("Sub", [graph.Add("Exp", operands), Number(1)]),
            "NormalDistribution" => graph.Add("Mul", [graph.Add("Add", [graph.Add("Erf", [graph.Add("Mul", [operands[0], Number(Math.Sqrt(0.5))])]), Number(1)]), Number(0.5)]),
            "NormalDensity" => graph.Add("Mul", [graph.Add("Exp", [graph.Add("Mul", [graph.Add("Mul", [operands[0], operands[0]]), Number(-0.5)])]), Number(1 / Math.Sqrt(2 * Math.PI))]),
            "LogP1" => graph.Add("Log", [graph.Add("Add", [operands[0], Number(1)])]),
            "Log2" => graph.Add("Mul", [graph.Add("Log", operands), Number(1 / Math.Log(2))]),
            "Log10" => graph.Add("Mul", [graph.Add("Log", operands), Number(1 / Math.Log(10))]),
            "Cbrt" => graph.Add("Mul", [graph.Add("Sign", operands), graph.Add("Pow", [graph.Add("Abs", operands), Number(1 / 3.0)])]),
            _ => throw Unsupported(operation, source),
        };
    }

    private string Number(double value) => graph.Constant(OnnxType.Float32, value);
}
