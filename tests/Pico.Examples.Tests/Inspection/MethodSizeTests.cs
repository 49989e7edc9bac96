using System.Reflection;
using Pico.Examples.Catalog;
using Pico.Models;

namespace Pico.Examples.Tests.Inspection;

/// <summary>How large the methods are that the compiler made, of every model of the program.</summary>
public sealed class MethodSizeTests
{
    // The JIT gives up optimising at 60,000 bytes of IL and at 2,000 locals.
    private const int LargestMethod = 20_000;
    private const int MostLocals = 1_000;

    public static TheoryData<string> Models => [.. ModelCatalog.Models.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void No_method_is_near_the_limits_of_the_JIT(string name)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var methods = Nested(ModelCatalog.Find(name).Create().GetType()).SelectMany(type => type.GetMethods(all))
            .Where(method => method.ReturnType != typeof(ModelDescription)) // runs once, for tools; nothing waits for it
            .Select(method => (method.DeclaringType, method.Name, Body: method.GetMethodBody())).Where(method => method.Body is not null).ToList();
        Assert.True(methods.Count > 10, $"{name} has {methods.Count} methods");
        Assert.All(methods, method =>
        {
            var (bytes, locals) = (method.Body!.GetILAsByteArray()!.Length, method.Body.LocalVariables.Count);
            Assert.True(bytes < LargestMethod && locals < MostLocals, $"{method.DeclaringType}.{method.Name} has {bytes} bytes of IL and {locals} locals");
        });
    }

    private static IEnumerable<Type> Nested(Type type) =>
        type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).SelectMany(Nested).Append(type);
}
