namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The scenes that come with the program.</summary>
public static class BuiltInScenes
{
    private static readonly Dictionary<string, Func<string>> Texts = new(StringComparer.Ordinal)
    {
        ["one-weekend"] = OneWeekend.Text,
        ["cornell"] = () => CornellBox.Text,
        ["knot"] = () => TorusKnot.Text,
        ["showroom"] = () => Showroom.Text,
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Texts.Keys;

    /// <summary>The scene of a name, or null.</summary>
    /// <param name="name">The name.</param>
    public static SceneSource? Find(string name) => Texts.TryGetValue(name, out var text)
        ? new SceneSource(name, text(), file => file == TorusKnot.FileName ? TorusKnot.Obj() : Showroom.File(file) ?? throw new FileNotFoundException())
        : null;
}
