namespace Pico.Generators.Tests.Architecture;

/// <summary>One use of a type, or of a member of a type, from inside another assembly's metadata or IL.</summary>
/// <param name="From">Full name of the type whose code or signature holds the use.</param>
/// <param name="Type">Full name of the type that is used.</param>
/// <param name="Member">The member, or null where only the type is named.</param>
internal sealed record MetadataReference(string From, string Type, string? Member)
{
    public override string ToString() => Member is null ? $"{From} -> {Type}" : $"{From} -> {Type}.{Member}";
}
