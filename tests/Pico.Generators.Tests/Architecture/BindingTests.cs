namespace Pico.Generators.Tests.Architecture;

/// <summary>
/// What is bound is handed on to the next compilation while the files are the same whose bodies and initial values the binder has read
/// (BoundDeclarations). So nobody may look into one without entering its file, which <c>ModelOf</c> and <c>ReadFiles</c> do.
/// </summary>
public class BindingTests
{
    private static readonly string[] Rooms = ["Pico.Generators.Models.", "Pico.Generators.Kernels."];

    /// <summary>They look at attributes only: those stand outside bodies, where a change lets all be bound again.</summary>
    private static readonly string[] ReadersOfAttributes = ["Pico.Generators.Models.SpecializeAttributes", "Pico.Generators.Models.StackAttribute"];

    private static readonly string[] Tables = ["Pico.Generators.Models.DeclarationTable", "Pico.Generators.Kernels.BindingSession"];

    /// <summary>It asks whether an accessor has a body at all, and that stands outside bodies too.</summary>
    private const string AsksForExistence = "Pico.Generators.Kernels.ExpressionBinder";

    private static readonly string[] Declarations = ["DeclarationSyntax", "StatementSyntax", "VariableDeclaratorSyntax", "ConstructorInitializerSyntax", "ArrowExpressionClauseSyntax"];

    private static readonly Lazy<ILookup<string, MetadataReference>> ByType = new(() =>
    {
        using var assembly = File.OpenRead(typeof(Ir.EquatableArray).Assembly.Location);
        // What a lambda or an iterator does, the type around it does.
        return AssemblyReferences.Read(assembly).Where(reference => Rooms.Any(room => reference.From.StartsWith(room, StringComparison.Ordinal)))
            .ToLookup(reference => reference.From.Split('+', '/')[0]);
    });

    [Fact]
    public void Semantic_models_of_files_come_from_ModelOf()
    {
        var makers = ByType.Value.Where(type => type.Any(reference => reference.Member == "GetSemanticModel")).Select(type => type.Key);
        Assert.Equal(Tables.Concat(ReadersOfAttributes).Order(StringComparer.Ordinal), makers.Order(StringComparer.Ordinal));
        Offenders.AssertNone(Tables.Where(table => !ByType.Value[table].Any(reference => reference.Member == "get_ReadFiles")));
    }

    [Fact]
    public void Who_looks_into_a_body_or_an_initial_value_enters_its_file()
    {
        var readers = ByType.Value.Where(type => type.Key != AsksForExistence && type.Any(LooksInside)).ToList();
        Offenders.AssertNone(readers.Where(type => !type.Any(EntersFile)).Select(type => $"{type.Key}: {string.Join(", ", type.Where(LooksInside))}"));
        Assert.True(readers.Count > 3, "the syntax of bodies is read somewhere");
    }

    /// <summary>A declaration's syntax is to be had without a model; operations are not.</summary>
    private static bool LooksInside(MetadataReference reference) =>
        reference.Type.StartsWith("Microsoft.CodeAnalysis.CSharp.Syntax.", StringComparison.Ordinal) &&
        Declarations.Any(kind => reference.Type.EndsWith(kind, StringComparison.Ordinal)) && reference.Member is "get_Body" or "get_ExpressionBody" or "get_Initializer" ||
        reference.Type.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal) && reference.Member is "DescendantNodes" or "DescendantNodesAndSelf" or "ChildNodes";

    private static bool EntersFile(MetadataReference reference) => Tables.Contains(reference.Type) && reference.Member is "ModelOf" or "get_ReadFiles";
}
