namespace Pico.Examples.Interpreter.Runtime;

/// <summary>
/// Which fields an instance has, in which order: instances of a class that got the same fields in the same order share one shape, so that a place in the
/// program need look up a name only once for each shape it meets. After Chambers and Ungar, "Customization" (1989).
/// </summary>
internal sealed class LoxShape
{
    private readonly Dictionary<string, int> fields;
    private Dictionary<string, LoxShape>? larger;

    public LoxShape(LoxClass type)
    {
        Class = type;
        fields = [];
    }

    private LoxShape(LoxShape smaller, string name)
    {
        Class = smaller.Class;
        fields = new Dictionary<string, int>(smaller.fields) { [name] = smaller.fields.Count };
    }

    public LoxClass Class { get; }

    public int Count => fields.Count;

    /// <summary>The index of a field, or -1.</summary>
    public int IndexOf(string name) => fields.TryGetValue(name, out var index) ? index : -1;

    /// <summary>The shape with one field more.</summary>
    public LoxShape With(string name)
    {
        larger ??= [];
        if (!larger.TryGetValue(name, out var shape))
        {
            larger.Add(name, shape = new LoxShape(this, name));
        }

        return shape;
    }
}
