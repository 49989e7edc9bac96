namespace Pico.Examples.Digits;

/// <summary>Grey images of 28 by 28 bytes (0 is paper, 255 is ink) and the digit that each shows.</summary>
internal sealed class LabelledImages
{
    /// <summary>The width and height of an image.</summary>
    public const int Side = 28;

    /// <summary>The bytes of one image.</summary>
    public const int Pixels = Side * Side;

    private readonly byte[] images; // [count, 28, 28]
    private readonly byte[] labels; // [count], 0 to 9

    /// <exception cref="ArgumentException">The two do not belong together.</exception>
    public LabelledImages(byte[] images, byte[] labels)
    {
        if (images.Length != (long)labels.Length * Pixels)
        {
            throw new ArgumentException($"{labels.Length} labels need {(long)labels.Length * Pixels} bytes of images, got {images.Length}", nameof(images));
        }

        this.images = images;
        this.labels = labels;
    }

    public int Count => labels.Length;

    public ReadOnlySpan<byte> Image(int index) => images.AsSpan(index * Pixels, Pixels);

    public int Label(int index) => labels[index];

    /// <summary>Copies the chosen images, scaled to 0..1, and their labels.</summary>
    /// <param name="indices">Which images; their number is the batch.</param>
    /// <param name="x">[batch, 784]</param>
    /// <param name="targets">[batch]</param>
    public void CopyBatch(ReadOnlySpan<int> indices, Span<float> x, Span<int> targets)
    {
        for (var row = 0; row < indices.Length; row++)
        {
            var image = Image(indices[row]);
            var scaled = x.Slice(row * Pixels, Pixels);
            for (var i = 0; i < Pixels; i++) scaled[i] = image[i] / 255f;
            targets[row] = labels[indices[row]];
        }
    }
}
