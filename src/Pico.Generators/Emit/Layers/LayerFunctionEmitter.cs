using Pico.Generators.Models;

namespace Pico.Generators.Emit;

/// <summary>Writes the serialised body of a tensor function onto its class.</summary>
internal static class LayerFunctionEmitter
{
    public static string Emit(FunctionDeclaration function)
    {
        var writer = LayerTypeWriter.Begin("The body of " + function.Key.Substring(2) + ", for models in other assemblies.");
        using (LayerTypeWriter.Around(writer, function.Type))
        {
            writer.Line(
                "[global::Pico.MethodSpecAttribute(" + StringLiteral.Of(function.Key) + ", " + DeclarationFormat.Version + ", " +
                StringLiteral.Of(function.Payload) + ")]");
            writer.Line(function.Type.Header + ";");
        }

        return writer.ToString();
    }
}
