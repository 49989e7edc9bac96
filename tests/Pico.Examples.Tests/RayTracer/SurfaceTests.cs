using System.Text;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>What rays find on shapes: smooth normals, and textures where they should lie.</summary>
public class SurfaceTests
{
    private const string Camera = "camera from (0, 0, 5) at (0, 0, 0) ";

    // Red, green / blue, white, as a picture is seen.
    private static readonly Picture Four = new(2, 2, [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1]);

    [Theory]
    [InlineData(0.25, 0.5)]
    [InlineData(0.1, 0.1)]
    [InlineData(0, 0.9)]
    public void A_smooth_normal_is_the_mean_of_those_of_the_corners(double b, double c)
    {
        var scene = RenderedScene.Read(Camera + "material m lambert (1, 1, 1) obj \"a.obj\" scale 2 at (1, 2, 3) of m", _ => "v 0 0 0\nv 1 0 0\nv 0 1 0\nvn 0 0 3\nvn 0.5 0 1\nvn 0 -0.5 1\nf 1//1 2//2 3//3\n"u8.ToArray());
        var found = Look(scene, new Vec3(1 + (2 * (float)b), 2 + (2 * (float)c), 9), new Vec3(0, 0, -1), 6);
        var length = Math.Sqrt(1.25);
        double x = b * 0.5 / length, y = c * -0.5 / length, z = (1 - b - c) + ((b + c) / length);
        var whole = Math.Sqrt((x * x) + (y * y) + (z * z));
        AssertNear((x / whole, y / whole, z / whole), found.Smooth, 1e-6);
        AssertNear((0, 0, 1), found.Normal, 0);
        Assert.False(found.IsInside);
    }

    /// <summary>Normals that point the other way, oppose each other, or turn away from the ray, never make a surface that cannot be seen.</summary>
    [Fact]
    public void A_smooth_normal_always_faces_the_ray()
    {
        var random = new Random(1);
        var turned = 0;
        for (var round = 0; round < 2000; round++)
        {
            Vec3 Direction() => new(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
            var list = new ShapeList();
            list.AddTriangle(new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), 0, new(Direction(), null), new(Direction(), null), new(Direction(), null));
            var target = new Vec3(0.3f, 0.3f, 0);
            var direction = Vec3.Normalize(Direction());
            var material = new MaterialValues(MaterialKind.Lambert, new Vec3(1, 1, 1)).ToRecord();
            Surfaces.Find(target - direction * 4, direction, 0, 0, -1, 4, list.Records, list.Attributes([0]), material, [], out _, out _, out var normal, out var smooth, out _, out _);
            Assert.True(Vec3.Dot(normal, direction) <= 0);
            Assert.True(Vec3.Dot(smooth, direction) < 0, $"{smooth} {direction}");
            Assert.True(Vec3.Dot(smooth, normal) > -1e-6);
            Assert.Equal(1, smooth.LengthSquared, 1e-5);
            turned += Vec3.Dot(smooth, normal) < 0.9f ? 1 : 0;
        }

        Assert.True(turned > 500);
    }

    /// <summary>The corner of a quad, the ends of its first edge and of its second.</summary>
    [Theory]
    [InlineData(0.25, 0.25, 2)]
    [InlineData(0.75, 0.25, 3)]
    [InlineData(0.25, 0.75, 0)]
    [InlineData(0.75, 0.75, 1)]
    public void On_a_quad_a_picture_lies_along_the_edges(double a, double b, int pixel)
    {
        var scene = Painted("quad (-1, -1, 0) (2, 0, 0) (0, 2, 0) of m");
        AssertPixel(pixel, Look(scene, new Vec3(-1 + (2 * (float)a), -1 + (2 * (float)b), 3), new Vec3(0, 0, -1), 3).Colour);
    }

