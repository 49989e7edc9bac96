using Pico.Examples.Kernels;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>A line of an MTL file.</summary>
internal abstract record MtlLine
{
    /// <summary>The lines that follow describe a material.</summary>
    public sealed record Begin(Located<string> Name) : MtlLine;

    /// <summary>A colour.</summary>
    public sealed record Colour(Located<string> Word, Located<Vec3> Value) : MtlLine;

    /// <summary>A number.</summary>
    public sealed record Quantity(Located<string> Word, Located<double> Value) : MtlLine;

    /// <summary>A picture: options, then the name of a file.</summary>
    public sealed record Map(Located<string> Text) : MtlLine;
}
