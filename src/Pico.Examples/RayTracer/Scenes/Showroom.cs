namespace Pico.Examples.RayTracer.Scenes;

/// <summary>All that surfaces can look like, in the light of an evening. The program makes its pictures and its vase itself.</summary>
internal static class Showroom
{
    public const string Text = """
        # A row of materials, a vase with materials of its own, and a sky that is a picture.
        camera from (0, 2.3, 8.5) at (0, 0.75, 0) fov 34 aperture 0.06
        sky picture "evening.pfm" turned -115
        depth 16
        texture tiles "tiles.png" repeat 60 67
        texture globe "globe.png"
        material floor plastic tiles roughness 0.3
        material gold ggx (1, 0.77, 0.34) roughness 0.15
        material copper ggx (0.95, 0.6, 0.45) roughness 0.5
        material steel metal (0.8, 0.82, 0.85)
        material glass dielectric 1.5
        material red plastic (0.65, 0.04, 0.03) roughness 0.12
        material earth plastic globe roughness 0.35
        material chalk lambert (0.75, 0.7, 0.62)
        material lamp light (30, 20, 11)
        quad (-90, 0, 20) (180, 0, 0) (0, 0, -200) of floor
        sphere (-2.75, 0.6, 0.6) radius 0.6 of gold
        sphere (-1.35, 0.6, 1.3) radius 0.6 of copper
        sphere (1.35, 0.6, 1.3) radius 0.6 of red
        sphere (2.75, 0.6, 0.6) radius 0.6 of earth
        sphere (0, 0.4, 2.2) radius 0.4 of glass
        sphere (-2.3, 0.9, -1.8) radius 0.9 of steel
        sphere (2.3, 0.9, -1.8) radius 0.9 of chalk
        sphere (-0.85, 0.22, 2.1) radius 0.22 of chalk
        sphere (0.85, 0.14, 2.3) radius 0.14 of lamp
        obj "vase.obj" at (0, 0, -0.4)
        """;

    private static readonly Dictionary<string, Func<byte[]>> Files = new(StringComparer.Ordinal)
    {
        ["evening.pfm"] = ShowroomPictures.Evening,
        ["tiles.png"] = ShowroomPictures.Tiles,
        ["globe.png"] = ShowroomPictures.Globe,
        ["glaze.png"] = ShowroomPictures.Glaze,
        ["vase.obj"] = Vase.Obj,
        ["vase.mtl"] = Vase.Mtl,
    };

    /// <summary>One of its files; null if it has none of that name.</summary>
    public static byte[]? File(string name) => Files.TryGetValue(name, out var make) ? make() : null;
}
