using System.Text;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>OBJ files with normals, coordinates of textures and materials.</summary>
public class ObjFileTests
{
    private const string Camera = "camera from (0, 0, 5) at (0, 0, 0) ";
    private const string Triangle = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";

    [Fact]
    public void Corners_have_normals_and_coordinates()
    {
        var mesh = ReadObj("v 0 0 0\nv 1 0 0\nvt 0.25\nvt 0.5 0.75 1\nvn 0 0 2\nv 0 1 0\nvn 1 0 0\nf 1/1/1 2/-1/-2 -1/2/2\nf 1//2 2//1 3//-1\nf 1/1 2/2 3/1\nf 1 2 3\n");
        Assert.Equal(new ObjTriangle(new(0, 0, 0), new(1, 1, 0), new(2, 1, 1), -1, 8), mesh.Triangles[0]);
        Assert.Equal(new ObjTriangle(new(0, -1, 1), new(1, -1, 0), new(2, -1, 1), -1, 9), mesh.Triangles[1]);
        Assert.Equal(new ObjTriangle(new(0, 0, -1), new(1, 1, -1), new(2, 0, -1), -1, 10), mesh.Triangles[2]);
        Assert.Equal(new ObjTriangle(new(0, -1, -1), new(1, -1, -1), new(2, -1, -1), -1, 11), mesh.Triangles[3]);
        Assert.Equal([new Vec3(0, 0, 2), new Vec3(1, 0, 0)], mesh.Normals);
        Assert.Equal([new TextureCoordinates(0.25f, 0), new TextureCoordinates(0.5f, 0.75f)], mesh.Coordinates);
    }

    [Fact]
    public void Names_of_materials_and_libraries_may_hold_spaces()
    {
        var mesh = ReadObj("mtllib my materials.mtl  \r\n" + Triangle + "usemtl red one\nf 1 2 3\nusemtl #2\nf 1 2 3\nusemtl red one\nf 1 2 3");
        Assert.Equal([new ObjName("my materials.mtl", "(1,8)")], mesh.Libraries);
        Assert.Equal([new ObjName("red one", "(5,8)"), new ObjName("#2", "(7,8)")], mesh.Materials);
        Assert.Equal([0, 1, 0], mesh.Triangles.Select(triangle => triangle.Material));
    }

    [Theory]
    [InlineData("f 1/1 2/1 3/2", "(5,13): there is no such place in a texture: 1 stand above")]
    [InlineData("f 1//1 2//1 3//-2", "(5,6): there is no such normal: 0 stand above")]
    [InlineData("f 1/0 2/1 3/1", "(5,5): there is no such place in a texture: 1 stand above")]
    [InlineData("f 1/1.5 2/1 3/1", "(5,5): there is no such place in a texture: 1 stand above")]
    public void An_index_out_of_range_is_named(string face, string mistake) => Assert.Equal(mistake, ObjReader.Read(Encoding.UTF8.GetBytes(Triangle + "vt 0 0\n" + face), out _));

    [Theory]
    [InlineData("usemtl\nf 1 2 3", 4)]
    [InlineData("vn 0 0\nf 1 2 3", 4)]
    [InlineData("vt\nf 1 2 3", 4)]
    [InlineData("f 1/ 2 3", 4)]
    public void A_malformed_line_is_named(string line, int number) => Assert.StartsWith($"({number},", ObjReader.Read(Encoding.UTF8.GetBytes(Triangle + line), out _), StringComparison.Ordinal);

