using System.Globalization;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Examples.RayTracer.Rendering;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>Objects that stand in a scene more than once.</summary>
public class InstanceTests
{
    private const int Rays = 400;

    /// <summary>Against shapes that were moved one by one, in double precision.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 5, 3)]
    [InlineData(3, 40, 17)]
    public void Rays_meet_what_moved_shapes_would_let_them_meet(int seed, int shapes, int instances)
    {
        var random = new Random(seed);
        var text = new System.Text.StringBuilder("camera from (0, 0, 9) at (0, 0, 0) material m lambert (0.5, 0.5, 0.5) sphere (0, -1000, 0) radius 900 of m object o {");
        var corners = Enumerable.Range(0, shapes).Select(_ => (Point(random), Point(random), Point(random))).ToArray();
        foreach (var (a, b, c) in corners) text.Append(CultureInfo.InvariantCulture, $" triangle {Text(a)} {Text(b)} {Text(c)} of m sphere {Text(a)} radius 0.25 of m");
        text.Append(" }");
        var places = Enumerable.Range(0, instances).Select(_ => (Scale: 0.3 + random.NextDouble(), Axis: Point(random), Degrees: 360 * random.NextDouble(), Place: Point(random) * 3)).ToArray();
        foreach (var (scale, axis, degrees, place) in places) text.Append(CultureInfo.InvariantCulture, $" instance o scale {scale:R} turn {Text(axis)} {degrees:R} at {Text(place)}");
        var scene = RenderedScene.Read(text.ToString());

        var flat = new ShapeList();
        flat.AddSphere(new Vec3(0, -1000, 0), 900, default, 0);
        foreach (var (scale, axis, degrees, place) in places)
        {
            foreach (var (a, b, c) in corners)
            {
                flat.AddTriangle(Move(a), Move(b), Move(c), 0);
                flat.AddSphere(Move(a), (float)(0.25 * scale), default, 0);
            }

            Vec3 Move(Vec3 point)
            {
                // Rodrigues' formula, on the vector itself.
                var unit = Vec3.Normalize(axis);
                var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
                var turned = point * (float)cosine + Vec3.Cross(unit, point) * (float)sine + unit * (Vec3.Dot(unit, point) * (float)(1 - cosine));
                return turned * (float)scale + place;
            }
        }

        var tree = BvhBuilder.Build(flat.Boxes);
        var moved = tree.Sort(flat.Records);
        var met = 0;
        for (var ray = 0; ray < Rays; ray++)
        {
            Vec3 origin = Point(random) * 4, direction = Vec3.Normalize(Point(random) - origin);
            float distance = float.PositiveInfinity, expected = float.PositiveInfinity;
            var hit = Traversal.Closest(origin, direction, 0, ref distance, scene.Nodes, scene.Shapes, out var instance);
            var other = Traversal.Closest(origin, direction, 0, ref expected, tree.Nodes, moved, out _);
            Assert.Equal(other >= 0, hit >= 0);
            if (hit < 0) continue;
            Assert.Equal(expected, distance, 1e-3 * (1 + expected));
            Assert.Equal(instance >= 0, hit >= scene.Lamps.Length + instances + 1);
            met += instance >= 0 ? 1 : 0;
            if (instance < 0) continue;
            var normal = Look(scene, origin, direction, hit, instance, distance);
            var same = Look(new Scene { Camera = scene.Camera, Sky = scene.Sky, SkyTable = [], Depth = 1, Nodes = tree.Nodes, Shapes = moved, Attributes = [], Materials = scene.Materials, Pictures = [], Lamps = [], Skipped = 0 }, origin, direction, other, -1, expected);
            Assert.Equal(1, Vec3.Dot(normal, same), 1e-2);
        }

        Assert.True(met > 10);
        Assert.Equal(flat.Count - 1, shapes * 2 * instances);
    }

    [Fact]
    public void A_white_ball_in_a_white_sky_is_not_seen_wherever_its_object_stands()
    {
        var picture = RenderedScene.Of(
            """
            camera from (0, 0, 5) at (0, 0, 0) sky (1, 1, 1) material white lambert (1, 1, 1)
            object ball { sphere (0, 0, 0) radius 1 of white }
            instance ball scale 0.7 turn (1, 1, 0) 40 at (0.4, 0, 0) instance ball scale 0.3 at (-1, 0, 0)
            """, 24, 24, 16);
        Assert.All(picture.Light, light => Assert.Equal(1, light, 1e-4));
    }

    [Fact]
    public void Light_in_an_object_is_found_by_chance()
    {
        const string Start = "camera from (0, 2, 6) at (0, 0, 0) material floor lambert (0.5, 0.5, 0.5) material lamp light (5, 5, 5) quad (-3, 0, -3) (0, 0, 6) (6, 0, 0) of floor ";
        double Mean(string text) => RenderedScene.Of(text, 16, 9, 400).Light.Average();
        var alone = Mean(Start + "sphere (0, 1.5, 0) radius 0.5 of lamp");
        var inside = Mean(Start + "object bulb { sphere (0, 0, 0) radius 1 of lamp } instance bulb scale 0.5 at (0, 1.5, 0)");
        Assert.Equal(alone, inside, 0.03 * alone);
    }

    private static Vec3 Look(Scene scene, Vec3 origin, Vec3 direction, int hit, int instance, float distance)
    {
        Surfaces.Find(origin, direction, 0, hit, instance, distance, scene.Shapes, scene.Attributes, scene.Materials, scene.Pictures, out _, out _, out var normal, out _, out _, out _);
        return normal;
    }

    private static Vec3 Point(Random random) => new((2 * random.NextSingle()) - 1, (2 * random.NextSingle()) - 1, (2 * random.NextSingle()) - 1);

    private static string Text(Vec3 point) => string.Create(CultureInfo.InvariantCulture, $"({point.X:R}, {point.Y:R}, {point.Z:R})");
}
