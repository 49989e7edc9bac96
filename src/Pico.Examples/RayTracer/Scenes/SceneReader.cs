using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Reads scenes.</summary>
public static class SceneReader
{
    /// <summary>Reads a scene.</summary>
    /// <param name="source">Its text.</param>
    /// <param name="scene">The scene, if there are no mistakes.</param>
    /// <returns>The mistakes, in the order of the text.</returns>
    public static IReadOnlyList<ParseError> Read(SceneSource source, out Scene? scene)
    {
        scene = null;
        var parsed = SceneGrammar.ParseScene(source.Text);
        if (!parsed.IsSuccess) return parsed.Errors;
        var binder = new SceneBinder(source);
        scene = binder.Bind(parsed.Value);
        return binder.Errors;
    }
}
