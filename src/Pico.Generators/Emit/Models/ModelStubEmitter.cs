using System.Linq;
using Pico.Generators.Models;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the public face of a model with an error: the same members as a compiled one, each of which throws. Code that
/// trains the model then still binds, and the one error that the user sees is the one in the declaration.
/// </summary>
internal static class ModelStubEmitter
{
    private const string Namespace = "global::Pico.Models.";
    private const string Summary = "/// <summary>Not compiled, because the declaration has an error.</summary>";

    public static void Emit(SourceWriter writer, ModelDeclaration model, string problem)
    {
        var fail = " => " + LayerEmitter.Throw(model.Type.Name, problem) + ";";
        var accessors = " { get" + fail + " set" + fail + " }";
        Member(writer, "public ulong Seed" + accessors);
        Member(writer, "public " + Namespace + "ParameterSet Parameters" + fail);
        Member(writer, "public global::System.Span<float> Gradients" + fail);
        Member(writer, "public Workspace DefaultWorkspace" + fail);
        Member(writer, "public Workspace CreateWorkspace()" + fail);
        Member(writer, "public void ClearGradients()" + fail);
        writer.Blank();
        const string Interface = Namespace + "IModel.";
        writer.Line(Namespace + "ModelWorkspace " + Interface + "DefaultWorkspace" + fail);
        writer.Line(Namespace + "ModelWorkspace " + Interface + "CreateWorkspace()" + fail);
        writer.Line(Namespace + "ModelDescription " + Interface + "Description" + fail);
        writer.Line("global::System.Collections.Generic.IReadOnlyDictionary<string, long> " + Interface + "Sizes" + fail);
        EntryPoints(writer, model, fail);
        writer.Blank();
        writer.Line(Summary);
        using (writer.Braces("public sealed class Workspace : " + Namespace + "ModelWorkspace"))
        {
            writer.Line("private Workspace() : base(null!) { }");
            Member(writer, "public override " + Namespace + "MemoryPlan MemoryOf(string entryPoint)" + fail);
            EntryPoints(writer, model, fail);
        }
    }

    private static void EntryPoints(SourceWriter writer, ModelDeclaration model, string fail)
    {
        foreach (var signature in model.Signatures)
        {
            var inputs = signature.Inputs.Select(input => "scoped global::System.ReadOnlySpan<" + (input.IsInt32 ? "int" : "float") + "> " + NameScope.Identifier(input.Name));
            var parameters = "(" + string.Join(", ", inputs.Concat(signature.Dimensions.Select(dimension => "int " + NameScope.Identifier(dimension)))) + ")";
            var type = signature.IsLoss ? "float " : "global::System.ReadOnlySpan<float> ";
            Member(writer, "public " + type + signature.Name + parameters + fail);
            if (signature.IsLoss)
            {
                Member(writer, "public float " + signature.Name + "AndGradient" + parameters + fail);
            }
        }
    }

    private static void Member(SourceWriter writer, string declaration)
    {
        writer.Blank();
        writer.Line(Summary);
        writer.Line(declaration);
    }
}
