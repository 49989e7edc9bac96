using Pico.Examples.Transformer;

namespace Pico.Examples.Tests.Transformer;

/// <summary>Taking a sequence piece by piece gives what taking it as a whole gives.</summary>
public sealed class DecodingTests
{
    private const int Vocabulary = 11;
    private const int Context = 37;

    [Theory]
    [InlineData(1, new[] { 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(2, new[] { 5, 1, 3, 1, 27 })]
    [InlineData(3, new[] { 37 })]
    public void Prefill_and_steps_equal_the_whole(int batch, int[] pieces)
    {
        var gpt = New();
        var time = pieces.Sum();
        var ids = Ids(batch, time);
        var whole = gpt.Logits(ids, batch, time).ToArray();
        using var workspace = gpt.CreateWorkspace();
        var past = 0;
        foreach (var piece in pieces)
        {
            var part = Enumerable.Range(0, batch).SelectMany(b => ids.AsSpan((b * time) + past, piece).ToArray()).ToArray();
            var logits = past == 0 ? workspace.LogitsPrefill(part, batch, piece) : workspace.LogitsStep(part, batch, piece);
            for (var b = 0; b < batch; b++)
            {
                for (var i = 0; i < piece * Vocabulary; i++)
                {
                    Assert.Equal(whole[(((b * time) + past) * Vocabulary) + i], logits[(b * piece * Vocabulary) + i], 2e-6f);
                }
            }

            past += piece;
        }
    }

    [Fact]
    public void A_prefill_forgets_what_was_before()
    {
        var gpt = New();
        using var workspace = gpt.CreateWorkspace();
        workspace.LogitsPrefill(Ids(4, 9), 4, 9);
        workspace.LogitsStep(Ids(4, 2), 4, 2);
        var ids = Ids(1, 5);
        Assert.Equal(gpt.Logits(ids, 1, 5).ToArray(), workspace.LogitsPrefill(ids, 1, 5).ToArray());
    }

    [Fact]
    public void What_cannot_go_on_is_told()
    {
        var gpt = New();
        Assert.Contains("no sequence has begun", Assert.Throws<InvalidOperationException>(() => gpt.LogitsStep([1], 1, 1)).Message, StringComparison.Ordinal);
        gpt.LogitsPrefill(Ids(2, 30), 2, 30);
        Assert.Contains("2 sequences have begun and 1 are to go on", Assert.Throws<InvalidOperationException>(() => gpt.LogitsStep([1], 1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("30 elements and 8 more are more than the 37", Assert.Throws<InvalidOperationException>(() => gpt.LogitsStep(Ids(2, 8), 2, 8)).Message, StringComparison.Ordinal);
        Assert.Equal(2 * 7 * Vocabulary, gpt.LogitsStep(Ids(2, 7), 2, 7).Length);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var gpt = New();
        int[] ids = [3];
        gpt.LogitsPrefill(ids, 1, 1);
        gpt.LogitsStep(ids, 1, 1);
        Assert.Equal(0, Allocations.Least(() => gpt.LogitsStep(ids, 1, 1)));
    }

    private static Gpt New() => new(Vocabulary, Context, width: 24, heads: 3, depth: 2) { Seed = 7 };

    private static int[] Ids(int batch, int time) => [.. Enumerable.Range(0, batch * time).Select(i => (i * i + (3 * i)) % Vocabulary)];
}
