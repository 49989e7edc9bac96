using System.Globalization;
using System.Text;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>A vase as it comes from a potter's wheel: a line turned about an axis, with few corners and smooth normals, and materials in an MTL file.</summary>
internal static class Vase
{
    private const int Rounds = 36, Steps = 30, RimStep = 28;
    private const double Height = 1.9;

    /// <summary>The materials.</summary>
    public static byte[] Mtl() => """
        newmtl glaze
        Kd 1 1 1
        map_Kd -s 3 1 1 glaze.png
        Ks 0.04 0.04 0.04
        Ni 1.5
        Pr 0.15
        newmtl rim
        Kd 1.0 0.77 0.34
        Pm 1
        Pr 0.3
        """u8.ToArray();

    /// <summary>The shape.</summary>
    public static byte[] Obj()
    {
        var text = new StringBuilder("# a vase\nmtllib vase.mtl\n");
        for (var i = 0; i <= Steps; i++)
        {
            double t = (double)i / Steps, radius = Radius(t);
            var slope = (Radius(t + 1e-4) - Radius(t - 1e-4)) / (2e-4 * Height);
            for (var j = 0; j <= Rounds; j++)
            {
                double c = Math.Cos(2 * Math.PI * j / Rounds), s = Math.Sin(2 * Math.PI * j / Rounds);
                text.Append(CultureInfo.InvariantCulture, $"v {radius * s:F5} {Height * t:F5} {radius * c:F5}\nvn {s:F5} {-slope:F5} {c:F5}\nvt {(double)j / Rounds:F5} {t:F5}\n");
            }
        }

        text.Append("usemtl glaze\n");
        for (var i = 0; i < Steps; i++)
        {
            if (i == RimStep) text.Append("usemtl rim\n");
            for (var j = 0; j < Rounds; j++)
            {
                var corners = new[] { Corner(i, j), Corner(i, j + 1), Corner(i + 1, j + 1), Corner(i + 1, j) };
                text.Append("f ").AppendJoin(' ', corners.Select(corner => string.Create(CultureInfo.InvariantCulture, $"{corner}/{corner}/{corner}"))).Append('\n');
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static int Corner(int step, int round) => (step * (Rounds + 1)) + round + 1;

    // A foot, a belly, a neck and a lip.
    private static double Radius(double t) => 0.34 + (0.3 * Math.Sin((5.2 * t) + 0.35)) + (0.28 * Math.Pow(t, 3));
}
