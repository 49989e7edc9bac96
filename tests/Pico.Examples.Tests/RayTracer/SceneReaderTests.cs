using System.Text;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>Scenes and their mistakes.</summary>
public class SceneReaderTests
{
    private const string Camera = "camera from (0, 0, 5) at (0, 0, 0) ";
    private const string Ball = "material m lambert (1, 1, 1) sphere (0, 0, 0) radius 1 of m ";

    [Fact]
    public void All_that_comes_with_the_program_is_read()
    {
        var counts = BuiltInScenes.Names.ToDictionary(name => name, name =>
        {
            var source = BuiltInScenes.Find(name)!;
            return RenderedScene.Read(source.Text, source.ReadFile);
        });
        Assert.InRange(counts["one-weekend"].Count, 470, 488);
        Assert.Equal((13, 1), (counts["cornell"].Count, counts["cornell"].Lamps.Length));
        Assert.Equal((600 * 40 * 2) + 4, counts["knot"].Count);
        Assert.Equal(((36 * 30 * 2) + 10, 1, 3), (counts["showroom"].Count, counts["showroom"].Lamps.Length, counts["showroom"].Materials.Where((_, i) => i % MaterialRecord.Size == MaterialRecord.PictureWidth).Count(width => BitConverter.SingleToInt32Bits(width) > 0)));
        Assert.All(counts.Values, scene => Assert.Equal(0, scene.Skipped));
    }

    [Theory]
    [InlineData(Camera + Ball + "sphere (0, 0, 0) radius >0 of m", "a radius is above 0")]
    [InlineData(Camera + Ball + "sphere (0, 0, 0) radius >-1 of m", "a radius is above 0")]
    [InlineData(Camera + Ball + "sphere (0, 0, 0) radius 1 of >gold", "no material is called gold; there are m")]
    [InlineData(Camera + "quad (0, 0, 0) (1, 0, 0) (0, 1, 0) of >gold", "no material is called gold: there are none")]
    [InlineData(Camera + Ball + "material >m lambert (0, 0, 0)", "a material is called m already")]
    [InlineData(Camera + Ball + "material n lambert >(0, 1.5, 0)", "a surface reflects at most 1")]
    [InlineData(Camera + Ball + "material n light >(0, -1, 0)", "a colour is not below 0")]
    [InlineData(Camera + Ball + "material n metal (1, 1, 1) fuzz >2", "fuzz is from 0 to 1")]
    [InlineData(Camera + Ball + "material n dielectric >0", "an index of refraction is from 0.1 to 10")]
    [InlineData(Camera + Ball + "material n lambert (1, 1, 1) chequer (0, 0, 0) size >0", "a size is above 0")]
    [InlineData(Camera + Ball + "depth >0", "depth is a whole number from 1 to 1000")]
    [InlineData(Camera + Ball + "sky >(-1, 0, 0)", "light is not below 0")]
    [InlineData(Camera + Ball + "obj >\"none.obj\" of m", "none.obj cannot be read: it does not exist")]
    [InlineData(Ball + "camera from (0, 0, 5) at >(0, 0, 5)", "the camera looks at the place where it stands, or too far")]
    [InlineData(Ball + ">camera from (0, 0, 5) at (0, 0, 0) up (0, 0, 1)", "up points where the camera looks")]
    [InlineData(Ball + ">camera from (0, 0, 5)", "a camera needs from and at")]
    [InlineData(Ball + "camera from (0, 0, 5) at (0, 0, 0) fov >180", "fov is between 0 and 180 degrees")]
    [InlineData(Ball + "camera from (0, 0, 5) at (0, 0, 0) >from (0, 0, 1)", "from is said twice")]
    [InlineData(Camera + Ball + ">camera from (0, 0, 5) at (0, 0, 0)", "the scene has a camera already")]
    [InlineData(Camera + Ball + "sphere (0, 0, >1e60) radius 1 of m", "a number is too large")]
    [InlineData(Camera + Ball + "sphere >radius 1 of m", "expected a vector such as (0, 1, 0)")]
    [InlineData(Camera + Ball + ">cube (0, 0, 0)", "expected camera, sky, depth, texture, material, sphere, triangle, quad, obj, object or instance")]
    [InlineData(Camera + Ball + "instance >tree", "no object is called tree: there are none")]
    [InlineData(Camera + Ball + "object tree { sphere (0, 0, 0) radius 1 of m } instance >bush", "no object is called bush; there are tree")]
    [InlineData(Camera + Ball + "object tree { sphere (0, 0, 0) radius 1 of m } instance tree scale >0", "a scale is not 0, nor beyond 1e10")]
    [InlineData(Camera + Ball + "object tree { sphere (0, 0, 0) radius 1 of m } instance tree turn >(0, 0, 0) 30", "an axis has a length")]
    [InlineData(Camera + Ball + "object tree { sphere (0, 0, 0) radius 1 of m } object >tree { sphere (0, 0, 0) radius 1 of m }", "an object is called tree already")]
    [InlineData(Camera + Ball + "object tree { >depth 3 sphere (0, 0, 0) radius 1 of m }", "an object holds spheres, triangles, quads and objs, and nothing else")]
    [InlineData(Camera + Ball + ">object tree { }", "the object is empty")]
    [InlineData(Camera + Ball + "object tree >sphere (0, 0, 0) radius 1 of m", "expected '{', found 'sphere'")]
    [InlineData(Camera + Ball + "material n >velvet", "expected lambert, metal, ggx, plastic, dielectric or light")]
    [InlineData(Camera + Ball + "obj >\"none", "a name of a file is not closed on its line")]
    [InlineData(Ball + ">", "the scene has no camera: write, for example, camera from (0, 1, 5) at (0, 0, 0)")]
    [InlineData(Camera + ">", "the scene is empty: it needs a sphere, triangle, quad, obj or instance")]
    [InlineData(Camera + "material m lambert (1, 1, 1) triangle (0, 0, 0) (1, 1, 1) (2, 2, 2) of m>", "the scene is empty: all of its 1 shapes have no area or a coordinate that is no number")]
    public void A_mistake_is_shown_where_it_is(string marked, string message)
    {
        var place = marked.IndexOf('>', StringComparison.Ordinal);
        var text = marked.Remove(place, 1);
        var mistakes = SceneReader.Read(new SceneSource("test", text, _ => throw new FileNotFoundException()), out var scene);
        Assert.Null(scene);
        var rendered = mistakes[0].Render(text, "my.scene").Split('\n');
        Assert.Equal($"my.scene(1,{place + 1}): {message}", rendered[0]);
        Assert.Equal(3, rendered.Length);
        Assert.Contains("^", rendered[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Several_mistakes_are_found_at_once()
    {
        const string Text = Camera + "\nsphere (0, 0) radius 1 of m\nmaterial m lambert (1, 1, 1)\nquad (0, 0, 0) (1, 0, 0) of m\n" + Ball;
        Assert.Equal(2, SceneReader.Read(new SceneSource("test", Text, _ => []), out _).Count);
    }

    [Theory]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3", null)]
    [InlineData("# a quad\r\nv 0 0 0 1\r\nv 1 0 0\r\nv 1 1 0\r\nv 0 1 0\r\nvn 0 0 1\r\nvt 0 0\r\nusemtl red\r\ng all\r\nf 1/1/1 2//1 -2/1 -1\r\n", null)]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 4", "(4,7): there is no such corner: 3 stand above")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 -4", "(4,7): there is no such corner: 3 stand above")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 0 2", "(4,5): there is no such corner: 3 stand above")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2", "(4,1): a face has at least three corners")]
    [InlineData("v 0 0 0\n", ": there are no faces")]
    [InlineData("", ": there are no faces")]
    public void Obj_files_are_read_or_refused(string text, string? mistake)
    {
        Assert.Equal(mistake, ObjReader.Read(Encoding.UTF8.GetBytes(text), out var mesh));
        Assert.Equal(mistake is null, mesh is not null);
        if (text.Contains("quad", StringComparison.Ordinal)) Assert.Equal([(0, 1, 2), (0, 2, 3)], mesh!.Triangles.Select(triangle => (triangle.A.Place, triangle.B.Place, triangle.C.Place)));
    }

