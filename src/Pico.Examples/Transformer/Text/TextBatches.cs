namespace Pico.Examples.Transformer.Text;

/// <summary>
/// Batches of windows of a text, each with the same window one character on as its targets. Where a training window begins
/// follows from seed, batch and row by Philox, so a run can go on at any batch; validation windows are spread evenly.
/// </summary>
/// <param name="corpus">The text.</param>
/// <param name="batch">The windows of a batch.</param>
/// <param name="time">The characters of a window.</param>
/// <param name="seed">What the training windows follow from.</param>
internal sealed class TextBatches(TextCorpus corpus, int batch, int time, int seed)
{
    private const uint Stream = 0x7E87BA7C; // apart from other users of the seed

    private readonly uint key = Philox.Next((uint)seed, Stream, 0).First;

    /// <summary>[batch, time]</summary>
    public int[] Ids { get; } = new int[batch * time];

    /// <summary>[batch, time]</summary>
    public int[] Targets { get; } = new int[batch * time];

    /// <summary>Fills <see cref="Ids"/> and <see cref="Targets"/> with a training batch.</summary>
    /// <param name="number">The number of the batch.</param>
    public void FillTraining(long number)
    {
        var starts = corpus.Training.Length - time;
        for (var row = 0; row < batch; row++)
        {
            var counter = unchecked((ulong)((number * batch) + row));
            var (high, low) = Philox.Next((uint)counter, (uint)(counter >> 32), key);
            var word = ((ulong)high << 32) | low;
            Copy(corpus.Training, (int)Math.BigMul(word, (ulong)starts, out _), row); // the upper half: uniform in [0, starts)
        }
    }

    /// <summary>Fills <see cref="Ids"/> and <see cref="Targets"/> with a validation batch.</summary>
    /// <param name="number">The number of the batch.</param>
    /// <param name="batches">How many there are.</param>
    public void FillValidation(long number, int batches)
    {
        var last = corpus.Validation.Length - time - 1;
        var windows = ((long)batches * batch) - 1;
        for (var row = 0; row < batch; row++)
        {
            var window = (number * batch) + row;
            Copy(corpus.Validation, windows == 0 ? 0 : (int)(window * last / windows), row);
        }
    }

    private void Copy(int[] text, int start, int row)
    {
        text.AsSpan(start, time).CopyTo(Ids.AsSpan(row * time));
        text.AsSpan(start + 1, time).CopyTo(Targets.AsSpan(row * time));
    }
}
