using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Models;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes what every layer gets: the walk over its parameters, its serialised declaration, and the attribute that stands
/// for it in stacks.
/// </summary>
internal static class LayerEmitter
{
    private const string ILayer = "global::Pico.Models.ILayer";
    private const string Visitor = "global::Pico.Models.IParameterVisitor";

    public static string Emit(LayerDeclaration layer)
    {
        var writer = LayerTypeWriter.Begin(
            "The layer " + layer.Spec.Name + ": the walk over its parameters, its declaration for other assemblies,\nand its attribute for stacks.");
        using (LayerTypeWriter.Around(writer, layer.Type))
        {
            if (layer.CanExtend)
            {
                EmitPart(writer, layer);
                writer.Blank();
            }

            if (layer.HasAttribute)
            {
                EmitAttribute(writer, layer);
            }
        }

        return writer.ToString();
    }

    /// <summary>Writes the explicit implementation of <c>ILayer</c>.</summary>
    public static void EmitVisit(SourceWriter writer, LayerSpec layer)
    {
        using (writer.Braces("void " + ILayer + ".Visit(string prefix, " + Visitor + " visitor)"))
        {
            foreach (var field in layer.Fields.Where(field => field.Kind != FieldKind.Number))
            {
                EmitField(writer, field);
            }
        }
    }

    /// <summary>Writes an implementation of <c>ILayer</c> for a declaration with an error.</summary>
    public static void EmitVisitStub(SourceWriter writer, string name, string problem) => writer.Line(
        "void " + ILayer + ".Visit(string prefix, " + Visitor + " visitor) => " + Throw(name, problem) + ";");

    /// <summary>The expression that stands for what could not be compiled.</summary>
    public static string Throw(string name, string problem) =>
        "throw new global::System.InvalidOperationException(" + StringLiteral.Of(
            "'" + name + "' was not compiled: its declaration has an error" + (problem.Length > 0 ? " (" + problem + ")" : string.Empty) + ".") + ")";

    private static void EmitPart(SourceWriter writer, LayerDeclaration layer)
    {
        if (layer.Payload is not null)
        {
            writer.Line("[global::Pico.LayerSpecAttribute(" + DeclarationFormat.Version + ", " + StringLiteral.Of(layer.Payload) + ")]");
        }

        using (writer.Braces(layer.Type.Header + " : " + ILayer))
        {
            if (layer.Payload is not null)
            {
                EmitVisit(writer, layer.Spec);
            }
            else
            {
                EmitVisitStub(writer, layer.Spec.Name, layer.Problem);
            }
        }
    }

    private static void EmitField(SourceWriter writer, FieldSpec field)
    {
        var name = "this." + NameScope.Identifier(field.Name);
        if (field.IsOptional)
        {
            using (writer.Braces("if (" + name + " is not null)"))
            {
                EmitPresent(writer, field, name);
            }
        }
        else
        {
            EmitPresent(writer, field, name);
        }

        if (field.IsOptional || field.Kind == FieldKind.Layers)
        {
            writer.Blank();
        }
    }

    private static void EmitPresent(SourceWriter writer, FieldSpec field, string name)
    {
        var grouped = field.Group.Length == 0 ? "visitor" : "visitor.Group(" + StringLiteral.Of(field.Group) + ")";
        var visitor = field.IsFrozen ? grouped + ".Frozen()" : grouped;
        switch (field.Kind)
        {
            case FieldKind.Parameter when field.IsBuffer:
                writer.Line("visitor.Buffer(prefix + " + StringLiteral.Of(field.PathName) + ", " + name + ");");
                break;
            case FieldKind.Parameter:
                writer.Line(grouped + ".Parameter(prefix + " + StringLiteral.Of(field.PathName) + ", " + name + (field.IsFrozen ? ", isFrozen: true" : string.Empty) + ");");
                break;
            case FieldKind.Layer:
                writer.Line("((" + ILayer + ")" + name + ").Visit(prefix + " + StringLiteral.Of(field.PathName + ".") + ", " + visitor + ");");
                break;
            case FieldKind.Layers:
                using (writer.Braces("for (var i = 0; i < " + name + ".Length; i++)"))
                {
                    writer.Line("((" + ILayer + ")" + name + "[i]).Visit(prefix + " + StringLiteral.Of(field.PathName + ".") + " + i + \".\", " + visitor + ");");
                }

                break;
        }
    }

    private static void EmitAttribute(SourceWriter writer, LayerDeclaration layer)
    {
        var name = layer.Spec.Name;
        writer.Line("/// <summary>Stands for a <see cref=\"" + name + "\"/> in a stack of layers.</summary>");
        foreach (var parameter in layer.Spec.Parameters)
        {
            writer.Line("/// <param name=\"" + parameter.Name + "\">As in the constructor of <see cref=\"" + name + "\"/>.</param>");
        }

        var parameters = layer.Spec.Parameters.Select(Parameter);
        var start = (layer.Accessibility + " sealed class " + name + "Attribute").TrimStart();
        var derived = " : global::Pico.StackedLayerAttribute<" + layer.FullName + ">";
        if (layer.Spec.Parameters.Count == 0)
        {
            writer.Line(start + derived + ";");
            return;
        }

        using (writer.Braces(start + "(" + string.Join(", ", parameters) + ")" + derived))
        {
            var used = new HashSet<string> { "TypeId", name + "Attribute" };
            foreach (var parameter in layer.Spec.Parameters)
            {
                var property = char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1);
                if (!used.Add(property))
                {
                    property += "Argument";
                }

                writer.Line("/// <summary>The argument '" + parameter.Name + "' of the constructor.</summary>");
                writer.Line("public " + NumberText.TypeOf(parameter.Kind) + " " + property + " { get; } = " + NameScope.Identifier(parameter.Name) + ";");
                writer.Blank();
            }
        }
    }

    private static string Parameter(ConstructorParameterSpec parameter) => NumberText.TypeOf(parameter.Kind) + " " + NameScope.Identifier(parameter.Name) +
        (parameter.Default is { } value ? " = " + NumberText.Of(parameter.Kind, value) : string.Empty);
}