    /// <summary>Whether all three corners have what they should: else the triangle has none of it.</summary>
    [Fact]
    public void Attributes_lie_in_the_order_of_the_leaves()
    {
        var list = new ShapeList();
        list.AddTriangle(new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), 0);
        list.AddTriangle(new(0, 0, 1), new(1, 0, 1), new(0, 1, 1), 0, new(new(0, 0, 5), null), new(new(0, 3, 0), null), new(new(1, 0, 0), new(7, 8)));
        list.AddTriangle(new(0, 0, 0), new(0, 0, 0), new(0, 1, 0), 0, new(new(0, 0, 1), null), new(new(0, 0, 1), null), new(new(0, 0, 1), null)); // has no area
        list.AddTriangle(new(0, 0, 2), new(1, 0, 2), new(0, 1, 2), 0, new(new(0, 0, 0), new(1, 2)), new(new(0, 0, 1), new(3, 4)), new(new(0, 0, 1), new(5, 6)));
        list.AddTriangle(new(0, 0, 3), new(1, 0, 3), new(0, 1, 3), 0, new(new(0, 0, 1), new(1, float.NaN)), new(new(0, float.NaN, 1), new(3, 4)), new(new(0, 0, 1), new(5, 6)));
        var attributes = list.Attributes([2, 0, 1, 3]);
        float[] Record(int place) => attributes[(16 * place)..((16 * place) + 16)];
        int Flags(int place) => BitConverter.SingleToInt32Bits(Record(place)[ShapeAttributes.Flags]);
        Assert.Equal((4, 1), (list.Count, list.Skipped));
        Assert.Equal([ShapeAttributes.HasCoordinates, 0, ShapeAttributes.HasNormals, 0], Enumerable.Range(0, 4).Select(Flags));
        Assert.Equal([1, 2, 3, 4, 5, 6], Record(0)[9..15]);
        Assert.Equal([0, 0, 1, 0, 1, 0, 1, 0, 0], Record(2)[..9]);
        Assert.Empty(new ShapeList().Attributes([]));
    }

    [Fact]
    public void The_materials_of_a_file_are_ours_by_the_stated_rules()
    {
        const string Mtl = """
            # all kinds
            newmtl chalk
            Ka 1 1 1
            Kd 0.5 0.25 0.125
            newmtl coated
            Kd 0.5
            Ks 0.04 0.04 0.04
            Ns 6
            Ni 1.8
            newmtl flat
            Kd 0.5 0.5 0.5
            Ks 1 1 1
            illum 1
            newmtl gold
            Kd 1.0 0.8 0.4
            Pm 1
            Pr 0.5
            map_Pr none.png
            newmtl mirror
            Kd 0 0 0
            Ks 0.9 0.8 0.7
            Ns 1000
            newmtl lamp
            Ke 7 8 9
            newmtl glass
            Kd 1 1 1
            d -halo 0.1
            Ni 1.45
            newmtl bottle
            illum 7
            newmtl thin
            Tr 0.9
            newmtl none
            """;
        var names = new[] { "chalk", "coated", "flat", "gold", "mirror", "lamp", "glass", "bottle", "thin", "none" };
        var obj = "mtllib a.mtl\n" + Triangle + string.Concat(names.Select(name => $"usemtl {name}\nf 1 2 3\n"));
        var scene = RenderedScene.Read(Camera + "obj \"models/a.obj\"", file => Encoding.UTF8.GetBytes(file == "models/a.obj" ? obj : file == Path.Combine("models", "a.mtl") ? Mtl : throw new FileNotFoundException()));
        Assert.Equal([0, 5, 0, 4, 4, 3, 2, 2, 2, 0], names.Select((_, i) => (int)Kind(scene, i)));
        Assert.Equal([0.5f, 0.25f, 0.125f], Colour(scene, 0));
        Assert.Equal([0.5f, 0.5f, 0.5f], Colour(scene, 1));
        Assert.Equal(0.5, Number(scene, 1), 1e-6); // the square root of 2 / (6 + 2)
        Assert.Equal(Math.Pow(0.8 / 2.8, 2), scene.Materials[MaterialRecord.Size + MaterialRecord.Head], 1e-6);
        Assert.Equal([1, 0.8f, 0.4f], Colour(scene, 3));
        Assert.Equal(0.25, Number(scene, 3), 1e-6);
        Assert.Equal([0.9f, 0.8f, 0.7f], Colour(scene, 4));
        Assert.Equal([7, 8, 9], Colour(scene, 5));
        Assert.Equal([1.45f, 1.5f, 1.5f], [Number(scene, 6), Number(scene, 7), Number(scene, 8)]);
        Assert.Equal([0.8f, 0.8f, 0.8f], Colour(scene, 9));
        Assert.Single(scene.Lamps);
    }

    [Fact]
    public void A_scene_may_say_the_material_instead()
    {
        var scene = RenderedScene.Read(Camera + "material m metal (1, 1, 1) obj \"a.obj\" of m", _ => Encoding.UTF8.GetBytes("mtllib none.mtl\nusemtl red\n" + Triangle + "f 1 2 3"));
        Assert.Equal(MaterialKind.Metal, Kind(scene, 0));
    }

    [Theory]
    [InlineData("mtllib none.mtl", "usemtl red", "", "a.obj(1,8): none.mtl cannot be read: it does not exist")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl green\nnewmtl blue", "a.obj(5,8): no material is called red; there are blue, green")]
    [InlineData("", "usemtl red", "", "a.obj(5,8): no material is called red: there are none")]
    [InlineData("mtllib a.mtl", "", "newmtl green", "a.obj(6,1): no usemtl stands above this face: say in the scene of which material the file is made")]
    [InlineData("mtllib a.mtl", "usemtl red", "Kd 1 1 1", "a.mtl(1,1): no newmtl stands above")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nKd 1 1.5 1", "a.mtl(2,1): a surface reflects at most 1")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nKe 1 -1 1", "a.mtl(2,1): a colour is not below 0")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nd 2", "a.mtl(2,3): d is from 0 to 1")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nPr -1", "a.mtl(2,4): Pr is from 0 to 1")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nNs -1", "a.mtl(2,4): Ns is not below 0")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nillum 11", "a.mtl(2,7): illum is a whole number from 0 to 10")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nNi 1e99", "a.mtl(2,4): a number is too large")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nnewmtl red", "a.mtl(2,8): a material is called red already")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nmap_Kd -s 2 2", "a.mtl(2,8): expected the name of a file")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nmap_Kd none.png", "a.mtl(2,8): none.png cannot be read: it does not exist")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nmap_Kd a.mtl", "a.mtl(2,8): a.mtl cannot be read: it is no picture: PNG, JPEG, BMP, TGA, GIF, PSD, Radiance HDR and PFM are read")]
    [InlineData("mtllib a.mtl", "usemtl red", "newmtl red\nmap_Kd bright.pfm", "a.mtl(2,8): bright.pfm: a surface reflects at most 1, but not in column 1 of row 1")]
    public void A_mistake_in_a_file_is_shown_where_the_scene_names_it(string library, string use, string mtl, string message)
    {
        byte[] File(string file) => file switch
        {
            "a.obj" => Encoding.UTF8.GetBytes($"{library}\n{Triangle}{use}\nf 1 2 3\n"),
            "a.mtl" => Encoding.UTF8.GetBytes(mtl),
            "bright.pfm" => [.. "PF\n1 1\n1.0\n"u8, 0x3f, 0xc0, 0, 0, 0x3f, 0, 0, 0, 0x3f, 0, 0, 0],
            _ => throw new FileNotFoundException(),
        };
        const string Text = Camera + "obj \"a.obj\"";
        var mistakes = SceneReader.Read(new SceneSource("test", Text, File), out var scene);
        Assert.Null(scene);
        Assert.Equal([$"my.scene(1,{Camera.Length + 5}): {message}", Text, new string(' ', Camera.Length + 4) + "^^^^^^^"], Assert.Single(mistakes).Render(Text, "my.scene").Split('\n'));
    }

    private static MaterialKind Kind(Scene scene, int material) => (MaterialKind)BitConverter.SingleToInt32Bits(scene.Materials[(material * MaterialRecord.Size) + MaterialRecord.Kind]);

    private static float Number(Scene scene, int material) => scene.Materials[(material * MaterialRecord.Size) + MaterialRecord.Number];

    private static float[] Colour(Scene scene, int material) => scene.Materials[((material * MaterialRecord.Size) + MaterialRecord.Colour)..((material * MaterialRecord.Size) + MaterialRecord.Colour + 3)];

    private static ObjMesh ReadObj(string text)
    {
        Assert.Null(ObjReader.Read(Encoding.UTF8.GetBytes(text), out var mesh));
        return mesh!;
    }
}
