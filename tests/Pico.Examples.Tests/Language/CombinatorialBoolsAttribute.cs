using System.Reflection;
using Xunit.Sdk;

namespace Pico.Examples.Tests.Language;

/// <summary>All combinations of a test's bool parameters.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CombinatorialBoolsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        var count = testMethod.GetParameters().Length;
        for (var bits = 0; bits < 1 << count; bits++)
            yield return [.. Enumerable.Range(0, count).Select(i => (object)((bits >> i & 1) != 0))];
    }
}
