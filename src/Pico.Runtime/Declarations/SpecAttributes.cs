using System.ComponentModel;

namespace Pico;

/// <summary>
/// Written by the generator: the serialised declaration of a layer, so that models in other assemblies can compile it
/// (method bodies vanish in metadata).
/// </summary>
/// <param name="version">The version of the format.</param>
/// <param name="payload">The declaration.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LayerSpecAttribute(int version, string payload) : Attribute
{
    /// <summary>The version of the format.</summary>
    public int Version { get; } = version;

    /// <summary>The declaration.</summary>
    public string Payload { get; } = payload;
}

/// <summary>
/// Written by the generator: the serialised body of a static method (a kernel, its helper, or a composite tensor
/// function), so that code in other assemblies can inline and fuse it.
/// </summary>
/// <param name="member">The method's name and parameter types, as in a documentation comment id.</param>
/// <param name="version">The version of the format.</param>
/// <param name="payload">The body.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class MethodSpecAttribute(string member, int version, string payload) : Attribute
{
    /// <summary>The method's documentation comment id.</summary>
    public string Member { get; } = member;

    /// <summary>The version of the format.</summary>
    public int Version { get; } = version;

    /// <summary>The body.</summary>
    public string Payload { get; } = payload;
}
