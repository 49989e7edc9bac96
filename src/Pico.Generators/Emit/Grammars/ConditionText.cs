namespace Pico.Generators.Emit;

/// <summary>Conditions as text.</summary>
internal static class ConditionText
{
    /// <summary>The opposite of a condition, the way one would write it.</summary>
    public static string Not(string condition)
    {
        var isCompound = condition.Contains("&&") || condition.Contains("||");
        if (!isCompound && condition.IndexOf(" == ", System.StringComparison.Ordinal) is var equals and > 0)
        {
            return condition.Substring(0, equals) + " != " + condition.Substring(equals + 4);
        }

        if (!isCompound && condition.IndexOf(" is ", System.StringComparison.Ordinal) is var pattern and > 0)
        {
            return condition.Substring(0, pattern) + " is not (" + condition.Substring(pattern + 4) + ")";
        }

        return isCompound ? "!(" + condition + ")" : "!" + condition;
    }
}
