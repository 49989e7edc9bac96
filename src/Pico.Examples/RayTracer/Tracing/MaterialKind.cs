namespace Pico.Examples.RayTracer.Tracing;

/// <summary>What a surface does with light.</summary>
public enum MaterialKind
{
    /// <summary>Scatters it evenly (Lambert).</summary>
    Lambert,

    /// <summary>Reflects it, sharply or spread a little.</summary>
    Metal,

    /// <summary>Reflects part of it and lets the rest through, bent (Schlick, "An inexpensive BRDF model for physically-based rendering", 1994).</summary>
    Dielectric,

    /// <summary>Gives light of its own and reflects none.</summary>
    Light,

    /// <summary>A conductor whose surface is rough on a small scale: <see cref="Microfacets"/> that are mirrors.</summary>
    Ggx,

    /// <summary>What scatters light evenly under a clear coat of <see cref="Microfacets"/>.</summary>
    Plastic,
}
