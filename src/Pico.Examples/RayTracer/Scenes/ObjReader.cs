using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Reads OBJ files.</summary>
public sealed class ObjReader
{
    private readonly LineIndex text;
    private readonly List<Vec3> places = [], normals = [];
    private readonly List<TextureCoordinates> coordinates = [];
    private readonly List<ObjTriangle> triangles = [];
    private readonly List<ObjName> materials = [], libraries = [];
    private int material = -1;

    private ObjReader(LineIndex text) => this.text = text;

    /// <summary>Reads a file. Polygons become fans of triangles.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="mesh">What it holds, if nothing is wrong.</param>
    /// <returns>The first mistake in one line, "(line,column): what", or null.</returns>
    public static string? Read(ReadOnlySpan<byte> utf8, out ObjMesh? mesh)
    {
        mesh = null;
        byte[] lines = [.. utf8, (byte)'\n']; // the last line ends too
        var reader = new ObjReader(new LineIndex(lines));
        var parsed = ObjGrammar.ParseFile(lines);
        if (!parsed.IsSuccess) return reader.text.Describe(parsed.Errors[0]);
        foreach (var line in parsed.Value)
        {
            if (reader.Add(line) is { } mistake) return reader.text.Describe(mistake);
        }

        if (reader.triangles.Count == 0) return ": there are no faces";
        mesh = new ObjMesh(reader.places, reader.coordinates, reader.normals, reader.triangles, reader.materials, reader.libraries);
        return null;
    }

    private ParseError? Add(ObjLine line)
    {
        switch (line)
        {
            case ObjLine.Vertex given:
                places.Add(given.Place);
                break;
            case ObjLine.Normal given:
                normals.Add(given.Direction);
                break;
            case ObjLine.Coordinates given:
                coordinates.Add(given.Place);
                break;
            case ObjLine.Use given:
                material = materials.FindIndex(known => known.Name == given.Material.Value);
                if (material >= 0) break;
                material = materials.Count;
                materials.Add(Name(given.Material));
                break;
            case ObjLine.Library given:
                libraries.Add(Name(given.File));
                break;
            case ObjLine.Face given:
                return AddFace(given);
        }

        return null;
    }

    private ParseError? AddFace(ObjLine.Face face)
    {
        if (face.Corners.Length < 3) return new ParseError(face.Span, "a face has at least three corners");
        var corners = new ObjVertex[face.Corners.Length];
        for (var i = 0; i < corners.Length; i++)
        {
            ParseError? mistake = null;
            var (place, coordinate, normal) = face.Corners[i];
            corners[i] = new ObjVertex(
                Find(place, places.Count, "corner", ref mistake), Find(coordinate, coordinates.Count, "place in a texture", ref mistake), Find(normal, normals.Count, "normal", ref mistake));
            if (mistake is not null) return mistake;
        }

        var line = text.Line(face.Span.Start);
        for (var i = 2; i < corners.Length; i++) triangles.Add(new ObjTriangle(corners[0], corners[i - 1], corners[i], material, line));
        return null;
    }

    private static int Find(Located<double>? given, int count, string what, ref ParseError? mistake)
    {
        if (given is not { } written) return -1;
        var number = written.Value;
        var place = number > 0 ? number - 1 : count + number;
        if (number % 1 == 0 && number != 0 && place >= 0 && place < count) return (int)place;
        mistake ??= new ParseError(written.Span, $"there is no such {what}: {count} stand above");
        return -1;
    }

    private ObjName Name(Located<string> name) => new(name.Value, text.Place(name.Span.Start));
}
