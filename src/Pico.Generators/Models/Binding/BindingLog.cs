using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Models;

/// <summary>
/// What a binding session has to say beside the specs: problems with their locations, and where each expression of each
/// body stands. The generator drops it; the analyzer reports from it.
/// </summary>
internal sealed class BindingLog
{
    private readonly List<BindingProblem> problems = new();
    private readonly Dictionary<(string Body, int Ordinal), Location> locations = new();
    private readonly Dictionary<string, string> owners = new();
    private readonly HashSet<string> invalid = new();

    public IReadOnlyList<BindingProblem> Problems => problems;

    /// <summary>Records a problem in the declaration <paramref name="owner"/>; an error makes it invalid.</summary>
    public void Report(string owner, DiagnosticDescriptor descriptor, Location location, params object[] arguments)
    {
        problems.Add(new BindingProblem(owner, descriptor, location, arguments));
        if (descriptor.DefaultSeverity == DiagnosticSeverity.Error)
        {
            invalid.Add(owner);
        }
    }

    /// <summary>Records that the C# compiler reports something in this declaration, so that nothing need be said here.</summary>
    public void MarkInvalid(string owner) => invalid.Add(owner);

    public bool IsInvalid(string owner) => invalid.Contains(owner);

    /// <summary>Records who owns a body, so that messages about it reach the right declaration.</summary>
    public void SetOwner(string body, string owner) => owners[body] = owner;

    public void SetLocation(string body, int ordinal, Location location) => locations[(body, ordinal)] = location;

    /// <summary>Where an expression stands, when <paramref name="owner"/> holds it (null: whoever does).</summary>
    public Location? Find(string? owner, string body, int ordinal) =>
        (owner is null || (owners.TryGetValue(body, out var actual) && actual == owner)) &&
        locations.TryGetValue((body, ordinal), out var location) ? location : null;
}

/// <summary>A diagnostic in the making.</summary>
internal sealed record BindingProblem(string Owner, DiagnosticDescriptor Descriptor, Location Location, object[] Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, Arguments);
}
