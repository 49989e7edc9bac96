using System.Text;

namespace Pico.Examples.Tests.Grammars;

/// <summary>Texts that RFC 8259 says are JSON, and texts that it says are not; written for these tests, from its grammar.</summary>
internal static class JsonCases
{
    private static readonly string[] GoodNumbers =
    [
        "0", "-0", "1", "-1", "9", "10", "123", "-123", "1234567890", "0.0", "-0.0", "0.1", "1.0", "1.5", "-1.25", "0.000001", "100.001", "123.456789",
        "0e0", "0e1", "0e+1", "0e-1", "0E0", "0E+1", "0E-1", "1e0", "1e1", "1e10", "1E10", "1e+10", "1e-10", "1E+10", "1E-10", "1e00", "1e007", "1e-00", "1.5e3", "1.5E-3", "-1.5e+3", "-0e0",
        "20e1", "123e65", "123.456e78", "1e308", "1e-308", "5e-324", "1e400", "-1e400", "1e-400", "1e99999999999999999999", "-1e-99999999999999999999",
        "9007199254740993", "18446744073709551616", "-9223372036854775809", "123456789012345678901234567890", "0.1234567890123456789012345678901234567890", "1.7976931348623157e308", "2.2250738585072014e-308",
    ];

    private static readonly string[] BadNumbers =
    [
        "+1", "+0", "++1", "--1", "-", "+", "-+1", "- 1", "01", "00", "-01", "-00", "012", "0123.4", "1.", "-1.", "0.", ".5", "-.5", ".", "1..2", "1.2.3", "1.e1", "0.e1", "1e", "1E", "0e", "1e+", "1e-", "1e+-1", "1ee1", "1e1e1", "1e1.5", "1e.5",
        "0x1", "0xFF", "0b1", "0o7", "1_000", "1,000", "1 000", "Infinity", "-Infinity", "NaN", "-NaN", "Inf", "-inf", "nan", "1f", "1L", "1n", "0-1", "1-", "1+1", "1/2", "１", "٣", "−1", "1\u00a0", "1\0", "$1", "1e１", "1a", "-a", "1e1a", "2.e3", "2.e-3", ".2e3", "9.e+",
    ];

