using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Models;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the members of a model that need no compiled graph: the walk over its parameters, for a stack also the layers
/// and the eager methods, and for an invalid model the stubs of its entry points.
/// </summary>
internal static class LayerStackEmitter
{
    private const string Tensor = "global::Pico.Tensor";

    /// <param name="model">The model.</param>
    /// <param name="problem">The id of the error because of which nothing is compiled, or null.</param>
    public static string Emit(ModelDeclaration model, string? problem)
    {
        var writer = LayerTypeWriter.Begin("The model " + model.Type.Name + ": its layers and the walk over its parameters.");
        using (LayerTypeWriter.Around(writer, model.Type))
        using (writer.Braces(model.Type.Header + " : global::Pico.Models." + (problem is null ? "ILayer" : "IModel")))
        {
            if (model.Spec?.Stack is { } stack)
            {
                EmitStack(writer, stack);
                writer.Blank();
            }

            if (model.Spec is not null)
            {
                LayerEmitter.EmitVisit(writer, model.Spec.Declarations.Layer(model.Spec.Root)!);
            }
            else
            {
                LayerEmitter.EmitVisitStub(writer, model.Type.Name, model.Problem);
            }

            if (problem is not null)
            {
                ModelStubEmitter.Emit(writer, model, problem);
            }
        }

        return writer.ToString();
    }

    private static void EmitStack(SourceWriter writer, StackSpec stack)
    {
        foreach (var layer in stack.Layers)
        {
            writer.Line("private readonly " + layer.Type + " " + layer.Field + " = new(" + layer.Arguments + ");");
        }

        writer.Blank();
        var calls = stack.Layers.Take(stack.Layers.Count - 1).Aggregate(NameScope.Identifier(stack.Input), (value, layer) => layer.Field + ".Forward(" + value + ")");
        var shape = Parameter(stack.Input, stack.InputShape);
        writer.Line("/// <summary>Runs the layers eagerly.</summary>");
        writer.Line("/// <param name=\"" + stack.Input + "\">The input, " + stack.InputShape + ".</param>");
        writer.Line("public " + Tensor + " " + stack.Output + "(" + shape + ") => " + calls + ";");
        writer.Blank();
        var inputs = stack.LossInputs.Select(input => Parameter(input.Name, input.Shape));
        var arguments = new[] { stack.Output + "(" + NameScope.Identifier(stack.Input) + ")" }.Concat(stack.LossInputs.Select(input => NameScope.Identifier(input.Name)));
        writer.Line("/// <summary>Runs the layers and the loss eagerly.</summary>");
        writer.Line("/// <param name=\"" + stack.Input + "\">The input, " + stack.InputShape + ".</param>");
        foreach (var input in stack.LossInputs)
        {
            writer.Line("/// <param name=\"" + input.Name + "\">Given to the loss.</param>");
        }

        writer.Line("[global::Pico.LossAttribute]");
        writer.Line("public " + Tensor + " Loss(" + string.Join(", ", new[] { shape }.Concat(inputs)) + ") => " +
            stack.Layers[stack.Layers.Count - 1].Field + ".Forward(" + string.Join(", ", arguments) + ");");
    }

    private static string Dimensions(ShapeSpec shape) => string.Join(" ", (shape.HasEllipsis ? new[] { "..." } : new string[0])
        .Concat(shape.Dimensions.Select(size => size.ToString().Replace(" ", string.Empty))));

    private static string Parameter(string name, ShapeSpec? shape) => shape is null ? Tensor + " " + NameScope.Identifier(name)
        : "[global::Pico.ShapeAttribute(\"" + Dimensions(shape) + "\"" +
            (shape.Element == ScalarType.Int32 ? ", global::Pico.DType.Int32" : string.Empty) + ")] " + Tensor + " " + NameScope.Identifier(name);
}
