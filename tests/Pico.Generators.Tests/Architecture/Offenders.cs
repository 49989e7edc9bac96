namespace Pico.Generators.Tests.Architecture;

/// <summary>Fails with the whole list, where xunit would show its beginning.</summary>
internal static class Offenders
{
    public static void AssertNone(IEnumerable<string> offenders)
    {
        var list = offenders.Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, "\n" + string.Join("\n", list));
    }
}
