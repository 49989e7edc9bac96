using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>The sets that have names in patterns, with the meaning they have in .NET's regular expressions.</summary>
internal static class RegexClasses
{
    private static readonly Dictionary<string, int> Categories = new()
    {
        ["Lu"] = Mask(UnicodeCategory.UppercaseLetter),
        ["Ll"] = Mask(UnicodeCategory.LowercaseLetter),
        ["Lt"] = Mask(UnicodeCategory.TitlecaseLetter),
        ["Lm"] = Mask(UnicodeCategory.ModifierLetter),
        ["Lo"] = Mask(UnicodeCategory.OtherLetter),
        ["Mn"] = Mask(UnicodeCategory.NonSpacingMark),
        ["Mc"] = Mask(UnicodeCategory.SpacingCombiningMark),
        ["Me"] = Mask(UnicodeCategory.EnclosingMark),
        ["Nd"] = Mask(UnicodeCategory.DecimalDigitNumber),
        ["Nl"] = Mask(UnicodeCategory.LetterNumber),
        ["No"] = Mask(UnicodeCategory.OtherNumber),
        ["Zs"] = Mask(UnicodeCategory.SpaceSeparator),
        ["Zl"] = Mask(UnicodeCategory.LineSeparator),
        ["Zp"] = Mask(UnicodeCategory.ParagraphSeparator),
        ["Cc"] = Mask(UnicodeCategory.Control),
        ["Cf"] = Mask(UnicodeCategory.Format),
        ["Cs"] = Mask(UnicodeCategory.Surrogate),
        ["Co"] = Mask(UnicodeCategory.PrivateUse),
        ["Cn"] = Mask(UnicodeCategory.OtherNotAssigned),
        ["Pc"] = Mask(UnicodeCategory.ConnectorPunctuation),
        ["Pd"] = Mask(UnicodeCategory.DashPunctuation),
        ["Ps"] = Mask(UnicodeCategory.OpenPunctuation),
        ["Pe"] = Mask(UnicodeCategory.ClosePunctuation),
        ["Pi"] = Mask(UnicodeCategory.InitialQuotePunctuation),
        ["Pf"] = Mask(UnicodeCategory.FinalQuotePunctuation),
        ["Po"] = Mask(UnicodeCategory.OtherPunctuation),
        ["Sm"] = Mask(UnicodeCategory.MathSymbol),
        ["Sc"] = Mask(UnicodeCategory.CurrencySymbol),
        ["Sk"] = Mask(UnicodeCategory.ModifierSymbol),
        ["So"] = Mask(UnicodeCategory.OtherSymbol),
    };

    public static readonly CharSet Digits = Category("Nd")!;

    public static readonly CharSet WordCharacters = CharSet.OfCategories(Group("L") | Categories["Mn"] | Categories["Nd"] | Categories["Pc"]);

    public static readonly CharSet WhiteSpace = Category("Z")!.Union(CharSet.Range('\t', '\r')).Union(CharSet.Of(0x85));

    /// <summary>The code points of a general category, such as <c>Lu</c>, or of a group of them, such as <c>L</c>; null if there is none of that name.</summary>
    public static CharSet? Category(string name) =>
        Categories.TryGetValue(name, out var mask) ? CharSet.OfCategories(mask)
        : name.Length == 1 && Group(name) is var group and not 0 ? CharSet.OfCategories(group)
        : null;

    private static int Group(string letter) =>
        Categories.Where(category => category.Key[0] == letter[0]).Aggregate(0, (mask, category) => mask | category.Value);

    private static int Mask(UnicodeCategory category) => 1 << (int)category;
}
