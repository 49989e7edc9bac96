using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>A material of an MTL file, as far as it says something; null is what it does not say.</summary>
/// <param name="Name">Its name.</param>
public sealed record MtlMaterial(string Name)
{
    /// <summary>Kd: what it spreads evenly.</summary>
    public Vec3? Diffuse { get; init; }

    /// <summary>Ks: what it mirrors.</summary>
    public Vec3? Specular { get; init; }

    /// <summary>Ke: what light it gives.</summary>
    public Vec3? Emission { get; init; }

    /// <summary>Ns: the exponent of Phong's highlight.</summary>
    public double? Exponent { get; init; }

    /// <summary>Ni: the index of refraction.</summary>
    public double? Refraction { get; init; }

    /// <summary>d, or 1 - Tr: how much it hides.</summary>
    public double? Opacity { get; init; }

    /// <summary>illum: the number of a formula.</summary>
    public int? Illumination { get; init; }

    /// <summary>Pr: how rough it looks.</summary>
    public double? Roughness { get; init; }

    /// <summary>Pm: how much of a metal it is.</summary>
    public double? Metalness { get; init; }

    /// <summary>map_Kd: the file of the picture by which its colour is multiplied, and where it is named.</summary>
    public ObjName? Map { get; init; }

    /// <summary>map_Kd -s: how often the picture is repeated.</summary>
    public (double U, double V) Repeat { get; init; } = (1, 1);
}