    [Theory]
    [InlineData("v 0 zero 0\n", 1)]
    [InlineData("v 0 0 0\nv 1 0\n", 2)]
    [InlineData("v 0 0 0\nface 1 2 3\n", 2)]
    public void A_malformed_line_of_obj_is_named(string text, int line) =>
        Assert.StartsWith($"({line},", ObjReader.Read(Encoding.UTF8.GetBytes(text), out _), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_number_in_obj_is_skipped_and_counted()
    {
        var scene = RenderedScene.Read(Camera + "material m lambert (1, 1, 1) obj \"a.obj\" of m", _ => "v 0 0 0\nv 1 0 0\nv 0 1 0\nv nan 0 0\nf 1 2 3\nf 1 2 4\nf 1 1 2\n"u8.ToArray());
        Assert.Equal((1, 2), (scene.Count, scene.Skipped));
    }

    /// <summary>Whatever the text, there is a scene or a mistake that can be shown, never an exception.</summary>
    [Fact]
    public void Changed_scenes_are_read_or_refused()
    {
        var random = new Random(1);
        string[] words = ["camera", "sphere", "(1, 2, 3)", "0", "-1", "1e40", "of", "\"", "#", "\n", "(", ",", "radius", "µ", "\0", "material", "m"];
        var (good, bad) = (0, 0);
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder(CornellText);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0) text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                else text.Insert(at, words[random.Next(words.Length)]);
            }

            var mistakes = SceneReader.Read(new SceneSource("test", text.ToString(), _ => "v 0 0"u8.ToArray()), out var scene);
            Assert.Equal(scene is null, mistakes.Count > 0);
            Assert.All(mistakes, mistake => Assert.Contains(mistake.Message, mistake.Render(text.ToString(), "test"), StringComparison.Ordinal));
            _ = scene is null ? bad++ : good++;
        }

        Assert.True(good > 100 && bad > 1000, $"{good} good, {bad} bad");
    }

    private static string CornellText => BuiltInScenes.Find("cornell")!.Text;
}
