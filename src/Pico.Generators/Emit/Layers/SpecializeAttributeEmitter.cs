using System;
using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the attribute <c>[Specialize]</c> for a compilation that uses it. Its parameters bear the names of the constructors'
/// parameters, which only that compilation knows; <c>object</c> takes a number of any type, or none.
/// </summary>
internal static class SpecializeAttributeEmitter
{
    /// <param name="names">The names that may be given, in any order.</param>
    /// <param name="embedded">The compiler's attribute that hides the class from assemblies that see the internals of this one.</param>
    public static string Emit(IEnumerable<string> names, string embedded)
    {
        var writer = LayerTypeWriter.Begin(
            "The attribute [Specialize], with a parameter for each of the constructors' parameters that it may name here.\n" +
            "It is embedded: an assembly that sees the internals of this one has its own.");
        using (writer.Braces("namespace Pico"))
        {
            writer.Line("/// <summary>Compiles a model once more for the given arguments of its constructor, as constants.</summary>");
            writer.Line("[" + embedded + "]");
            writer.Line("[global::System.AttributeUsageAttribute(global::System.AttributeTargets.Class, AllowMultiple = true, Inherited = false)]");
            using (writer.Braces("internal sealed class SpecializeAttribute : global::System.Attribute"))
            {
                var parameters = names.Distinct().OrderBy(name => name, StringComparer.Ordinal).Select(name => "object? " + NameScope.Identifier(name) + " = null");
                writer.Line("/// <summary>Each argument is the value of the constructor's parameter of that name.</summary>");
                using (writer.Braces("public SpecializeAttribute(" + string.Join(", ", parameters) + ")"))
                {
                }
            }
        }

        return writer.ToString();
    }
}