    /// <summary>The middle of the picture is where (1, 0, 0) is, its top is above, and seen from outside it is not mirrored.</summary>
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(1, -1, 1)]
    [InlineData(-1, 1, 2)]
    [InlineData(-1, -1, 3)]
    public void On_a_sphere_a_picture_goes_around(int y, int z, int pixel)
    {
        var scene = Painted("sphere (0, 0, 0) radius 1 of m");
        var outward = new Vec3(0, y, z) * MathF.Sqrt(0.5f);
        AssertPixel(pixel, Look(scene, outward * 3, -outward, 2).Colour);
    }

    [Fact]
    public void On_a_triangle_a_picture_lies_by_its_coordinates()
    {
        var scene = RenderedScene.Read(Camera + "texture t \"t.pfm\" material m lambert t obj \"a.obj\" of m", File("v -1 -1 0\nv 1 -1 0\nv -1 1 0\nvt 0.25 1.25\nvt 1.25 1.25\nvt 0.25 0.25\nf 1/1 2/2 3/3\n"));
        AssertPixel(2, Look(scene, new Vec3(-1, -1, 3), new Vec3(0, 0, -1), 3).Colour); // (0.25, 0.25) one picture further up
        AssertPixel(3, Look(scene, new Vec3(0, -1, 3), new Vec3(0, 0, -1), 3).Colour);
        AssertPixel(0, Look(scene, new Vec3(-1, 0, 3), new Vec3(0, 0, -1), 3).Colour);
    }

    [Fact]
    public void A_picture_is_repeated_and_multiplied()
    {
        var scene = RenderedScene.Read(Camera + "obj \"a.obj\"", file => file.EndsWith("mtl", StringComparison.Ordinal)
            ? "newmtl m\nKd 0.5 0.25 1\nmap_Kd -o 0 0 -s 2 3 1 t.pfm\n"u8.ToArray()
            : File("mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 0 1\nusemtl m\nf 1/1 2/2 3/3\n")(file));
        var colour = Look(scene, new Vec3(0.125f + 0.5f, 0.75f / 3, 3), new Vec3(0, 0, -1), 3).Colour;
        AssertNear((0.5, 0, 0), colour, 1e-6);
    }

    /// <summary>Against bilinear interpolation in double precision, with edges that repeat.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Between_pixels_colours_are_interpolated(bool repeatsDown)
    {
        var random = new Random(2);
        const int Width = 5, Height = 3, Offset = 4;
        float[] pixels = [.. Enumerable.Range(0, Offset + (Width * Height * 3)).Select(_ => random.NextSingle())];
        for (var round = 0; round < 500; round++)
        {
            float u = (6 * random.NextSingle()) - 3, v = repeatsDown ? (6 * random.NextSingle()) - 3 : random.NextSingle();
            double x = (u * Width) - 0.5, y = (v * Height) - 0.5;
            double Pixel(double column, double row, int colour)
            {
                var (i, j) = ((int)(((column % Width) + Width) % Width), repeatsDown ? (int)(((row % Height) + Height) % Height) : (int)Math.Clamp(row, 0, Height - 1));
                return pixels[Offset + (((j * Width) + i) * 3) + colour];
            }

            var found = Pictures.At(pixels, Offset, Width, Height, u, v, repeatsDown);
            foreach (var (colour, value) in new[] { found.X, found.Y, found.Z }.Index())
            {
                double left = Math.Floor(x), top = Math.Floor(y), a = x - left, b = y - top;
                var expected = ((1 - b) * (((1 - a) * Pixel(left, top, colour)) + (a * Pixel(left + 1, top, colour)))) + (b * (((1 - a) * Pixel(left, top + 1, colour)) + (a * Pixel(left + 1, top + 1, colour))));
                Assert.Equal(expected, value, 1e-5);
            }
        }
    }

    [Fact]
    public void Angles_are_right_to_the_last_digits()
    {
        for (var i = -2000; i <= 2000; i++)
        {
            var turns = i / 700f;
            Angles.SineCosine(turns, out var sine, out var cosine);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), sine, 3e-7 * Math.Max(1, Math.Abs(turns)));
            Assert.Equal(Math.Cos(2 * Math.PI * turns), cosine, 3e-7 * Math.Max(1, Math.Abs(turns)));
            Assert.Equal(Math.Atan2(Math.Sin(i), Math.Cos(i)) / (2 * Math.PI), Angles.Turns((float)(5 * Math.Sin(i)), (float)(5 * Math.Cos(i))), 1e-7);
        }

        Assert.Equal((0, 0.25f, -0.25f, 0.5f), (Angles.Turns(0, 0), Angles.Turns(2, 0), Angles.Turns(-2, 0), Angles.Turns(0, -1)));
    }

    [Theory]
    [InlineData("texture t >\"none.png\"", "none.png cannot be read: it does not exist")]
    [InlineData("texture t >\"bad.png\"", "bad.png cannot be read: it is no picture: PNG, JPEG, BMP, TGA, GIF, PSD, Radiance HDR and PFM are read")]
    [InlineData("texture t >\"bright.pfm\"", "bright.pfm: a surface reflects at most 1, but not in column 2 of row 1")]
    [InlineData("texture t >\"below.pfm\"", "below.pfm: light is a number and not below 0, but not in column 1 of row 2")]
    [InlineData("texture t \"t.pfm\" texture >t \"t.pfm\"", "a texture is called t already")]
    [InlineData("texture t \"t.pfm\" repeat >0", "a texture is not repeated 0 times")]
    [InlineData("texture t \"t.pfm\" material n lambert >u", "no texture is called u; there are t")]
    [InlineData("material n ggx >u roughness 0", "no texture is called u: there are none")]
    [InlineData("material n ggx (1, 1, 1) roughness >1.5", "a roughness is from 0 to 1")]
    [InlineData("material n plastic (1, 1, 1) roughness >-1", "a roughness is from 0 to 1")]
    [InlineData("material n plastic (1, 1, 1) roughness 1 index >99", "an index of refraction is from 0.1 to 10")]
    [InlineData("material n lambert >1", "expected a colour such as (1, 0.5, 0), or the name of a texture")]
    [InlineData("sky picture >\"none.hdr\"", "none.hdr cannot be read: it does not exist")]
    [InlineData("sky picture \"t.pfm\" scale >0", "a scale is above 0")]
    [InlineData("sky (1, 1, 1) >sky picture \"t.pfm\"", "the scene has a sky already")]
    public void A_mistake_with_a_texture_is_shown_where_it_is(string marked, string message)
    {
        byte[] Pfm(params float[] light)
        {
            using var memory = new MemoryStream();
            PfmWriter.Write(new Picture(2, 2, light), memory);
            return memory.ToArray();
        }

        var place = marked.IndexOf('>', StringComparison.Ordinal);
        var text = marked.Remove(place, 1) + " " + Camera + "material m lambert (1, 1, 1) sphere (0, 0, 0) radius 1 of m";
        var mistakes = SceneReader.Read(new SceneSource("test", text, file => file switch
        {
            "t.pfm" => Pfm(new float[12]),
            "bright.pfm" => Pfm([0, 0, 0, 0, 1.5f, 0, 0, 0, 0, 0, 0, 0]),
            "below.pfm" => Pfm([0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0]),
            "bad.png" => [1, 2, 3],
            _ => throw new FileNotFoundException(),
        }), out var scene);
        Assert.Null(scene);
        var rendered = mistakes[0].Render(text, "my.scene").Split('\n');
        Assert.Equal($"my.scene(1,{place + 1}): {message}", rendered[0]);
        Assert.Equal(3, rendered.Length);
    }

    private static Scene Painted(string shape) => RenderedScene.Read(Camera + "texture t \"t.pfm\" material m lambert t " + shape, File(""));

    private static Func<string, byte[]> File(string obj) => file =>
    {
        if (file.EndsWith("obj", StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(obj);
        using var memory = new MemoryStream();
        PfmWriter.Write(Four, memory);
        return memory.ToArray();
    };

    private static (Vec3 Normal, Vec3 Smooth, Vec3 Colour, bool IsInside) Look(Scene scene, Vec3 origin, Vec3 direction, float distance)
    {
        Surfaces.Find(
            origin, direction, 0, 0, -1, distance, scene.Shapes, scene.Attributes, scene.Materials, scene.Pictures,
            out _, out _, out var normal, out var smooth, out var colour, out var isInside);
        return (normal, smooth, colour, isInside);
    }

    private static void AssertPixel(int pixel, Vec3 colour) => AssertNear((Four.Light[3 * pixel], Four.Light[(3 * pixel) + 1], Four.Light[(3 * pixel) + 2]), colour, 1e-5);

    private static void AssertNear((double X, double Y, double Z) expected, Vec3 actual, double tolerance)
    {
        Assert.Equal(expected.X, actual.X, tolerance);
        Assert.Equal(expected.Y, actual.Y, tolerance);
        Assert.Equal(expected.Z, actual.Z, tolerance);
    }
}