    /// <summary>What may stand between the quotes.</summary>
    private static readonly string[] GoodStrings =
    [
        "", "a", " ", "abc", "'", "/", "{}", "[]", "a,b:c", "é", "漢字", "😀", "\uFFFF", "\uFFFE", "\uE000", "\u2028", "\u2029", "\u0080", "\u009F", "\u007F", "\uFEFF", "\u00A0", "\U0010FFFF", "//", "/* */", "#", "null",
        @"\""", @"\\", @"\/", @"\b", @"\f", @"\n", @"\r", @"\t", @"\u0000", @"\u001F", @"\u0022", @"\u005C", @"\u005c", @"\u00e9", @"\u00E9", @"\uABCD", @"\uabcd", @"\uFFFF", @"\uFFFE", @"\uD83D\uDE00", @"\ud83d\ude00", @"\uDBFF\uDFFF", @"a\u0062c",
        @"\\u0061", @"\\n", @"\\\\", @"\\\""", @"\""\""", @"\/\/", @"x\ty", @"\u0000\u0000", @"\u2028", @"\uFEFF",
    ];

    /// <summary>RFC 8259, section 8.2: what becomes of them is left open; here they are accepted and stay.</summary>
    private static readonly string[] LoneSurrogates =
    [
        @"\uD800", @"\uDBFF", @"\uDC00", @"\uDFFF", @"\uDE00\uD83D", @"\uD83D\uD83D", @"\uD83Dx", @"\uD83D\n", @"x\uDE00", @"\uD83D\u0041", @"\uD83D\\uDE00", @"\ud800abc",
    ];

    private static readonly string[] BadStrings =
    [
        @"\a", @"\v", @"\e", @"\0", @"\1", @"\x41", @"\'", @"\ ", @"\U00000041", @"\B", @"\N", @"\T", @"\é", @"\😀", @"\u", @"\u1", @"\u12", @"\u123", @"\u123G", @"\uG123", @"\u 123", @"\u+123", @"\u-123", @"\u12 4", @"\u{41}", @"\u00A", @"\uD83D\u", @"\uD83D\u1", @"\uD83D\u1x", @"\\\", @"\u00\u00", @"\u１２３４",
        "a\nb", "a\rb", "a\tb", "\n", "\t", "\r", "a\\\nb", "a\\\tb", "a\\\0b",
    ];

    private static readonly string[] GoodTexts =
    [
        "null", "true", "false", "[]", "{}", "\"\"", " null", "null ", "\n\t\r null\n\t\r ", "[ ]", "{ }", "[\n]", "{\t}", "[null]", "[true,false]", "[ 1 , 2 ]", "[1,\n2\r\n,3\t]", "[[]]", "[[[]]]", "[{}]", "{\"a\":1}", "{\"a\" : 1 }", "{ \"a\":\n1,\t\"b\":2}",
        "{\"\":0}", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":{\"b\":{\"c\":[]}}}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":1}", "{\"\\u0061\":1,\"a\":2}", "{\"a\\nb\":1}", "{\"\\u0000\":1}", "[1,\"a\",null,true,false,{},[]]", "[\"\",\"\"]", "{\"a\":[1,2,{\"b\":null}]}",
        "[0]", "[-0]", "[1e5]", " [] ", "[[],[[]],{}]", "{\"a\":\"b\",\"c\":\"d\"}", "\t\"a\"\t", "\r\n1\r\n", "[\"a\",\n\"b\"]", "{\"true\":true,\"null\":null}",
    ];

    private static readonly string[] BadTexts =
    [
        "", " ", "\n", "\t \r\n", "\0", "nul", "nulll", "Null", "NULL", "null null", "tru", "True", "TRUE", "truefalse", "true false", "fals", "False", "undefined", "a", "'a'", "\"a", "a\"", "\"", "'", "\"a\"b", "\"a\" \"b\"", "\"a\",", ",", ":", "\\", "\\u0061", "\\n", "[\\n]",
        "[", "]", "{", "}", "[}", "{]", "[[", "]]", "{{", "}}", "[]]", "{}}", "[][]", "{}{}", "[]{}", "[] []", "[],", ",[]", "[]x", "{}x", "[]#", "{}/", "[,]", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1;2]", "[1:2]", "[1,2", "[1,2,", "[1", "[\"a\"", "[\"a", "[\"a\",", "[[1]", "[[1],", "[1]]", "[a]", "['a']", "[true", "[truth]", "[nul]", "[-]", "[+1]", "[.1]", "[1.]", "[0x1]", "[NaN]", "[Infinity]", "[1 true]", "[\"a\" 1]", "[\"a\":1]", "[1]1", "[...]", "[*]", "[<null>]", "<null>", "(1)", "[(1)]", "1 2", "1,2",
        "{\"a\"}", "{\"a\":}", "{\"a\",1}", "{\"a\" 1}", "{:1}", "{1:1}", "{a:1}", "{'a':1}", "{\"a\":1,}", "{,}", "{,\"a\":1}", "{\"a\":1,,\"b\":2}", "{\"a\":1 \"b\":2}", "{\"a\":1;\"b\":2}", "{\"a\"::1}", "{\"a\":1:2}", "{\"a\":1", "{\"a\":1,", "{\"a\":", "{\"a\"", "{\"a", "{null:1}", "{true:1}", "{[]:1}", "{{}:1}", "{\"a\":a}", "{\"a\":1}}", "{\"a\":1]", "{\"a\":[1}", "[{\"a\":1]", "{\"a\"=1}", "{\"a\"=>1}", "{ \"a\":1 b}", "{\"a\":1 2}", "{\"a\":\"b}", "{\"a:1}", "{\"a\":/*c*/1}", "{\"a\":1}//c", "{\"a\":1}/*c*/", "//c\n1", "/*c*/1", "#c\n1", "1 //c", "1/**/", "{\"a\":1}#",
        "\f1", "1\f", "\v1", "1\v", "\u00a01", "1\u00a0", "\u20031", "1\u2028", "\u20601", "\u200b1", "\u0085" + "1", "\u30001", "\b1", "[\f]", "{\u00a0}", "\u001f1", "1\u007f", "\uFEFF1", "1\uFEFF", "[\uFEFF1]", "\uFEFF", "é", "[é]", "😀", "\"\\", "[\"\\\"]", "[\"\\u", "\"\\u00\"", "\"\0\"", "\"\u001f\"", "[1\0]", "[\u0001]", "@", "`a`", "[“a”]", "[\"a”]", "{\"a\": 1, /* */}", "{“a”: 1}", "__proto__", "$", "%", "&", "1;", "{\"a\":1};", "a=1", "[1]\0", "\0[1]",
    ];

    /// <summary>Bytes between the quotes of a string that are not UTF-8.</summary>
    private static readonly string[] NotUtf8 =
    [
        "80", "BF", "C0", "C1", "F5", "FF", "FE", "C3", "E6", "E6BC", "F0", "F09F", "F09F98", "C0AF", "C1BF", "E080AF", "E09FBF", "F08080AF", "F08FBFBF", "EDA080", "EDBFBF", "EDA0BDEDB880", "F4908080", "F7BFBFBF", "F888808080", "FC8480808080", "C328", "E228A1", "E28228", "F0288CBC", "F09028BC", "F0288C28", "61C3", "C3A9A9", "808080", "E4F6FC", "FF00", "C322",
    ];

    /// <summary>What must be accepted.</summary>
    public static IEnumerable<string> Accepted =>
    [
        .. GoodNumbers, .. GoodNumbers.Select(number => $"[{number}]"), .. GoodStrings.Select(text => $"\"{text}\""), .. GoodStrings.Select(text => $"{{\"{text}\":\"{text}\"}}"), .. GoodTexts, .. AcceptedHere,
        .. Enumerable.Range(' ', 95).Where(character => character is not ('"' or '\\')).Select(character => $"\"{(char)character}\""),
    ];

    /// <summary>What may be accepted, and is.</summary>
    public static IEnumerable<string> AcceptedHere => LoneSurrogates.Select(text => $"[\"{text}\"]");

    /// <summary>What must be rejected.</summary>
    public static IEnumerable<string> Rejected =>
    [
        .. BadNumbers, .. BadNumbers.Select(number => $"[{number}]"), .. BadStrings.Select(text => $"\"{text}\""), .. BadStrings.Select(text => $"{{\"{text}\":1}}"), .. BadTexts,
        .. Enumerable.Range(0, 32).Select(control => $"\"{(char)control}\""),
        .. Enumerable.Range(0, 128).Where(character => !"\"\\/bfnrtu".Contains((char)character)).Select(character => $"\"\\{(char)character}\""),
        .. Enumerable.Range(0, 128).Where(character => !" \t\r\n0123456789".Contains((char)character)).Select(character => (char)character + "1").Where(text => text != "-1"),
    ];

    /// <summary>Texts that are not valid UTF-8, and so not JSON.</summary>
    public static IEnumerable<byte[]> RejectedBytes =>
    [
        .. NotUtf8.Select(hex => (byte[])[(byte)'"', .. Convert.FromHexString(hex), (byte)'"']),
        .. NotUtf8.Select(hex => (byte[])[.. "{\"a\":1}"u8, .. Convert.FromHexString(hex)]),
        .. NotUtf8.Select(hex => (byte[])[.. Convert.FromHexString(hex), .. "[]"u8]),
        Encoding.Unicode.GetBytes("[1]"), Encoding.BigEndianUnicode.GetBytes("[1]"), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("[1]")], Encoding.UTF32.GetBytes("[1]"), [0xEF, 0xBB, 0xBF, .. "1"u8], [0xEF, 0xBB, 0xBF], [0xEF, 0xBB, .. "1"u8],
    ];
}
