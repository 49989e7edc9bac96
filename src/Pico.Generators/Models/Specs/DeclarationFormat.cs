using Pico.Generators.Declarations;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>How layers and tensor functions are written into metadata, each together with everything it needs.</summary>
internal static class DeclarationFormat
{
    /// <summary>Raised with every change of the format, of <see cref="ScalarFunctionFormat"/> or of the enums they use.</summary>
    public const int Version = 9;

    public static string Write(DeclarationSet set)
    {
        var writer = new SpecWriter();
        writer.List(set.Layers, WriteLayer).List(set.Methods, WriteMethod).List(set.Scalars, WriteScalar);
        return writer.ToString();
    }

    /// <exception cref="SpecFormatException">The text is damaged.</exception>
    public static DeclarationSet Read(string text)
    {
        var reader = new SpecReader(text);
        var set = new DeclarationSet(reader.List(ReadLayer), reader.List(ReadMethod), reader.List(ReadScalar));
        reader.Require(reader.AtEnd);
        return set;
    }

    private static void WriteLayer(SpecWriter writer, LayerSpec layer) => writer
        .String(layer.Key)
        .String(layer.Name)
        .List(layer.Parameters, WriteConstructorParameter)
        .List(layer.Fields, WriteField)
        .List(layer.Methods, WriteString)
        .List(layer.Sources, WriteString)
        .Bool(layer.IsRecomputed);

    private static LayerSpec ReadLayer(SpecReader reader) => new(
        reader.String(),
        reader.String(),
        reader.List(ReadConstructorParameter),
        reader.List(ReadField),
        reader.List(ReadString),
        reader.List(ReadString),
        reader.Bool());

    private static void WriteConstructorParameter(SpecWriter writer, ConstructorParameterSpec parameter)
    {
        writer.String(parameter.Name).Int((int)parameter.Kind).Bool(parameter.Default is not null);
        if (parameter.Default is { } value)
        {
            writer.Double(value);
        }
    }

    private static ConstructorParameterSpec ReadConstructorParameter(SpecReader reader) =>
        new(reader.String(), reader.Enum(NumberKind.Bool), reader.Bool() ? reader.Double() : null);

    private static void WriteField(SpecWriter writer, FieldSpec field)
    {
        writer.String(field.Name).String(field.PathName).Int((int)field.Kind).Bool(field.IsOptional).Bool(field.IsFrozen).Bool(field.IsRecomputed).String(field.Group).Bool(field.IsBuffer);
        ExpressionFormat.Write(writer, field.Initializer);
    }

    private static FieldSpec ReadField(SpecReader reader)
    {
        var (name, path, kind) = (reader.String(), reader.String(), reader.Enum(FieldKind.Layers));
        var (isOptional, isFrozen, isRecomputed, group, isBuffer) = (reader.Bool(), reader.Bool(), reader.Bool(), reader.String(), reader.Bool());
        return new FieldSpec(name, path, kind, isOptional, ExpressionFormat.Read(reader), isFrozen, isRecomputed, group, isBuffer);
    }

    private static void WriteMethod(SpecWriter writer, MethodSpec method) => writer
        .String(method.Key)
        .String(method.Name)
        .Bool(method.IsLoss)
        .Bool(method.ReturnsTensor)
        .List(method.Parameters, WriteParameter)
        .List(method.Body, ExpressionFormat.Write)
        .List(method.Sources, WriteString);

    private static MethodSpec ReadMethod(SpecReader reader) => new(
        reader.String(),
        reader.String(),
        reader.Bool(),
        reader.Bool(),
        reader.List(ReadParameter),
        reader.List(ExpressionFormat.ReadStatement),
        reader.List(ReadString));

    private static void WriteParameter(SpecWriter writer, ParameterSpec parameter)
    {
        writer.String(parameter.Name).Bool(parameter.IsTensor).Bool(parameter.Shape is not null);
        if (parameter.Shape is { } shape)
        {
            writer.Bool(shape.HasEllipsis).Int((int)shape.Element).List(shape.Dimensions, WriteDimension);
        }
    }

    private static ParameterSpec ReadParameter(SpecReader reader)
    {
        var name = reader.String();
        var isTensor = reader.Bool();
        if (!reader.Bool())
        {
            return new ParameterSpec(name, isTensor, null);
        }

        var hasEllipsis = reader.Bool();
        var element = reader.Enum(ScalarType.Float64);
        return new ParameterSpec(name, isTensor, new ShapeSpec(hasEllipsis, reader.List(ReadDimension), element));
    }

    private static void WriteDimension(SpecWriter writer, Dimension dimension) => writer.String(dimension.ToString());

    private static Dimension ReadDimension(SpecReader reader) =>
        ShapeParser.ParseDimension(reader.String()) ?? throw reader.Damaged();

    private static void WriteScalar(SpecWriter writer, KeyedScalar scalar)
    {
        writer.String(scalar.Key);
        ScalarFunctionFormat.Write(writer, scalar.Function);
    }

    private static KeyedScalar ReadScalar(SpecReader reader) => new(reader.String(), ScalarFunctionFormat.Read(reader));

    private static void WriteString(SpecWriter writer, string text) => writer.String(text);

    private static string ReadString(SpecReader reader) => reader.String();
}
