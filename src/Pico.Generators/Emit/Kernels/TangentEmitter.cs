using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes <c>FooJvp</c>: the value, and its derivative in the direction that the tangents of the parameters say.</summary>
internal static class TangentEmitter
{
    public static void Write(SourceWriter writer, KernelPlan plan)
    {
        var signature = plan.Signature;
        var names = new NameScope(signature.Parameters.Select(parameter => parameter.Identifier).ToArray());
        var tangents = new DerivativeParameters(signature, names, "Tangent");
        var type = ScalarEmitter.TypeOf(signature.Returns!.Value);
        writer.Line("/// <summary>The value of <see cref=\"" + signature.Cref + "\"/> and its derivative in a direction (forward mode).</summary>");
        tangents.Document(writer, "it has no tangent");
        foreach (var (parameter, name) in tangents.All)
        {
            writer.Line("/// <param name=\"" + name + "\">The direction: how " + parameter.Name + " changes.</param>");
        }

        writer.Line("/// <returns>The value; and its tangent, which says how it changes.</returns>");
        if (tangents.Spans.Count > 0)
        {
            writer.Line("/// <exception cref=\"ArgumentException\">The span of a tangent differs in length from what it belongs to.</exception>");
        }

        writer.Line("[GeneratedCode(\"PicoLib\", \"0.1\")]");
        writer.List(
            signature.Accessibility + " static (" + type + " Value, " + type + " Tangent) " + signature.Name + "Jvp(",
            signature.Parameters.Select(parameter => parameter.ScalarDeclaration).Concat(tangents.All.Select(tangent => Declaration(tangent.Parameter, tangent.Name))).ToList(),
            ")");
        using (writer.Open())
        {
            if (plan.Tangent is not { } tangent)
            {
                writer.Line("throw new NotSupportedException(\"" + signature.Name + "Jvp was not compiled: its source has an error that the build reports.\");");
            }
            else
            {
                tangents.CheckLengths(writer);
                Body(writer, signature, tangent, tangents, names);
            }
        }

        writer.Blank();
    }

    /// <summary>The declaration of the tangent of a parameter.</summary>
    public static string Declaration(LaneParameter parameter, string name) =>
        (parameter.IsMemory ? "ReadOnlySpan<" + parameter.Element.Keyword() + "> " : ScalarEmitter.TypeOf(parameter.Type) + " ") + name;

    private static void Body(SourceWriter writer, KernelSignature signature, ProgramTangent tangent, DerivativeParameters tangents, NameScope names)
    {
        var program = tangent.Program;
        var inputs = signature.InputsOf(program);
        var first = program.Inputs.Count - tangents.Scalars.Count;
        for (var i = 0; i < tangents.Scalars.Count; i++)
        {
            inputs[program.Inputs[first + i].Variable] = tangents.Scalars[i].Name;
        }

        var memories = program.Memories.Select(memory => memory.Name).ToArray();
        var spans = signature.Parameters.Where(parameter => parameter.IsMemory).ToArray();
        for (var i = 0; i < spans.Length; i++)
        {
            memories[i] = spans[i].Identifier; // the spans come first
        }

        foreach (var pair in tangent.Memories.Where(pair => pair.Memory < spans.Length))
        {
            memories[pair.Tangent] = tangents.Spans.First(span => span.Parameter == spans[pair.Memory]).Name;
        }

        var results = new LaneProgramEmitter(writer, UniformProgram.Of(program, Enumerable.Empty<int>()), names, inputs, memories).Write();
        writer.Line("return (" + results[0] + ", " + results[1] + ");");
    }
}
