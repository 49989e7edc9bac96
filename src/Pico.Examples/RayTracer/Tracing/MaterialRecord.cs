namespace Pico.Examples.RayTracer.Tracing;

/// <summary>How a material lies in memory: sixteen floats, one cache line.</summary>
public static class MaterialRecord
{
    /// <summary>The floats of a record.</summary>
    public const int Size = 16;

    /// <summary>The binary logarithm of <see cref="Size"/>.</summary>
    public const int Shift = 4;

    /// <summary>The <see cref="MaterialKind"/>, as the bits of an integer.</summary>
    public const int Kind = 0;

    /// <summary>Three floats: what part of red, green and blue it reflects, or how much light it gives.</summary>
    public const int Colour = 1;

    /// <summary>
    /// Of a metal: by how much reflections are spread. Of a dielectric: its index of refraction. Of a chequered surface: the side of a cube. Of microfacets: how steep they are, α.
    /// </summary>
    public const int Number = 4;

    /// <summary>Three floats: the second colour of a chequered surface.</summary>
    public const int SecondColour = 5;

    /// <summary>What part of light a plastic's coat reflects that falls straight onto it.</summary>
    public const int Head = 8;

    /// <summary>Where the picture begins by which the colour is multiplied, as the bits of an integer.</summary>
    public const int Picture = 9;

    /// <summary>The pixels of its rows, as the bits of an integer; 0 if there is none.</summary>
    public const int PictureWidth = 10;

    /// <summary>Its rows, as the bits of an integer.</summary>
    public const int PictureHeight = 11;

    /// <summary>How often it is repeated to the right.</summary>
    public const int RepeatU = 12;

    /// <summary>How often it is repeated upwards.</summary>
    public const int RepeatV = 13;

    /// <summary>Where the record of a shape's material begins. A number that is no material is the nearest one: made-up memory must not lead outside of memory.</summary>
    /// <param name="number">The number of the material.</param>
    /// <param name="materials">The materials, at least one.</param>
    public static int At(int number, ReadOnlySpan<float> materials) => Math.Max(0, Math.Min(number, (materials.Length >> Shift) - 1)) << Shift;
}
