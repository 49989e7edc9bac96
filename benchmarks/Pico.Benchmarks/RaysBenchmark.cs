using System.Diagnostics;
using System.Globalization;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Benchmarks;

/// <summary>
/// The nearest of 100,000 triangles: the walk of packets beside Embree's and beside its own scalar form, on one thread, in turns. Rays from a camera, pixel by pixel in squares of 4 x 4, then rays that
/// leave from where those hit, to all sides.
/// </summary>
internal static class RaysBenchmark
{
    private const int Side = 512, Block = 4, KnotRings = 1250, KnotSides = 40, Rounds = 9;

    public static int Run(string[] arguments)
    {
        if (arguments.Length > 0)
        {
            Console.Error.WriteLine("rays takes no arguments");
            return 2;
        }

        if (ObjReader.Read(TorusKnot.Obj(KnotRings, KnotSides), out var mesh) is { } mistake) throw new InvalidOperationException(mistake);
        var list = new ShapeList();
        (int A, int B, int C)[] triangles = [.. mesh!.Triangles.Select(triangle => (triangle.A.Place, triangle.B.Place, triangle.C.Place))];
        foreach (var (a, b, c) in triangles) list.AddTriangle(mesh.Places[a], mesh.Places[b], mesh.Places[c], 0);
        var tree = BvhBuilder.Build(list.Boxes);
        var shapes = tree.Sort(list.Records);
        var first = FromCamera();
        var (distance, hit) = (new float[first.Count], new int[first.Count]);
        Walk(first, distance, hit, tree.Nodes, shapes);
        var next = Bounce(first, distance, hit, shapes);
        using var embree = Embree.IsInstalled ? new Embree(mesh.Places, triangles) : null;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load {File.ReadAllText("/proc/loadavg").Trim()}; {list.Count} triangles, {tree.Nodes.Length / Bvh.NodeSize} nodes, {first.Count} rays, {next.Count} bounced; Embree {(embree is null ? "is not installed" : "3")}"));
        Console.WriteLine("| rays | Mrays/s | scalar | Embree, one by one | Embree, packets of 16 | to scalar | to the faster Embree | same shape |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Compare("camera", first, isCoherent: true, tree, shapes, embree);
        Compare("bounced", next, isCoherent: false, tree, shapes, embree);
        return 0;
    }

    private static void Compare(string name, Rays rays, bool isCoherent, Bvh tree, float[] shapes, Embree? embree)
    {
        var (distance, hit) = (new float[rays.Count], new int[rays.Count]);
        var (peerDistance, peerHit) = (new float[rays.Count], new int[rays.Count]);
        if (embree is not null) embree.IsCoherent = isCoherent;
        Action[] forms =
        [
            () => Walk(rays, distance, hit, tree.Nodes, shapes),
            () => Alone(rays, distance, hit, tree.Nodes, shapes),
            () => embree?.OneByOne(rays, peerDistance, peerHit),
            () => embree?.Packets(rays, peerDistance, peerHit),
        ];
        foreach (var form in forms) form();
        foreach (var form in forms) form(); // tiers
        Thread.Sleep(200);
        var times = forms.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < forms.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                forms[i]();
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        var same = Enumerable.Range(0, rays.Count).Count(i => hit[i] < 0 ? peerHit[i] < 0 : tree.Order[hit[i]] == peerHit[i] || MathF.Abs(distance[i] - peerDistance[i]) < 1e-4f * distance[i]);
        string Speed(int form) => (rays.Count / 1e6 / times[form].Min()).ToString("F2", CultureInfo.InvariantCulture);
        double Ratio(Func<int, double> other) => Enumerable.Range(0, Rounds).Select(other).Order().ElementAt(Rounds / 2);
        var scalar = Ratio(round => times[1][round] / times[0][round]);
        var peer = Ratio(round => Math.Min(times[2][round], times[3][round]) / times[0][round]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Speed(0)} | {Speed(1)} | {(embree is null ? "-" : Speed(2))} | {(embree is null ? "-" : Speed(3))} | {scalar:F2} | {(embree is null ? "-" : peer.ToString("F2", CultureInfo.InvariantCulture))} | {(embree is null ? "-" : $"{100.0 * same / rays.Count:F3} %")} |"));
    }

    private static void Walk(Rays rays, float[] distance, int[] hit, float[] nodes, float[] shapes)
    {
        distance.AsSpan().Fill(float.PositiveInfinity);
        Traversal.Closest(rays.Origins.X, rays.Origins.Y, rays.Origins.Z, rays.Directions.X, rays.Directions.Y, rays.Directions.Z, rays.Time, distance, nodes, shapes, new int[rays.Count], hit);
    }

    private static void Alone(Rays rays, float[] distance, int[] hit, float[] nodes, float[] shapes)
    {
        for (var i = 0; i < rays.Count; i++)
        {
            distance[i] = float.PositiveInfinity;
            hit[i] = Traversal.Closest(rays.Origin(i), rays.Direction(i), 0, ref distance[i], nodes, shapes, out _);
        }
    }

    private static Rays FromCamera()
    {
        var rays = new Rays(Side * Side);
        var origin = new Vec3(0, 5, 9);
        var ahead = Vec3.Normalize(-origin);
        var right = Vec3.Normalize(Vec3.Cross(ahead, new Vec3(0, 1, 0)));
        var up = Vec3.Cross(right, ahead);
        for (var i = 0; i < rays.Count; i++)
        {
            var (block, inside) = (i / (Block * Block), i % (Block * Block));
            var x = (block % (Side / Block) * Block) + (inside % Block);
            var y = (block / (Side / Block) * Block) + (inside / Block);
            rays.Set(i, origin, Vec3.Normalize(ahead + right * ((x - (Side / 2)) * 0.9f / Side) + up * (((Side / 2) - y) * 0.9f / Side)));
        }

        return rays;
    }

    private static Rays Bounce(Rays rays, float[] distance, int[] hit, float[] shapes)
    {
        int[] meet = [.. Enumerable.Range(0, rays.Count).Where(i => hit[i] >= 0)];
        var next = new Rays(meet.Length);
        for (var i = 0; i < meet.Length; i++)
        {
            var from = meet[i];
            var normal = Traversal.Three(shapes, (hit[from] * ShapeRecord.Size) + ShapeRecord.Normal);
            if (Vec3.Dot(normal, rays.Direction(from)) > 0) normal = -normal;
            var random = new PathRandom((uint)i, 7, 0);
            random.Disc(out var x, out var y);
            var frame = new Frame(normal);
            var way = frame.Tangent * x + frame.Bitangent * y + normal * MathF.Sqrt(MathF.Max(0, 1 - (x * x) - (y * y))); // likelier near the normal, as matt surfaces scatter
            next.Set(i, rays.Origin(from) + rays.Direction(from) * distance[from] + normal * 1e-3f, Vec3.Normalize(way));
        }

        return next;
    }
}
