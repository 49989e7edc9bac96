using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// A struct as lanes hold it: one scalar for each field, those of nested structs in their place. Nothing behind the binder knows
/// structs: a struct is its <see cref="Parts"/>, in the order of the fields.
/// </summary>
internal sealed class LaneStruct
{
    private const int MaximumParts = 64;

    private readonly Dictionary<string, LaneMember> members = new(StringComparer.Ordinal);
    private readonly List<LanePart> parts = new();

    private LaneStruct(INamedTypeSymbol type, bool isComplete) => (Type, IsComplete, HasLayout) = (type, isComplete, isComplete);

    public INamedTypeSymbol Type { get; }

    /// <summary>Whether the parts are all there is. Otherwise they are what can be read from outside: enough for a <c>[Uniform]</c> value.</summary>
    public bool IsComplete { get; }

    public IReadOnlyList<LanePart> Parts => parts;

    /// <summary>Whether it is known where the parts lie in memory: one after the other, as C# has it unless an attribute asks for something else.</summary>
    public bool HasLayout { get; private set; }

    private int Size { get; set; }

    private int Alignment { get; set; } = 1;

    /// <summary>The struct behind a type; null for anything else, and for structs that have nothing for lanes.</summary>
    public static LaneStruct? Of(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsRefLikeType: false, IsGenericType: false } named && !IsEnclosedByGeneric(named)
            ? WhyNot(named) is null ? Complete(named) : named.IsReadOnly ? Readable(named) : null
            : null;

    /// <summary>Why lanes cannot hold a value of a struct; null where they can.</summary>
    public static string? WhyNot(INamedTypeSymbol type)
    {
        if (type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "InlineArrayAttribute" ||
            (attribute.AttributeClass?.Name == "StructLayoutAttribute" && attribute.ConstructorArguments.FirstOrDefault().Value is 2 or (short)2)))
        {
            return "its fields share memory, so they are not one scalar each";
        }

        var fields = Fields(type).ToArray();
        var wrong = fields.FirstOrDefault(field => ScalarTypes.Of(field.Type) is null && Of(field.Type) is not { IsComplete: true });
        return wrong is not null ? "its field '" + NameOf(wrong) + "' is '" + wrong.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + "'; " + ScalarTypes.Supported
            : fields.Length == 0 ? "it has no fields"
            : Count(type) > MaximumParts ? "with the structs in it, it has more than " + MaximumParts + " fields"
            : null;
    }

    /// <summary>The parts behind a field or an automatic property.</summary>
    public LaneMember? Member(ISymbol member) => members.TryGetValue(member.Name, out var found) &&
        (member is not IPropertySymbol property || !IsComplete || IsAutomatic(property)) ? found : null;

    /// <summary>A name for a part of a variable: <c>ray</c> and <c>Origin.X</c> make <c>rayOriginX</c>.</summary>
    public static string Name(string variable, LanePart part) =>
        variable + string.Concat(part.Path.Replace("@", "").Split('.').Select(name => char.ToUpperInvariant(name[0]) + name.Substring(1)));

    private static int Count(INamedTypeSymbol type) => Fields(type).Sum(field => field.Type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } inner ? Count(inner) : 1);

    private static bool IsEnclosedByGeneric(INamedTypeSymbol type) => type.ContainingType is { } outer && (outer.IsGenericType || IsEnclosedByGeneric(outer));

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst);

    /// <summary>The user's name of a field; an automatic property's is hidden.</summary>
    private static string NameOf(IFieldSymbol field) => field.AssociatedSymbol?.Name
        ?? (field.Name.StartsWith("<", StringComparison.Ordinal) && field.Name.IndexOf('>') is > 0 and var end ? field.Name.Substring(1, end - 1) : field.Name);

    private static bool IsAutomatic(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field =>
        SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property) || field.Name == "<" + property.Name + ">k__BackingField");

    private static LaneStruct Complete(INamedTypeSymbol type)
    {
        var structure = new LaneStruct(type, isComplete: true);
        foreach (var field in Fields(type))
        {
            structure.Add(NameOf(field), field.Type, IsReadable(field.AssociatedSymbol ?? (NameOf(field) == field.Name ? field : type.GetMembers(NameOf(field)).FirstOrDefault())));
        }

        structure.Size = Aligned(structure.Size, structure.Alignment);
        structure.HasLayout &= !type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "StructLayoutAttribute");
        return structure;
    }

    private static LaneStruct? Readable(INamedTypeSymbol type)
    {
        var structure = new LaneStruct(type, isComplete: false);
        foreach (var member in type.GetMembers().Where(IsReadable))
        {
            structure.Add(member.Name, member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type, isReadable: true);
        }

        return structure.parts.Count is > 0 and <= MaximumParts ? structure : null;
    }

    private static bool IsReadable(ISymbol? member) => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } &&
        member is IFieldSymbol or IPropertySymbol { Parameters.Length: 0, GetMethod.DeclaredAccessibility: Accessibility.Public or Accessibility.Internal };

    private void Add(string name, ITypeSymbol type, bool isReadable)
    {
        var path = NameScope.Identifier(name);
        if (ScalarTypes.Of(type) is { } scalar)
        {
            var element = ScalarTypes.Element(type)!.Value;
            members[name] = new LaneMember(parts.Count, 1, null);
            Reserve(element.Size());
            parts.Add(new LanePart(path, scalar, element, Size, isReadable));
            Size += element.Size();
        }
        else if (Of(type) is { IsComplete: true } inner)
        {
            members[name] = new LaneMember(parts.Count, inner.parts.Count, inner);
            Reserve(inner.Alignment);
            HasLayout &= inner.HasLayout;
            parts.AddRange(inner.parts.Select(part => part with { Path = path + "." + part.Path, Offset = Size + part.Offset, IsReadable = isReadable && part.IsReadable }));
            Size += inner.Size;
        }
    }

    /// <summary>C# puts the fields of such structs one after the other, each at a multiple of its size.</summary>
    private void Reserve(int alignment)
    {
        Alignment = Math.Max(Alignment, alignment);
        Size = Aligned(Size, alignment);
    }

    private static int Aligned(int size, int alignment) => (size + alignment - 1) / alignment * alignment;
}

/// <summary>A scalar in a struct: how C# names it from outside, and where it lies in memory.</summary>
internal sealed record LanePart(string Path, ScalarType Type, MemoryElement Element, int Offset, bool IsReadable);

/// <summary>The parts of one field; <see cref="Struct"/> is set where that is a struct itself.</summary>
internal sealed record LaneMember(int First, int Count, LaneStruct? Struct);

/// <summary>
/// A struct that has been computed: <see cref="Parts"/> are variables and constants, to be read at once after <see cref="First"/>, where there
/// is one, has been evaluated.
/// </summary>
internal sealed record StructValue(LaneStruct Struct, ExpressionSpec? First, EquatableArray<ExpressionSpec> Parts);

/// <summary>Slots side by side: of a scalar, or of the parts of a struct.</summary>
internal sealed record SlotRange(int First, int Count, LaneStruct? Struct);
