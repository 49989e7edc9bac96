using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes <c>FooGradient</c> over scalars: it returns the gradient when there is one, and has an <c>out</c> parameter for
/// each when there are several.
/// </summary>
internal static class GradientEmitter
{
    public static void Write(SourceWriter writer, KernelPlan plan)
    {
        var signature = plan.Signature;
        var inputs = signature.Parameters;
        var differentiable = inputs.Where(parameter => parameter.IsStream && parameter.Type is ScalarType.Float32 or ScalarType.Float64).ToArray();
        var names = new NameScope(inputs.Select(parameter => parameter.Identifier).ToArray());
        var type = ScalarEmitter.TypeOf(signature.Returns!.Value);
        var upstream = names.Unique("upstream");
        var isSingle = differentiable.Length == 1;
        var outputs = differentiable.Select(parameter => names.Unique(parameter.Name + "Gradient")).ToArray();

        writer.Line("/// <summary>The gradient of <see cref=\"" + signature.Cref + "\"/>.</summary>");
        foreach (var parameter in inputs)
        {
            writer.Line("/// <param name=\"" + parameter.Name + "\">" + (parameter.IsStream ? "As there.</param>" : "As there; it has no gradient.</param>"));
        }

        writer.Line("/// <param name=\"" + upstream + "\">The gradient of what comes after, with respect to the result.</param>");
        foreach (var (output, parameter) in outputs.Zip(differentiable, (output, parameter) => (output, parameter)))
        {
            writer.Line(isSingle
                ? "/// <returns>The gradient with respect to " + parameter.Name + ".</returns>"
                : "/// <param name=\"" + output + "\">The gradient with respect to " + parameter.Name + ".</param>");
        }

        writer.Line("[GeneratedCode(\"PicoLib\", \"0.1\")]");
        var declarations = inputs.Select(parameter => parameter.ScalarDeclaration)
            .Concat(new[] { type + " " + upstream + (isSingle ? " = 1" : "") })
            .Concat(isSingle ? Enumerable.Empty<string>() : outputs.Select((output, i) => "out " + ScalarEmitter.TypeOf(differentiable[i].Type) + " " + output));
        var returns = isSingle ? ScalarEmitter.TypeOf(differentiable[0].Type) : "void";
        using (writer.Braces(signature.Accessibility + " static " + returns + " " + signature.Name + "Gradient(" + string.Join(", ", declarations) + ")"))
        {
            if (plan.Gradient is not { } gradient)
            {
                writer.Line("throw new NotSupportedException(\"" + signature.Name + "Gradient was not compiled: its source has an error that the build reports.\");");
            }
            else
            {
                var arguments = inputs
                    .SelectMany(parameter => parameter.StructType is null
                        ? new[] { parameter.Identifier }
                        : parameter.Fields.Select(field => parameter.Identifier + "." + field.Name))
                    .Concat(new[] { upstream })
                    .ToArray();
                var results = new ScalarEmitter(writer, names).Write(gradient, arguments, nestResults: true);
                for (var i = 0; i < results.Count; i++)
                {
                    writer.Line(isSingle ? "return " + results[i] + ";" : outputs[i] + " = " + results[i] + ";");
                }
            }
        }

        writer.Blank();
    }
}
