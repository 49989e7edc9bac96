namespace Pico.Examples.Interpreter.Runtime;

/// <summary>
/// What a place of the program knows of the property that it names: the shape that it met last, and what the name meant there. The engines compare shapes in line
/// and come here when they differ.
/// </summary>
internal struct PropertyCache(string name, CodeSite site)
{
    /// <summary>The shape; null until the place has run.</summary>
    public LoxShape? Shape;

    /// <summary>The shape with the field, if it is this place that adds it.</summary>
    public LoxShape? Larger;

    /// <summary>Where the field lies.</summary>
    public int Index;

    /// <summary>The method.</summary>
    public LoxClosure? Method;

    public readonly CodeSite Site => site;

    /// <summary>The property of a receiver: the value of a field, or a method bound to it.</summary>
    public LoxValue Get(LoxValue receiver)
    {
        var instance = Instance(receiver, "Only instances have properties.");
        if (instance.Shape.IndexOf(name) is var index and >= 0)
        {
            (Shape, Index) = (instance.Shape, index);
            return instance.Fields[index];
        }

        return new LoxValue(new LoxBoundMethod(receiver, Find(instance.Shape.Class)));
    }

    /// <summary>Sets a field of a receiver, which need not have it yet.</summary>
    public void Set(LoxValue receiver, LoxValue value)
    {
        var instance = Instance(receiver, "Only instances have fields.");
        if (!ReferenceEquals(instance.Shape, Shape))
        {
            Shape = instance.Shape;
            Index = Shape.IndexOf(name);
            Larger = null;
            if (Index < 0)
            {
                Larger = Shape.With(name);
                Index = Shape.Count;
            }
        }

        if (Larger is null)
        {
            LoxValue.Store(ref instance.Fields[Index], value);
        }
        else
        {
            instance.Add(Larger, Index, value);
        }
    }

    /// <summary>What a call of the property calls: the value of a field, or a method, which then need not be bound first.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="field">The value of the field, if it is one.</param>
    /// <returns>The method, or null if it is a field.</returns>
    public LoxClosure? FindCallee(LoxValue receiver, out LoxValue field)
    {
        var instance = Instance(receiver, "Only instances have methods.");
        if (instance.Shape.IndexOf(name) is var index and >= 0)
        {
            field = instance.Fields[index];
            return null;
        }

        field = default;
        Method = Find(instance.Shape.Class);
        Shape = instance.Shape;
        return Method;
    }

    /// <summary>The method of a class.</summary>
    public readonly LoxClosure Find(LoxClass type) => type.Find(name) ?? throw new LoxRuntimeException($"Undefined property '{name}'.", site);

    private readonly LoxInstance Instance(LoxValue receiver, string message) => receiver.Reference as LoxInstance ?? throw new LoxRuntimeException(message, site);
}
