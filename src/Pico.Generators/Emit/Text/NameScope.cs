using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Emit;

/// <summary>Hands out names that are free in one method: the wished-for one, or it with the first free number.</summary>
internal sealed class NameScope
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum " +
         "event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace " +
         "new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc " +
         "static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '));

    private readonly HashSet<string> taken = new();

    public NameScope(params string[] reserved)
    {
        foreach (var name in reserved)
        {
            taken.Add(name);
        }
    }

    /// <summary>A scope inside this one: what is taken here, and whatever it takes itself.</summary>
    public NameScope Inner()
    {
        var inner = new NameScope();
        inner.taken.UnionWith(taken);
        return inner;
    }

    /// <summary>A free name, now taken.</summary>
    public string Unique(string wish)
    {
        wish = Local(wish);
        var name = wish;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = wish + number;
        }

        return name;
    }

    /// <summary>The text as an identifier: dots join words (<c>step.Rate</c> becomes <c>stepRate</c>), keywords get an @.</summary>
    public static string Identifier(string text)
    {
        var dot = text.IndexOf('.');
        while (dot >= 0)
        {
            text = text.Substring(0, dot) + (dot + 1 < text.Length ? char.ToUpperInvariant(text[dot + 1]) + text.Substring(dot + 2) : "");
            dot = text.IndexOf('.');
        }

        return Keywords.Contains(text) ? "@" + text : text;
    }

    /// <summary>Whether the text is a name, and no larger expression.</summary>
    public static bool IsIdentifier(string text) => text.Length > 0 && !char.IsDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '@');

    /// <summary>The text as the name of something in a loop, where S, F, I and D are the types of the lanes and TStore how results are stored.</summary>
    public static string Local(string text) => text is "S" or "F" or "I" or "D" or "L" or "TStore" ? char.ToLowerInvariant(text[0]) + "Value" : Identifier(text);
}
