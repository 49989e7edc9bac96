using Pico.Generators.Ir;

namespace Pico.Generators.Declarations;

/// <summary>How a <see cref="ScalarFunction"/> is written into metadata, writer and reader of each part side by side.</summary>
internal static class ScalarFunctionFormat
{
    /// <summary>Part of the version of every format that embeds functions: raise it when this one or the opcodes change.</summary>
    public const int Version = 2;

    public static void Write(SpecWriter writer, ScalarFunction function) => writer
        .String(function.Name)
        .List(function.Parameters, WriteParameter)
        .List(function.Body, WriteInstruction)
        .List(function.Results, WriteResult);

    public static ScalarFunction Read(SpecReader reader)
    {
        var name = reader.String();
        var parameters = reader.List(ReadParameter);
        var body = reader.List(ReadInstruction);
        var results = reader.List(ReadResult);
        for (var i = 0; i < body.Count; i++)
        {
            foreach (var operand in body[i].Operands)
            {
                reader.Require(operand >= 0 && operand < parameters.Count + i);
            }
        }

        foreach (var result in results)
        {
            reader.Require(result.Value >= 0 && result.Value < parameters.Count + body.Count);
        }

        return new ScalarFunction(name, parameters, body, results);
    }

    private static void WriteParameter(SpecWriter writer, ScalarParameter parameter) => writer
        .String(parameter.Name).Int((int)parameter.Type).Bool(parameter.IsUniform);

    private static ScalarParameter ReadParameter(SpecReader reader) =>
        new(reader.String(), reader.Enum(ScalarType.UInt64), reader.Bool());

    private static void WriteInstruction(SpecWriter writer, ScalarInstruction instruction) => writer
        .Int((int)instruction.Opcode)
        .Int((int)instruction.Type)
        .List(instruction.Operands, (w, operand) => w.Int(operand))
        .Int(instruction.Constant)
        .String(instruction.Name);

    private static ScalarInstruction ReadInstruction(SpecReader reader) => new(
        reader.Enum(ScalarOpcode.NormalDensity),
        reader.Enum(ScalarType.UInt64),
        reader.List(r => r.Int()),
        reader.Long(),
        reader.NullableString());

    private static void WriteResult(SpecWriter writer, ScalarResult result) => writer.String(result.Name).Int(result.Value);

    private static ScalarResult ReadResult(SpecReader reader) => new(reader.String(), reader.Int());
}
