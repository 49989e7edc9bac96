using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The objects of a scene by their names, and their instances.</summary>
/// <param name="report">Hears what is wrong.</param>
internal sealed class ObjectTable(Action<SourceSpan, string> report)
{
    private static readonly Vec3 Up = new(0, 1, 0);

    private readonly List<ShapeList> lists = [];
    private readonly List<string> names = [];

    /// <summary>The shapes of each object.</summary>
    public IReadOnlyList<ShapeList> Lists => lists;

    /// <summary>Adds an object.</summary>
    /// <param name="given">The statement.</param>
    /// <param name="bind">Adds a shape to a list; false if a statement is none.</param>
    public void Add(SceneStatement.Object given, Func<SceneStatement, ShapeList, bool> bind)
    {
        var list = new ShapeList();
        if (names.Contains(given.Name.Value)) report(given.Name.Span, $"an object is called {given.Name.Value} already");
        var isRight = true;
        foreach (var statement in given.Statements.Where(statement => !bind(statement, list)))
        {
            report(statement.Span, "an object holds spheres, triangles, quads and objs, and nothing else");
            isRight = false;
        }

        if (list.Count == 0 && isRight) report(given.Span, list.Skipped > 0 ? "the object is empty: its shapes have no area or a coordinate that is no number" : "the object is empty");
        names.Add(given.Name.Value);
        lists.Add(list);
    }

    /// <summary>Puts an object into a scene.</summary>
    /// <param name="given">The statement.</param>
    /// <param name="shapes">The shapes of the scene.</param>
    public void Place(SceneStatement.Instance given, ShapeList shapes)
    {
        var number = names.IndexOf(given.Name.Value);
        if (number < 0) report(given.Name.Span, names.Count > 0 ? $"no object is called {given.Name.Value}; there are {string.Join(", ", names)}" : $"no object is called {given.Name.Value}: there are none");
        if (given.Scale is { } scale && !(float.IsNormal((float)scale.Value) && Math.Abs(scale.Value) is > 1e-10 and < 1e10)) report(scale.Span, "a scale is not 0, nor beyond 1e10");
        if (given.Axis is { } axis && !(axis.Value.LengthSquared is > 1e-30f and < 1e30f)) report(axis.Span, "an axis has a length");
        if (number < 0 || lists[number].Count == 0) return;
        shapes.AddInstance(number, lists[number].Box, new Placement(given.Scale?.Value ?? 1, given.Axis?.Value ?? Up, given.Degrees?.Value ?? 0, given.Place?.Value ?? default));
    }
}
