namespace Pico.Generators.Tests.Architecture;

/// <summary>The rooms of Pico.Generators: who may know whom.</summary>
public class GeneratorTests
{
    private const string Generators = "Pico.Generators.";
    private static readonly string[] FrontEnds = ["Models", "Kernels", "Grammars"];
    private static readonly string[] RoslynFree = ["Ir", "Passes", "Emit"];

    private static readonly Lazy<IReadOnlyCollection<MetadataReference>> References = new(() =>
    {
        using var assembly = File.OpenRead(typeof(Ir.EquatableArray).Assembly.Location);
        return AssemblyReferences.Read(assembly);
    });

    [Fact]
    public void Ir_passes_and_emit_know_no_Roslyn()
    {
        var offenders = References.Value.Where(reference =>
            RoslynFree.Any(room => IsIn(reference.From, room))
            && reference.Type.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
            // Marks that the C# compiler itself embeds into assemblies.
            && reference.Type != "Microsoft.CodeAnalysis.EmbeddedAttribute");
        Offenders.AssertNone(offenders.Select(offender => offender.ToString()));
        Assert.Contains(References.Value, reference => IsIn(reference.From, "Ir"));
    }

    /// <summary>Also in the text, where constants and nameof could hide from the metadata.</summary>
    [Fact]
    public void Ir_passes_and_emit_do_not_name_Roslyn()
    {
        var offenders = RoslynFree
            .SelectMany(room => Repository.SourceFiles($"src/Pico.Generators/{room}"))
            .Where(file => File.ReadAllText(Repository.PathOf(file)).Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Offenders.AssertNone(offenders);
    }

    [Fact]
    public void Front_ends_do_not_know_each_other()
    {
        var offenders =
            from reference in References.Value
            from room in FrontEnds
            where IsIn(reference.From, room)
            where FrontEnds.Any(other => other != room && IsIn(reference.Type, other))
            select reference.ToString();
        Offenders.AssertNone(offenders);
    }

    /// <summary>The rules above go by namespace, so a namespace may not lie about its folder.</summary>
    [Fact]
    public void Namespaces_follow_the_rooms()
    {
        var offenders =
            from room in FrontEnds.Concat(RoslynFree)
            from file in Repository.SourceFiles($"src/Pico.Generators/{room}")
            let lines = File.ReadAllLines(Repository.PathOf(file)).Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where !lines.Any(line => (line.TrimEnd(';', ' ') + ".").StartsWith($"namespace {Generators}{room}.", StringComparison.Ordinal))
                && !file.EndsWith("/Polyfills.cs", StringComparison.Ordinal)
            select file;
        Offenders.AssertNone(offenders);
    }

    private static bool IsIn(string type, string room) => type.StartsWith($"{Generators}{room}.", StringComparison.Ordinal);
}
