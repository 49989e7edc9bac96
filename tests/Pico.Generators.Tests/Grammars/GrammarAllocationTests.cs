using Pico.Generators.Tests.Backend;
using Pico.Tests;

namespace Pico.Generators.Tests.Grammars;

/// <summary>A parser allocates nothing of its own, in either encoding.</summary>
[Collection(nameof(AloneCollection))]
public class GrammarAllocationTests
{
    [Fact]
    public void A_valid_text_costs_no_memory_but_what_the_users_methods_take()
    {
        var run = GrammarDriver.Run("""
            [Grammar("Sum", "Items", Recognizer = true), Skip(" +")]
            public static partial class Sums
            {
                [Token("[0-9]+")] static long Number(ReadOnlySpan<byte> text) { long value = 0; foreach (var digit in text) value = 10 * value + digit - '0'; return value; }
                [Rule("Number", Name = "Sum")] static long Literal(long value) => value;
                [Rule("'(' Sum ')'", Name = "Sum")] static long Group(long inner) => inner;
                [Infix("+", 10, Name = "Sum"), Infix("-", 10, Name = "Sum")] static long Add(long left, Token sign, long right) => sign.Kind == TokenKind.Plus ? left + right : left - right;
                [Rule("Item % ',' ','?")] static void Items() { }
                [Rule("'a' 'b' 'c' 'd'", Name = "Item"), Try] static void One() { }
                [Rule("'a' 'b' 'c' 'e'", Name = "Item")] static void Two() { }
                [Rule("'m' (Sum % ';')", Name = "Item")] static void Most(ReadOnlySpan<long> sums) { foreach (var sum in sums) largest = Math.Max(largest, sum); }
                static long largest;
            }
            public static class Calls
            {
                static readonly byte[] utf8 = System.Text.Encoding.UTF8.GetBytes("1 + (2 - 3) + 40");
                public static void Sum() { if (Sums.ParseSum("1 + (2 - 3) + 40").Value != 40 || Sums.ParseSum(utf8).Value != 40) throw new Exception(); }
                public static void Items() { if (!Sums.ParseItems("abcd, abce, m 1; 2+3; 4, abcd,").IsSuccess) throw new Exception(); }
                public static void Accepts() { if (!Sums.AcceptsItems("abcd, abce, m 1; 2+3; 4, abcd,") || Sums.AcceptsSum("1 +")) throw new Exception(); }
            }
            """);
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Id != "CS1591");
        var calls = run.Load().GetType("Calls")!;
        Assert.Equal(0, Allocations.Least(calls.GetMethod("Sum")!.CreateDelegate<Action>()));
        Assert.Equal(0, Allocations.Least(calls.GetMethod("Items")!.CreateDelegate<Action>()));
        Assert.Equal(0, Allocations.Least(calls.GetMethod("Accepts")!.CreateDelegate<Action>()));
    }
}
