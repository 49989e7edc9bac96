namespace Pico.Examples.RayTracer.Tracing;

/// <summary>How a material lies in memory.</summary>
public static class MaterialRecord
{
    /// <summary>The floats of a record.</summary>
    public const int Size = 8;

    /// <summary>The binary logarithm of <see cref="Size"/>.</summary>
    public const int Shift = 3;

    /// <summary>The <see cref="MaterialKind"/>, as the bits of an integer.</summary>
    public const int Kind = 0;

    /// <summary>Three floats: what part of red, green and blue it reflects, or how much light it gives.</summary>
    public const int Colour = 1;

    /// <summary>Of a metal: by how much reflections are spread. Of a dielectric: its index of refraction.</summary>
    public const int Number = 4;

    /// <summary>Three floats: the second colour of a chequered surface.</summary>
    public const int SecondColour = 5;
}
