namespace Pico.Examples.Interpreter.Runtime;

/// <summary>A class: methods, those of superclasses included, and the shape that new instances have.</summary>
internal sealed class LoxClass
{
    private readonly Dictionary<string, LoxClosure> methods;

    private LoxClass(string name, LoxClass? superclass)
    {
        Name = name;
        Superclass = superclass;
        methods = superclass is null ? [] : new Dictionary<string, LoxClosure>(superclass.methods);
        Initializer = superclass?.Initializer;
        FieldCount = superclass?.FieldCount ?? 0;
        Shape = new LoxShape(this);
    }

    /// <summary>A class without methods of its own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="superclass">What it inherits from, if it does; anything but a class is an error.</param>
    /// <param name="site">Where it is declared.</param>
    public static LoxClass Of(string name, LoxValue? superclass, CodeSite site) =>
        new(name, superclass is { } value ? value.Reference as LoxClass ?? throw new LoxRuntimeException("Superclass must be a class.", site) : null);

    public string Name { get; }

    public LoxClass? Superclass { get; }

    /// <summary>The method <c>init</c>, if there is one.</summary>
    public LoxClosure? Initializer { get; private set; }

    /// <summary>The shape of an instance without fields.</summary>
    public LoxShape Shape { get; }

    /// <summary>The most fields that an instance has had: room that a new one gets at once.</summary>
    public int FieldCount { get; set; }

    public LoxClosure? Find(string name) => methods.GetValueOrDefault(name);

    public void Add(string name, LoxClosure method)
    {
        methods[name] = method;
        if (name == "init")
        {
            Initializer = method;
        }
    }

    public override string ToString() => Name;
}
