using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>The tree against trying every shape.</summary>
public class BvhTests
{
    private const int Rays = 500;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 50)]
    [InlineData(4, 2000)]
    public void The_tree_finds_what_trying_all_shapes_finds(int seed, int count)
    {
        var random = new Random(seed);
        var list = new ShapeList();
        for (var i = 0; i < count; i++)
        {
            switch (random.Next(3))
            {
                case 0: list.AddSphere(Point(random, 10), 0.1f + random.NextSingle(), Point(random, 1), 0); break;
                case 1: list.AddTriangle(Point(random, 10), Point(random, 10), Point(random, 10), 0); break;
                default: list.AddQuad(Point(random, 10), Point(random, 2), Point(random, 2), 0); break;
            }
        }

        var tree = BvhBuilder.Build(list.Boxes);
        var shapes = tree.Sort(list.Records);
        Assert.Equal(Enumerable.Range(0, list.Count), tree.Order.Order());
        var (o, d) = (Streams(random, 10), Streams(random, 1));
        d[0][7] = d[1][7] = 0; // along an axis
        var time = Enumerable.Range(0, Rays).Select(_ => random.NextSingle()).ToArray();
        float[] distance = [.. Enumerable.Repeat(float.PositiveInfinity, Rays)], reach = [.. Enumerable.Range(0, Rays).Select(_ => 8 * random.NextSingle())];
        var hit = new int[Rays];
        var occluded = new bool[Rays];
        Traversal.Closest(o[0], o[1], o[2], d[0], d[1], d[2], time, distance, tree.Nodes, shapes, new int[Rays], hit);
        Traversal.Occluded(o[0], o[1], o[2], d[0], d[1], d[2], time, reach, tree.Nodes, shapes, occluded);
        for (var ray = 0; ray < Rays; ray++)
        {
            var (best, nearest) = (-1, float.PositiveInfinity);
            for (var shape = 0; shape < list.Count; shape++)
            {
                var at = Traversal.Distance(new(o[0][ray], o[1][ray], o[2][ray]), new(d[0][ray], d[1][ray], d[2][ray]), time[ray], shapes, shape * ShapeRecord.Size);
                if (at < nearest) (best, nearest) = (shape, at);
            }

            Assert.Equal(nearest, distance[ray]);
            Assert.Equal(best >= 0, hit[ray] >= 0);
            Assert.Equal(nearest < reach[ray], occluded[ray]);
        }
    }

    /// <summary>Against quadratic equations and barycentric coordinates in double precision.</summary>
    [Fact]
    public void Shapes_are_met_where_geometry_says()
    {
        var list = new ShapeList();
        list.AddSphere(new(1, 2, 3), 2, new(4, 0, 0), 0);
        list.AddTriangle(new(0, 0, 5), new(4, 0, 5), new(0, 4, 5), 0);
        list.AddQuad(new(0, 0, 6), new(4, 0, 0), new(0, 4, 0), 0);
        var records = list.Records;
        float Distance(int shape, Vec3 origin, Vec3 direction, float time = 0) => Traversal.Distance(origin, direction, time, records, shape * ShapeRecord.Size);

        Assert.Equal(5, Distance(0, new(-6, 2, 3), new(1, 0, 0)), 1e-5);
        Assert.Equal(7, Distance(0, new(-6, 2, 3), new(1, 0, 0), time: 0.5f), 1e-5); // moved by 2
        Assert.Equal(2.5, Distance(0, new(-6, 2, 3), new(2, 0, 0)), 1e-5); // in lengths of the direction
        Assert.Equal(3, Distance(0, new(2, 2, 3), new(-1, 0, 0)), 1e-5); // from inside
        Assert.Equal(8 - 1 - Math.Sqrt(3), Distance(0, new(-6, 3, 3), new(1, 0, 0)), 1e-5);
        Assert.Equal(float.PositiveInfinity, Distance(0, new(-6, 2, 3), new(-1, 0, 0)));
        Assert.Equal(5, Distance(1, new(1, 1, 0), new(0, 0, 1)), 1e-5);
        Assert.Equal(5, Distance(1, new(1, 1, 10), new(0, 0, -1)), 1e-5); // from behind
        Assert.Equal(float.PositiveInfinity, Distance(1, new(3, 3, 0), new(0, 0, 1)));
        Assert.Equal(6, Distance(2, new(3, 3, 0), new(0, 0, 1)), 1e-5);
        Assert.Equal(float.PositiveInfinity, Distance(2, new(3, 5, 0), new(0, 0, 1)));
        Assert.Equal(float.PositiveInfinity, Distance(2, new(3, 3, 0), new(1, 0, 0))); // alongside
    }

    [Fact]
    public void What_has_no_area_is_left_out_and_counted()
    {
        var list = new ShapeList();
        list.AddTriangle(new(0, 0, 0), new(1, 1, 1), new(2, 2, 2), 0);
        list.AddTriangle(new(0, 0, 0), new(1, float.NaN, 1), new(2, 0, 2), 0);
        list.AddQuad(new(0, 0, 0), new(0, 0, 0), new(2, 0, 2), 0);
        list.AddSphere(new(float.PositiveInfinity, 0, 0), 1, default, 0);
        list.AddTriangle(new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), 0);
        Assert.Equal((1, 4), (list.Count, list.Skipped));
    }

    /// <summary>Shapes that no plane can tell apart, and sizes that double, make the deepest trees.</summary>
    [Fact]
    public void A_tree_stays_within_its_levels()
    {
        var list = new ShapeList();
        for (var i = 0; i < 1000; i++) list.AddSphere(new(0, 0, 0), 1, default, 0);
        for (var i = 0; i < 100; i++) list.AddSphere(new(MathF.Pow(2, i / 2f), 0, 0), MathF.Pow(2, i / 2f) / 8, default, 0);
        var tree = BvhBuilder.Build(list.Boxes);
        Assert.InRange(Depth(0), 2, Bvh.MostLevels);

        int Depth(int child) => child < 0 ? 0 : 1 + Math.Max(Depth(Child(child, 0)), Depth(Child(child, 1)));
        int Child(int node, int side) => BitConverter.SingleToInt32Bits(tree.Nodes[(node * Bvh.NodeSize) + Bvh.Children + side]);
    }

    private static Vec3 Point(Random random, float size) => new(size * (random.NextSingle() - 0.5f), size * (random.NextSingle() - 0.5f), size * (random.NextSingle() - 0.5f));

    private static float[][] Streams(Random random, float size) =>
        [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Rays).Select(_ => size * (random.NextSingle() - 0.5f)).ToArray())];
}
