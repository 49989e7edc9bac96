using Pico.Examples.Digits;
using Pico.Training;

namespace Pico.Examples.Tests.Digits;

/// <summary>The digits learn as well in bfloat16.</summary>
public class DigitsStorageTests
{
    private const int Batch = 64, Steps = 150, Held = 1_000;

    [Fact]
    public void The_loss_after_training_is_that_of_float32_to_one_percent()
    {
        var (single, narrow) = (new DigitsModel { Seed = 5 }, new DigitsBFloat16 { Seed = 5 });
        Assert.Equal(single.Parameters.Values.ToArray().Select(value => (BFloat16)value), narrow.Parameters.NarrowValues.ToArray());
        var x = new float[Held * LabelledImages.Pixels];
        var targets = new int[Held];
        DrawnDigits.Draw(2, 100_000, Held).CopyBatch([.. Enumerable.Range(0, Held)], x, targets);
        AdamW optimizer = new(single.Parameters), narrowOptimizer = new(narrow.Parameters);
        var (images, labels) = (new float[Batch * LabelledImages.Pixels], new int[Batch]);
        for (var step = 0; step < Steps; step++)
        {
            DrawnDigits.Draw(1, step * Batch, Batch).CopyBatch([.. Enumerable.Range(0, Batch)], images, labels);
            single.ClearGradients();
            single.LossAndGradient(images, labels, Batch);
            optimizer.Step(single.Parameters, single.Gradients);
            narrow.ClearGradients();
            narrow.LossAndGradient(images, labels, Batch);
            narrowOptimizer.Step(narrow.Parameters, narrow.Gradients);
        }

        var expected = single.Loss(x, targets, Held);
        Assert.InRange(expected, 0.01f, 1f); // it has learned, and there is something left to compare
        Assert.InRange(narrow.Loss(x, targets, Held), 0.99f * expected, 1.01f * expected);
    }
}
