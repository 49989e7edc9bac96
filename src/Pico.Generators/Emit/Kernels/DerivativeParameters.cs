using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// The parameters that a derivative of a method has beside the method's own: one for each that varies, named after it
/// (<c>xGradient</c>, <c>xTangent</c>).
/// </summary>
internal sealed class DerivativeParameters
{
    private readonly KernelSignature signature;

    public DerivativeParameters(KernelSignature signature, NameScope names, string suffix)
    {
        this.signature = signature;
        All = signature.Parameters
            .Where(parameter => parameter.HasDerivative)
            .Select(parameter => (parameter, names.Unique(parameter.Name + suffix)))
            .ToArray();
    }

    /// <summary>All, in the order of what they belong to.</summary>
    public IReadOnlyList<(LaneParameter Parameter, string Name)> All { get; }

    public IReadOnlyList<(LaneParameter Parameter, string Name)> Scalars => All.Where(one => !one.Parameter.IsMemory).ToArray();

    public IReadOnlyList<(LaneParameter Parameter, string Name)> Spans => All.Where(one => one.Parameter.IsMemory).ToArray();

    /// <summary>Writes the checks that spans are as long as those they belong to.</summary>
    public void CheckLengths(SourceWriter writer)
    {
        foreach (var (parameter, name) in Spans)
        {
            writer.Line("KernelArguments.SameLength(" + parameter.Identifier + ".Length, " + name + ".Length, nameof(" + parameter.Identifier + "), nameof(" + name + "));");
        }
    }

    /// <summary>Writes the check that a written span touches nothing that is read.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="written">The written span.</param>
    /// <param name="element">What it holds.</param>
    /// <param name="read">Spans that are read besides the method's own.</param>
    public void CheckDisjoint(SourceWriter writer, string written, MemoryElement element, IEnumerable<(LaneParameter Parameter, string Name)> read)
    {
        var own = signature.Parameters.Where(parameter => parameter.IsMemory).Select(parameter => (Parameter: parameter, Name: parameter.Identifier));
        foreach (var (parameter, name) in own.Concat(read))
        {
            writer.Line("KernelArguments.Disjoint<" + parameter.Element.Keyword() + ", " + element.Keyword() + ">(" + name + ", " + written +
                ", nameof(" + name + "), nameof(" + written + "));");
        }
    }

    /// <summary>Writes what the method's own parameters are.</summary>
    public void Document(SourceWriter writer, string without)
    {
        foreach (var parameter in signature.Parameters)
        {
            writer.Line("/// <param name=\"" + parameter.Name + "\">As there" + (All.Any(one => one.Parameter == parameter) ? "." : "; " + without + ".") + "</param>");
        }
    }
}
