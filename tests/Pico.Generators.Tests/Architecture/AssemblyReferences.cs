using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Pico.Generators.Tests.Architecture;

/// <summary>
/// Everything the types of a built assembly refer to: base types, interfaces, signatures, attributes and each token in the
/// IL of each method. What the compiler folded away (constants, <c>nameof</c>) is not there; nothing else escapes.
/// </summary>
internal sealed class AssemblyReferences
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly TypeNameProvider names = new();
    private readonly HashSet<MetadataReference> found = [];

    private AssemblyReferences(PEReader file)
    {
        this.file = file;
        metadata = file.GetMetadataReader();
    }

    /// <summary>Reads all references out of an assembly.</summary>
    public static IReadOnlyCollection<MetadataReference> Read(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var reader = new AssemblyReferences(file);
        foreach (var type in reader.metadata.TypeDefinitions) reader.ReadType(type);
        return reader.found;
    }

    /// <summary>The methods whose body is native code in another library, as "Type.Method".</summary>
    public static IReadOnlyCollection<string> NativeMethods(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        return [.. metadata.MethodDefinitions
            .Select(metadata.GetMethodDefinition)
            .Where(method => (method.Attributes & MethodAttributes.PinvokeImpl) != 0)
            .Select(method => $"{TypeNameProvider.NameOf(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}")];
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var from = TypeNameProvider.NameOf(metadata, handle);
        if (!type.BaseType.IsNil) ReadToken(from, type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
        {
            ReadToken(from, metadata.GetInterfaceImplementation(implementation).Interface);
        }

        ReadAttributes(from, type.GetCustomAttributes());
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            Add(from, field.DecodeSignature(names, null));
            ReadAttributes(from, field.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition)) ReadMethod(from, method);
    }

    private void ReadMethod(string from, MethodDefinition method)
    {
        var signature = method.DecodeSignature(names, null);
        Add(from, signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes) Add(from, parameter);
        ReadAttributes(from, method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0) return;

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        foreach (var region in body.ExceptionRegions.Where(region => !region.CatchType.IsNil)) ReadToken(from, region.CatchType);
        if (!body.LocalSignature.IsNil)
        {
            foreach (var local in metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null)) Add(from, local);
        }

        ReadInstructions(from, body.GetILReader());
    }

    private void ReadInstructions(string from, BlobReader il)
    {
        while (il.RemainingBytes > 0)
        {
            short value = il.ReadByte();
            if (value == 0xFE) value = unchecked((short)(0xFE00 | il.ReadByte()));
            switch (OpCodesByValue[value].OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                    ReadToken(from, MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                case OperandType.InlineI or OperandType.InlineBrTarget or OperandType.ShortInlineR or OperandType.InlineSig or OperandType.InlineString:
                    il.Offset += 4;
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                case OperandType.ShortInlineI or OperandType.ShortInlineVar or OperandType.ShortInlineBrTarget:
                    il.Offset += 1;
                    break;
            }
        }
    }

    private void ReadAttributes(string from, CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes) ReadToken(from, metadata.GetCustomAttribute(attribute).Constructor);
    }

    private void ReadToken(string from, EntityHandle token)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodSpecification:
                var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                ReadToken(from, specification.Method);
                foreach (var argument in specification.DecodeSignature(names, null)) Add(from, argument);
                break;
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)token);
                AddMember(from, member.Parent, metadata.GetString(member.Name));
                break;
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)token);
                AddMember(from, method.GetDeclaringType(), metadata.GetString(method.Name));
                break;
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)token);
                AddMember(from, field.GetDeclaringType(), metadata.GetString(field.Name));
                break;
            default:
                Add(from, TypesOf(token));
                break;
        }
    }

    private void AddMember(string from, EntityHandle parent, string member)
    {
        var types = TypesOf(parent);
        Add(from, types);
        if (types.Length > 0) found.Add(new MetadataReference(from, types[0], member));
    }

    private void Add(string from, ImmutableArray<string> types)
    {
        foreach (var type in types) found.Add(new MetadataReference(from, type, null));
    }

    private ImmutableArray<string> TypesOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => [TypeNameProvider.NameOf(metadata, (TypeDefinitionHandle)handle)],
        HandleKind.TypeReference => [TypeNameProvider.NameOf(metadata, (TypeReferenceHandle)handle)],
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null),
        _ => [],
    };
}
