using System.Runtime.InteropServices;
using Pico.Examples.Kernels;

namespace Pico.Benchmarks;

/// <summary>
/// Embree 3, if it is installed (Debian: libembree3-3): triangles and the nearest of them for rays, one by one or sixteen at once. The layouts are those of its rtcore_ray.h.
/// </summary>
internal sealed unsafe class Embree : IDisposable
{
    private const int BufferOfIndices = 0, BufferOfVertices = 1, Triangles = 0, ThreeUnsigned = 0x5003, ThreeFloats = 0x9003;
    private const int SingleSize = 20, PacketSize = 20 * 16; // floats: origin, near, direction, time, far, mask, id, flags; normal, u, v, three numbers

    private static readonly nint Library = NativeLibrary.TryLoad("libembree3.so.3", out var handle) ? handle : 0;

    private readonly nint scene;
    private readonly float* vertices, ray, context;
    private readonly int* valid;
    private readonly delegate* unmanaged<nint, float*, float*, void> intersect1;
    private readonly delegate* unmanaged<int*, nint, float*, float*, void> intersect16;

    /// <summary>Builds its tree.</summary>
    public Embree(IReadOnlyList<Vec3> corners, IReadOnlyList<(int A, int B, int C)> triangles)
    {
        var device = ((delegate* unmanaged<byte*, nint>)Find("rtcNewDevice"))(null);
        scene = ((delegate* unmanaged<nint, nint>)Find("rtcNewScene"))(device);
        var geometry = ((delegate* unmanaged<nint, int, nint>)Find("rtcNewGeometry"))(device, Triangles);
        vertices = (float*)NativeMemory.AlignedAlloc((nuint)((corners.Count * 3) + (triangles.Count * 3) + 16) * sizeof(float), 64);
        for (var i = 0; i < corners.Count; i++) (vertices[3 * i], vertices[(3 * i) + 1], vertices[(3 * i) + 2]) = corners[i];
        var indices = (int*)(vertices + (corners.Count * 3) + 4); // room for the load of four floats
        for (var i = 0; i < triangles.Count; i++) (indices[3 * i], indices[(3 * i) + 1], indices[(3 * i) + 2]) = triangles[i];
        var share = (delegate* unmanaged<nint, int, uint, int, void*, nuint, nuint, nuint, void>)Find("rtcSetSharedGeometryBuffer");
        share(geometry, BufferOfVertices, 0, ThreeFloats, vertices, 0, 12, (nuint)corners.Count);
        share(geometry, BufferOfIndices, 0, ThreeUnsigned, indices, 0, 12, (nuint)triangles.Count);
        ((delegate* unmanaged<nint, void>)Find("rtcCommitGeometry"))(geometry);
        ((delegate* unmanaged<nint, nint, uint>)Find("rtcAttachGeometry"))(scene, geometry);
        ((delegate* unmanaged<nint, void>)Find("rtcCommitScene"))(scene);
        intersect1 = (delegate* unmanaged<nint, float*, float*, void>)Find("rtcIntersect1");
        intersect16 = (delegate* unmanaged<int*, nint, float*, float*, void>)Find("rtcIntersect16");
        ray = (float*)NativeMemory.AlignedAlloc(PacketSize * sizeof(float), 64);
        context = (float*)NativeMemory.AlignedAlloc(64, 64);
        valid = (int*)NativeMemory.AlignedAlloc(64, 64);
        new Span<int>(context, 16).Clear();
        ((int*)context)[4] = -1; // no instance
    }

    public static bool IsInstalled => Library != 0;

    /// <summary>Whether packets are of coherent rays: the hint that Embree asks for.</summary>
    public bool IsCoherent
    {
        set => ((int*)context)[0] = value ? 1 : 0;
    }

    /// <summary>The nearest triangle of each ray and its distance, one ray at a time; -1 where there is none.</summary>
    public void OneByOne(Rays rays, float[] distance, int[] hit)
    {
        for (var i = 0; i < rays.Count; i++)
        {
            (ray[0], ray[1], ray[2], ray[3], ray[4], ray[5], ray[6], ray[7], ray[8]) =
                (rays.Origins.X[i], rays.Origins.Y[i], rays.Origins.Z[i], 0, rays.Directions.X[i], rays.Directions.Y[i], rays.Directions.Z[i], 0, float.PositiveInfinity);
            var numbers = (int*)ray;
            (numbers[9], numbers[10], numbers[11], numbers[17], numbers[18], numbers[19]) = (-1, 0, 0, -1, -1, -1);
            intersect1(scene, context, ray);
            distance[i] = ray[8];
            hit[i] = numbers[18] == -1 ? -1 : numbers[17];
        }
    }

    /// <summary>The same, sixteen rays at a time.</summary>
    public void Packets(Rays rays, float[] distance, int[] hit)
    {
        var numbers = (int*)ray;
        for (var first = 0; first < rays.Count; first += 16)
        {
            var count = Math.Min(16, rays.Count - first);
            new Span<float>(ray, PacketSize).Clear();
            float[][] streams = [rays.Origins.X, rays.Origins.Y, rays.Origins.Z, [], rays.Directions.X, rays.Directions.Y, rays.Directions.Z];
            for (var s = 0; s < streams.Length; s++)
            {
                if (s != 3) streams[s].AsSpan(first, count).CopyTo(new Span<float>(ray + (16 * s), 16));
            }

            new Span<float>(ray + (16 * 8), 16).Fill(float.PositiveInfinity);
            new Span<int>(numbers + (16 * 9), 16).Fill(-1);
            new Span<int>(numbers + (16 * 17), 48).Fill(-1);
            for (var i = 0; i < 16; i++) valid[i] = i < count ? -1 : 0;
            intersect16(valid, scene, context, ray);
            new Span<float>(ray + (16 * 8), count).CopyTo(distance.AsSpan(first));
            for (var i = 0; i < count; i++) hit[first + i] = numbers[(16 * 18) + i] == -1 ? -1 : numbers[(16 * 17) + i];
        }
    }

    public void Dispose()
    {
        ((delegate* unmanaged<nint, void>)Find("rtcReleaseScene"))(scene);
        NativeMemory.AlignedFree(vertices);
        NativeMemory.AlignedFree(ray);
        NativeMemory.AlignedFree(context);
        NativeMemory.AlignedFree(valid);
    }

    private static nint Find(string function) => NativeLibrary.GetExport(Library, function);
}
