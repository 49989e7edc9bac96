namespace Pico.Generators.Tests.Architecture;

/// <summary>What code in Pico.Runtime may not refer to, so that it stays free of reflection, native code and the console.</summary>
internal static class RuntimeRules
{
    /// <summary>What <c>typeof(T) == typeof(float)</c>, messages and records compile to; none of it inspects members.</summary>
    private static readonly HashSet<string> AllowedTypeMembers =
        ["GetTypeFromHandle", "op_Equality", "op_Inequality", "get_Name", "get_FullName", "ToString"];

    private static readonly string[] ForbiddenTypes =
    [
        "System.Activator", "System.Console", "System.AppDomain", "System.Runtime.InteropServices.NativeLibrary",
        "System.Runtime.InteropServices.DllImportAttribute", "System.Runtime.InteropServices.LibraryImportAttribute",
        "System.Runtime.CompilerServices.CallSite",
    ];

    private static readonly string[] ForbiddenNamespaces =
        ["System.Reflection.", "System.Linq.Expressions.", "Microsoft.CSharp.RuntimeBinder.", "System.Runtime.Loader."];

    private static readonly HashSet<string> ForbiddenMembers =
    [
        "System.Delegate.DynamicInvoke", "System.Delegate.CreateDelegate", "System.Delegate.get_Method",
        "System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject", "System.Array.CreateInstance",
    ];

    /// <summary>Whether the reference breaks a rule.</summary>
    public static bool Forbids(MetadataReference reference)
    {
        var type = reference.Type;
        // Attributes such as AssemblyMetadata and DefaultMember are written by the compiler and read by nobody here.
        if (type.EndsWith("Attribute", StringComparison.Ordinal) && type.StartsWith("System.Reflection.", StringComparison.Ordinal)) return false;
        // `value.GetType().Name` in a message reads a name and nothing else.
        if (type == "System.Reflection.MemberInfo" && reference.Member is null or "get_Name") return false;
        return ForbiddenNamespaces.Any(space => type.StartsWith(space, StringComparison.Ordinal))
            || ForbiddenTypes.Any(name => type == name || type.StartsWith(name + "`", StringComparison.Ordinal))
            || (reference.Member is { } member && (ForbiddenMembers.Contains($"{type}.{member}")
                || (type == "System.Type" && !AllowedTypeMembers.Contains(member))));
    }
}
