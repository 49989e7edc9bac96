using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Examples.RayTracer.Tracing;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Makes a scene of statements and says what is wrong with them, and where.</summary>
internal sealed class SceneBinder(SceneSource source)
{
    private const double StandardFieldOfView = 40, MostDepth = 1000;
    private const int StandardDepth = 50;

    private readonly List<ParseError> errors = [];
    private readonly MaterialTable materials = new();
    private readonly ShapeList shapes = new();
    private Camera? camera;
    private SkyView? sky;
    private int? depth;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ParseError> Errors => errors;

    /// <summary>Makes the scene; null if something is wrong.</summary>
    public Scene? Bind(SceneStatement[] statements)
    {
        // Materials first: they may be declared behind the shapes that are made of them.
        foreach (var material in statements.OfType<SceneStatement.Material>()) materials.Add(material, Report);
        foreach (var statement in statements) Bind(statement);
        var end = new SourceSpan(source.Text.Length, 0);
        if (camera is null && !statements.Any(statement => statement is SceneStatement.Camera)) Report(end, "the scene has no camera: write, for example, camera from (0, 1, 5) at (0, 0, 0)");
        if (shapes.Count == 0 && errors.Count == 0)
        {
            Report(end, shapes.Skipped > 0 ? $"the scene is empty: all of its {shapes.Skipped} shapes have no area or a coordinate that is no number" : "the scene is empty: it needs a sphere, triangle, quad or obj");
        }

        if (errors.Count > 0) return null;
        var tree = BvhBuilder.Build(shapes.Boxes);
        var sorted = tree.Sort(shapes.Records);
        var records = materials.Records;
        return new Scene
        {
            Camera = camera!,
            Sky = sky ?? new SkyView(default, default),
            Depth = depth ?? StandardDepth,
            Nodes = tree.Nodes,
            Shapes = sorted,
            Materials = records,
            Lamps = [.. Enumerable.Range(0, shapes.Count).Where(place => materials.IsLight(BitConverter.SingleToInt32Bits(sorted[(place * ShapeRecord.Size) + ShapeRecord.Material])))],
            Skipped = shapes.Skipped,
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
                if (sky is not null) Report(given.Span, "the scene has a sky already");
                foreach (var colour in new[] { given.Below, given.Above ?? given.Below }.Where(colour => !MaterialTable.IsLightColour(colour.Value))) Report(colour.Span, "light is not below 0");
                sky = new SkyView(given.Below.Value, given.Above?.Value ?? given.Below.Value);
                break;
            case SceneStatement.Depth given:
                if (given.Value.Value is not (>= 1 and <= MostDepth) || given.Value.Value % 1 != 0) Report(given.Value.Span, $"depth is a whole number from 1 to {MostDepth}");
                else if (depth is not null) Report(given.Span, "the scene has a depth already");
                else depth = (int)given.Value.Value;
                break;
            case SceneStatement.Sphere given:
                if (!((float)given.Radius.Value > 0)) Report(given.Radius.Span, "a radius is above 0");
                shapes.AddSphere(given.Centre.Value, (float)given.Radius.Value, given.Motion?.Value ?? default, Find(given.Of));
                break;
            case SceneStatement.Triangle given:
                shapes.AddTriangle(given.A.Value, given.B.Value, given.C.Value, Find(given.Of));
                break;
            case SceneStatement.Quad given:
                shapes.AddQuad(given.Corner.Value, given.First.Value, given.Second.Value, Find(given.Of));
                break;
            case SceneStatement.Mesh given:
                BindMesh(given);
                break;
        }
    }

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

    private void BindMesh(SceneStatement.Mesh given)
    {
        var scale = given.Scale is { } size ? (float)Check(size, value => (float)value != 0, "a scale is not 0") : 1;
        var material = Find(given.Of);
        byte[] bytes;
        try
        {
            bytes = source.ReadFile(given.File.Value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Report(given.File.Span, $"{given.File.Value} cannot be read: {(e is FileNotFoundException or DirectoryNotFoundException ? "it does not exist" : e.Message)}");
            return;
        }

        if (ObjReader.Read(bytes, out var mesh) is { } mistake)
        {
            Report(given.File.Span, $"{given.File.Value}{mistake}");
            return;
        }

        var place = given.Place?.Value ?? default;
        foreach (var (a, b, c) in mesh!.Triangles)
        {
            shapes.AddTriangle(mesh.Corners[a] * scale + place, mesh.Corners[b] * scale + place, mesh.Corners[c] * scale + place, material);
        }
    }

    private int Find(Located<string> name)
    {
        if (materials.Find(name.Value) is { } material) return material;
        Report(name.Span, materials.Names.Length > 0 ? $"no material is called {name.Value}; there are {materials.Names}" : $"no material is called {name.Value}: there are none");
        return 0;
    }

    private double Check(Located<double> number, Func<double, bool> isRight, string message)
    {
        if (!isRight(number.Value)) Report(number.Span, message);
        return number.Value;
    }

    private void Report(SourceSpan span, string message) => errors.Add(new ParseError(span, message));

    private static bool IsLength(float squared) => squared is > 1e-30f and < 1e30f;
}
