using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>A material in numbers.</summary>
/// <param name="Kind">What it does with light.</param>
/// <param name="Colour">What part of red, green and blue it reflects, or how much light it gives.</param>
internal sealed record MaterialValues(MaterialKind Kind, Vec3 Colour)
{
    /// <summary>How rough mirrors are at least: a perfect mirror has no density.</summary>
    private const double LeastAlpha = 0.001;

    /// <summary>Fuzz, index of refraction, side of a chequer or α: see <see cref="MaterialRecord.Number"/>.</summary>
    public double Number { get; init; }

    /// <summary>That of a chequer.</summary>
    public Vec3 SecondColour { get; init; }

    /// <summary>The index of refraction of a coat.</summary>
    public double Coat { get; init; } = 1.5;

    /// <summary>The picture by which the colour is multiplied.</summary>
    public PicturePlace Picture { get; init; }

    /// <summary>How often the picture is repeated to the right and upwards.</summary>
    public (double U, double V) Repeat { get; init; } = (1, 1);

    /// <summary>How steep the mirrors of a surface are that looks so rough (Burley, "Physically-based shading at Disney", 2012).</summary>
    /// <param name="roughness">From 0 to 1.</param>
    public static double Alpha(double roughness) => Math.Max(roughness * roughness, LeastAlpha);

    /// <summary>As <see cref="MaterialRecord"/> lays it out.</summary>
    public float[] ToRecord()
    {
        var record = new float[MaterialRecord.Size];
        record[MaterialRecord.Kind] = BitConverter.Int32BitsToSingle((int)Kind);
        (record[MaterialRecord.Colour], record[MaterialRecord.Colour + 1], record[MaterialRecord.Colour + 2]) = Colour;
        (record[MaterialRecord.SecondColour], record[MaterialRecord.SecondColour + 1], record[MaterialRecord.SecondColour + 2]) = SecondColour;
        record[MaterialRecord.Number] = (float)Number;
        record[MaterialRecord.Head] = (float)Math.Pow((Coat - 1) / (Coat + 1), 2);
        record[MaterialRecord.Picture] = BitConverter.Int32BitsToSingle(Picture.Offset);
        record[MaterialRecord.PictureWidth] = BitConverter.Int32BitsToSingle(Picture.Width);
        record[MaterialRecord.PictureHeight] = BitConverter.Int32BitsToSingle(Picture.Height);
        (record[MaterialRecord.RepeatU], record[MaterialRecord.RepeatV]) = ((float)Repeat.U, (float)Repeat.V);
        return record;
    }
}
