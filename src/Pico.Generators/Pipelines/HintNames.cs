using System.Text;
using Pico.Generators.Models;

namespace Pico.Generators.Pipelines;

/// <summary>Names of generated files.</summary>
internal static class HintNames
{
    /// <summary>The function's documentation comment id with everything a file name may not hold replaced.</summary>
    public static string Of(FunctionDeclaration function)
    {
        var name = new StringBuilder();
        foreach (var character in function.Key.Substring(2))
        {
            name.Append(char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '-');
        }

        return name.Append(".Function.g.cs").ToString();
    }
}
