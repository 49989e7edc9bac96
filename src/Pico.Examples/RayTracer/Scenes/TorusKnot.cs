using System.Globalization;
using System.Text;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>A tube along a torus knot (2, 3), as an OBJ file that the program writes itself, and a scene around it.</summary>
internal static class TorusKnot
{
    public const string FileName = "knot.obj";

    public const string Text = """
        camera from (0, 3.2, 7) at (0, 0.1, 0) fov 38 aperture 0.1
        sky (0.25, 0.3, 0.4) to (0.5, 0.6, 0.8)
        material floor lambert (0.75, 0.75, 0.72) chequer (0.2, 0.25, 0.3) size 0.8
        material gold metal (0.95, 0.7, 0.3) fuzz 0.15
        material lamp light (14, 12, 10)
        material glass dielectric 1.5
        material clay lambert (0.7, 0.25, 0.2)
        quad (-20, -1.5, -20) (0, 0, 40) (40, 0, 0) of floor
        sphere (-4, 5, 3) radius 1.2 of lamp
        sphere (2.9, -0.8, 1.6) radius 0.7 of glass
        sphere (-2.8, -0.9, 1.8) radius 0.6 of clay
        obj "knot.obj" scale 0.55 at (0, 0.3, 0) of gold
        """;

    /// <summary>The file.</summary>
    /// <param name="rounds">Rings of the tube along the knot.</param>
    /// <param name="sides">Corners of a ring; between two rings lie twice as many triangles.</param>
    public static byte[] Obj(int rounds = 600, int sides = 40)
    {
        var text = new StringBuilder("# a tube along a torus knot\n");
        for (var i = 0; i < rounds; i++)
        {
            var (centre, ahead) = (Curve(i, rounds), Curve(i + 1, rounds));
            var tangent = Unit(Minus(ahead, centre));
            var side = Unit(Cross(tangent, (centre.X, centre.Y, centre.Z + 10)));
            var up = Cross(side, tangent);
            for (var j = 0; j < sides; j++)
            {
                double c = 0.55 * Math.Cos(2 * Math.PI * j / sides), s = 0.55 * Math.Sin(2 * Math.PI * j / sides);
                text.Append(CultureInfo.InvariantCulture, $"v {centre.X + (c * side.X) + (s * up.X):F5} {centre.Y + (c * side.Y) + (s * up.Y):F5} {centre.Z + (c * side.Z) + (s * up.Z):F5}\n");
            }
        }

        for (var i = 0; i < rounds; i++)
        {
            for (var j = 0; j < sides; j++)
            {
                int a = (i * sides) + j, b = (i * sides) + ((j + 1) % sides), c = ((i + 1) % rounds * sides) + ((j + 1) % sides), d = ((i + 1) % rounds * sides) + j;
                text.Append(CultureInfo.InvariantCulture, $"f {a + 1} {b + 1} {c + 1} {d + 1}\n");
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static (double X, double Y, double Z) Curve(int i, int rounds)
    {
        var t = 2 * Math.PI * i / rounds;
        var radius = 3 + Math.Cos(3 * t);
        return (radius * Math.Cos(2 * t), radius * Math.Sin(2 * t), Math.Sin(3 * t));
    }

    private static (double X, double Y, double Z) Minus((double X, double Y, double Z) a, (double X, double Y, double Z) b) => (a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    private static (double X, double Y, double Z) Cross((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        ((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    private static (double X, double Y, double Z) Unit((double X, double Y, double Z) a)
    {
        var length = Math.Sqrt((a.X * a.X) + (a.Y * a.Y) + (a.Z * a.Z));
        return (a.X / length, a.Y / length, a.Z / length);
    }
}
