namespace Pico.Examples.NNModule.Onnx;

/// <summary>An attribute of a node: an integer, or a list of them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The integer, or null for a list.</param>
/// <param name="Values">The list.</param>
internal sealed record OnnxAttribute(string Name, long? Value, IReadOnlyList<long> Values)
{
    private const int IntKind = 2;  // AttributeProto.AttributeType
    private const int IntsKind = 7;

    public static OnnxAttribute Of(string name, long value) => new(name, value, []);

    public static OnnxAttribute Of(string name, IEnumerable<long> values) => new(name, null, [.. values]);

    /// <summary>As an <c>AttributeProto</c>.</summary>
    public ProtoMessage ToMessage()
    {
        var message = new ProtoMessage().Add(1, Name);
        if (Value is { } value) return message.Add(3, value).Add(20, IntKind);
        foreach (var item in Values) message.Add(8, item);
        return message.Add(20, IntsKind);
    }
}
