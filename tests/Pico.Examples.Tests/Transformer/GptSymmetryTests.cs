using Pico.Examples.Transformer;

namespace Pico.Examples.Tests.Transformer;

/// <summary>What must hold of the compiled GPT whatever its weights are.</summary>
public sealed class GptSymmetryTests
{
    private const int Vocabulary = 11, Batch = 4, Time = 37, Width = 24;

    [Fact]
    public void A_later_token_changes_no_bit_before_it()
    {
        var gpt = New();
        var ids = Ids();
        var before = gpt.Logits(ids, Batch, Time).ToArray();
        foreach (var changed in new[] { 0, 1, 15, 16, 31, 32, 36 })
        {
            var other = (int[])ids.Clone();
            for (var b = 0; b < Batch; b++) other[(b * Time) + changed] = (other[(b * Time) + changed] + 3) % Vocabulary;
            var after = gpt.Logits(other, Batch, Time).ToArray();
            for (var b = 0; b < Batch; b++)
            {
                var (row, place) = (b * Time * Vocabulary, ((b * Time) + changed) * Vocabulary);
                Assert.Equal(before[row..place], after[row..place]);
                Assert.NotEqual(before[place..(place + Vocabulary)], after[place..(place + Vocabulary)]);
                var end = (b + 1) * Time * Vocabulary;
                if (changed < Time - 1) Assert.NotEqual(before[(end - Vocabulary)..end], after[(end - Vocabulary)..end]); // the last one sees it
            }
        }
    }

    [Fact]
    public void Exchanged_sequences_exchange_their_logits_and_leave_loss_and_gradients()
    {
        var gpt = New();
        int[] order = [2, 0, 3, 1];
        int[] ids = Ids(), targets = [.. ids.Select(id => (id * 5 + 2) % Vocabulary)];
        var logits = gpt.Logits(ids, Batch, Time).ToArray();
        var loss = gpt.LossAndGradient(ids, targets, Batch, Time);
        var gradients = gpt.Gradients.ToArray();
        Assert.Equal(Rows(logits, order, Time * Vocabulary), gpt.Logits(Rows(ids, order, Time), Batch, Time).ToArray());
        gpt.ClearGradients();
        Assert.Equal(loss, gpt.LossAndGradient(Rows(ids, order, Time), Rows(targets, order, Time), Batch, Time), 1e-6f);
        Close(gradients, gpt.Gradients.ToArray(), 1e-6f);
    }

    [Fact]
    public void A_renamed_vocabulary_renames_logits_and_gradients()
    {
        var gpt = New();
        int[] order = [7, 3, 10, 0, 9, 1, 4, 8, 2, 6, 5]; // the new name of each token
        var places = Enumerable.Range(0, Vocabulary).OrderBy(token => order[token]).ToArray();
        int[] ids = Ids(), targets = [.. ids.Select(id => (id * 5 + 2) % Vocabulary)];
        var logits = gpt.Logits(ids, Batch, Time).ToArray();
        var loss = gpt.LossAndGradient(ids, targets, Batch, Time);
        var gradients = gpt.Parameters.Select((_, i) => gpt.DefaultWorkspace.Gradient(i).ToArray()).ToList();

        var names = gpt.Parameters.Select(parameter => parameter.Name).ToList();
        foreach (var table in new[] { "tokens.weight", "head.weight" })
        {
            Rows(gpt.Parameters.Segment(table).ToArray(), places, Width).CopyTo(gpt.Parameters.Segment(table));
        }

        int[] renamed = [.. ids.Select(id => order[id])], renamedTargets = [.. targets.Select(id => order[id])];
        var after = gpt.Logits(renamed, Batch, Time).ToArray();
        for (var i = 0; i < logits.Length; i++) Assert.Equal(logits[i], after[(i / Vocabulary * Vocabulary) + order[i % Vocabulary]], 2e-6f);
        gpt.ClearGradients();
        Assert.Equal(loss, gpt.LossAndGradient(renamed, renamedTargets, Batch, Time), 2e-6f);
        for (var i = 0; i < names.Count; i++)
        {
            var expected = names[i] is "tokens.weight" or "head.weight" ? Rows(gradients[i], places, Width) : gradients[i];
            Close(expected, gpt.DefaultWorkspace.Gradient(i).ToArray(), 2e-6f);
        }
    }

    private static Gpt New() => new(Vocabulary, Time, Width, heads: 3, depth: 2) { Seed = 7 };

    private static int[] Ids() => [.. Enumerable.Range(0, Batch * Time).Select(i => (i * i + (3 * i)) % Vocabulary)];

    private static T[] Rows<T>(T[] values, int[] order, int length) => [.. order.SelectMany(row => values[(row * length)..((row + 1) * length)])];

    private static void Close(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
