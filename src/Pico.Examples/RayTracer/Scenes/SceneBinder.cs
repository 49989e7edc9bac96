using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Examples.RayTracer.Tracing;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Makes a scene of statements and says what is wrong with them, and where.</summary>
internal sealed class SceneBinder
{
    private const double StandardFieldOfView = 40, MostDepth = 1000;
    private const int StandardDepth = 50;

    // Light is added up and multiplied: more would soon be infinite.
    private const float MostLight = 1e20f;

    private readonly SceneSource source;
    private readonly SceneFiles files;
    private readonly PictureTable pictures;
    private readonly MaterialTable materials;
    private readonly ObjectTable objects;
    private readonly ShapeList shapes = new();
    private readonly List<ParseError> errors = [];
    private Camera? camera;
    private SkyView? sky;
    private float[] skyTable = [];
    private int? depth;

    /// <summary>Begins.</summary>
    public SceneBinder(SceneSource source)
    {
        this.source = source;
        files = new SceneFiles(source);
        pictures = new PictureTable(files);
        materials = new MaterialTable(pictures, Report);
        objects = new ObjectTable(Report);
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ParseError> Errors => errors;

    /// <summary>Makes the scene; null if something is wrong.</summary>
    public Scene? Bind(SceneStatement[] statements)
    {
        // Textures and materials first: they may be declared behind what is made of them.
        foreach (var texture in statements.OfType<SceneStatement.Texture>()) materials.Add(texture);
        foreach (var material in statements.OfType<SceneStatement.Material>()) materials.Add(material);
        foreach (var given in statements.OfType<SceneStatement.Object>()) objects.Add(given, BindShape);
        foreach (var statement in statements) Bind(statement);
        var end = new SourceSpan(source.Text.Length, 0);
        if (camera is null && !statements.Any(statement => statement is SceneStatement.Camera)) Report(end, "the scene has no camera: write, for example, camera from (0, 1, 5) at (0, 0, 0)");
        if (shapes.Count == 0 && errors.Count == 0)
        {
            Report(end, shapes.Skipped > 0 ? $"the scene is empty: all of its {shapes.Skipped} shapes have no area or a coordinate that is no number" : "the scene is empty: it needs a sphere, triangle, quad, obj or instance");
        }

        if (errors.Count > 0) return null;
        var forest = new ShapeForest(shapes, objects.Lists);
        var sorted = forest.Shapes;
        return new Scene
        {
            Camera = camera!,
            Sky = sky ?? SkyView.Gradient(default, default),
            SkyTable = skyTable,
            Depth = depth ?? StandardDepth,
            Nodes = forest.Nodes,
            Shapes = sorted,
            Attributes = forest.Attributes,
            Materials = materials.Records,
            Pictures = pictures.Pixels,
            Lamps = [.. Enumerable.Range(0, forest.WorldCount).Where(place => IsLamp(sorted, place))],
            Skipped = shapes.Skipped + objects.Lists.Sum(list => list.Skipped),
        };
    }

    private void Bind(SceneStatement statement)
    {
        switch (statement)
        {
            case SceneStatement.Camera given:
                BindCamera(given);
                break;
            case SceneStatement.Sky given:
                if (HasSky(given)) break;
                foreach (var colour in new[] { given.Below, given.Above ?? given.Below }.Where(colour => !MaterialTable.IsLightColour(colour.Value))) Report(colour.Span, "light is not below 0");
                sky = SkyView.Gradient(given.Below.Value, given.Above?.Value ?? given.Below.Value);
                break;
            case SceneStatement.SkyPicture given:
                if (!HasSky(given)) BindSkyPicture(given);
                break;
            case SceneStatement.Depth given:
                if (given.Value.Value is not (>= 1 and <= MostDepth) || given.Value.Value % 1 != 0) Report(given.Value.Span, $"depth is a whole number from 1 to {MostDepth}");
                else if (depth is not null) Report(given.Span, "the scene has a depth already");
                else depth = (int)given.Value.Value;
                break;
            case SceneStatement.Instance given:
                objects.Place(given, shapes);
                break;
            case not SceneStatement.Object:
                BindShape(statement, shapes);
                break;
        }
    }

    /// <summary>Adds a shape to a list; false if the statement is none. Textures and materials belong nowhere.</summary>
    private bool BindShape(SceneStatement statement, ShapeList list)
    {
        switch (statement)
        {
            case SceneStatement.Sphere given:
                if (!((float)given.Radius.Value > 0)) Report(given.Radius.Span, "a radius is above 0");
                list.AddSphere(given.Centre.Value, (float)given.Radius.Value, given.Motion?.Value ?? default, materials.Find(given.Of));
                return true;
            case SceneStatement.Triangle given:
                list.AddTriangle(given.A.Value, given.B.Value, given.C.Value, materials.Find(given.Of));
                return true;
            case SceneStatement.Quad given:
                list.AddQuad(given.Corner.Value, given.First.Value, given.Second.Value, materials.Find(given.Of));
                return true;
            case SceneStatement.Mesh given:
                BindMesh(given, list);
                return true;
            default:
                return false;
        }
    }

    private bool IsLamp(float[] sorted, int place) =>
        BitConverter.SingleToInt32Bits(sorted[(place * ShapeRecord.Size) + ShapeRecord.Kind]) != (int)ShapeKind.Instance &&
        materials.IsLight(BitConverter.SingleToInt32Bits(sorted[(place * ShapeRecord.Size) + ShapeRecord.Material]));

    private void BindCamera(SceneStatement.Camera given)
    {
        if (camera is not null)
        {
            Report(given.Span, "the scene has a camera already");
            return;
        }

        var (from, at, up) = (default(Located<Vec3>?), default(Located<Vec3>?), new Vec3(0, 1, 0));
        var (view, aperture, focus) = (StandardFieldOfView, 0.0, default(double?));
        var before = errors.Count;
        var known = new HashSet<string>();
        foreach (var (word, vector, number) in given.Settings)
        {
            if (!known.Add(word.Value)) Report(word.Span, $"{word.Value} is said twice");
            switch (word.Value)
            {
                case "from": from = vector; break;
                case "at": at = vector; break;
                case "up": up = vector!.Value.Value; break;
                case "fov": view = Check(number!.Value, value => value is > 0 and < 180, "fov is between 0 and 180 degrees"); break;
                case "aperture": aperture = Check(number!.Value, value => value >= 0, "an aperture is not below 0"); break;
                case "focus": focus = Check(number!.Value, value => (float)value > 0, "a focus is above 0"); break;
            }
        }

        if (from is not { } stands || at is not { } looks)
        {
            Report(given.Span, "a camera needs from and at");
            return;
        }

        var way = stands.Value - looks.Value;
        if (!IsLength(way.LengthSquared)) Report(looks.Span, "the camera looks at the place where it stands, or too far");
        else if (!IsLength(Vec3.Cross(up, way).LengthSquared)) Report(given.Span, "up points where the camera looks");
        if (errors.Count == before) camera = new Camera(stands.Value, looks.Value, up, view, aperture, focus ?? Math.Sqrt(way.LengthSquared));
    }

    private bool HasSky(SceneStatement given)
    {
        if (sky is null) return false;
        Report(given.Span, "the scene has a sky already");
        return true;
    }

    private void BindSkyPicture(SceneStatement.SkyPicture given)
    {
        var scale = given.Scale is { } times ? (float)Check(times, value => (float)value > 0, "a scale is above 0") : 1;
        try
        {
            var read = files.ReadPicture(given.File.Value);
            var picture = read with { Light = [.. read.Light.Select(light => Math.Min(light * scale, MostLight))] };
            var place = pictures.Add(picture, given.File.Value);
            skyTable = EnvironmentTable.Of(picture);
            sky = new SkyView(default, default, place.Offset, place.Width, place.Height, (float)((given.Turn?.Value ?? 0) / 360 % 1));
        }
        catch (InvalidDataException e)
        {
            Report(given.File.Span, e.Message);
        }
    }

    private void BindMesh(SceneStatement.Mesh given, ShapeList list)
    {
        var scale = given.Scale is { } size ? (float)Check(size, value => (float)value != 0, "a scale is not 0") : 1;
        var material = given.Of is { } name ? materials.Find(name) : default(int?);
        try
        {
            var file = given.File.Value;
            if (ObjReader.Read(files.Read(file), out var mesh) is { } mistake) throw new InvalidDataException($"{file}{mistake}");
            var own = material is null ? MtlBinder.Bind(mesh!, file, files, pictures, materials) : [];
            AddMesh(mesh!, list, scale, given.Place?.Value ?? default, triangle => material ?? own[triangle.Material]);
        }
        catch (InvalidDataException e)
        {
            Report(given.File.Span, e.Message);
        }
    }

    private static void AddMesh(ObjMesh mesh, ShapeList list, float scale, Vec3 place, Func<ObjTriangle, int> material)
    {
        foreach (var triangle in mesh.Triangles)
        {
            var (a, b, c, _, _) = triangle;
            list.AddTriangle(Corner(a), Corner(b), Corner(c), material(triangle), mesh.Attributes(a), mesh.Attributes(b), mesh.Attributes(c));
        }

        Vec3 Corner(ObjVertex corner) => mesh.Places[corner.Place] * scale + place;
    }

    private double Check(Located<double> number, Func<double, bool> isRight, string message)
    {
        if (!isRight(number.Value)) Report(number.Span, message);
        return number.Value;
    }

    private void Report(SourceSpan span, string message) => errors.Add(new ParseError(span, message));

    private static bool IsLength(float squared) => squared is > 1e-30f and < 1e30f;
}
