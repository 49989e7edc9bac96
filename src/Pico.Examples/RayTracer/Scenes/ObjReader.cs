using Pico.Examples.Kernels;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Reads OBJ files.</summary>
public static class ObjReader
{
    /// <summary>Reads a file. Polygons become fans of triangles.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="mesh">What it holds, if nothing is wrong.</param>
    /// <returns>The first mistake in one line, "(line,column): what", or null.</returns>
    public static string? Read(ReadOnlySpan<byte> utf8, out ObjMesh? mesh)
    {
        mesh = null;
        byte[] text = [.. utf8, (byte)'\n']; // the last line ends too
        var parsed = ObjGrammar.ParseFile(text);
        if (!parsed.IsSuccess) return Describe(text, parsed.Errors[0]);
        var (corners, triangles) = (new List<Vec3>(), new List<(int, int, int)>());
        foreach (var line in parsed.Value)
        {
            switch (line)
            {
                case ObjLine.Vertex vertex:
                    corners.Add(vertex.Place);
                    break;
                case ObjLine.Face face:
                    if (face.Corners.Length < 3) return Describe(text, new ParseError(face.Span, "a face has at least three corners"));
                    var numbers = new int[face.Corners.Length];
                    for (var i = 0; i < numbers.Length; i++)
                    {
                        var (number, span) = face.Corners[i];
                        var place = number > 0 ? number - 1 : corners.Count + number;
                        if (number % 1 != 0 || number == 0 || !(place >= 0 && place < corners.Count)) return Describe(text, new ParseError(span, $"there is no such corner: {corners.Count} stand above"));
                        numbers[i] = (int)place;
                    }

                    for (var i = 2; i < numbers.Length; i++) triangles.Add((numbers[0], numbers[i - 1], numbers[i]));
                    break;
            }
        }

        if (triangles.Count == 0) return ": there are no faces";
        mesh = new ObjMesh(corners, triangles);
        return null;
    }

    private static string Describe(byte[] text, ParseError error)
    {
        var before = text.AsSpan(0, Math.Min(error.Span.Start, text.Length));
        return $"({before.Count((byte)'\n') + 1},{before.Length - before.LastIndexOf((byte)'\n')}): {error.Message}";
    }
}
