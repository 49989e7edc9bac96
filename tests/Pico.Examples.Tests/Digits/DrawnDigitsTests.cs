using Pico.Examples.Digits;

namespace Pico.Examples.Tests.Digits;

public class DrawnDigitsTests
{
    [Fact]
    public void The_same_seed_draws_the_same_images_in_any_portion()
    {
        var whole = DrawnDigits.Draw(seed: 5, first: 0, count: 64);
        var portion = DrawnDigits.Draw(seed: 5, first: 40, count: 24);
        for (var i = 0; i < portion.Count; i++)
        {
            Assert.Equal(whole.Image(40 + i).ToArray(), portion.Image(i).ToArray());
            Assert.Equal(whole.Label(40 + i), portion.Label(i));
        }
    }

    [Fact]
    public void No_two_images_are_alike()
    {
        var images = new HashSet<string>();
        foreach (var seed in new[] { 1, 2 })
        {
            var drawn = DrawnDigits.Draw(seed, 0, 500);
            for (var i = 0; i < drawn.Count; i++) Assert.True(images.Add(Convert.ToHexString(drawn.Image(i))));
        }
    }

    /// <summary>
    /// Neither noise nor too easy: the nearest class mean tells most digits apart, but by far not all, so that there is
    /// something to learn.
    /// </summary>
    [Fact]
    public void Digits_differ_as_handwriting_does()
    {
        var training = DrawnDigits.Draw(seed: 1, first: 0, count: 5000);
        var test = DrawnDigits.Draw(seed: 1, first: 5000, count: 1000);
        var means = new double[10, LabelledImages.Pixels];
        for (var i = 0; i < training.Count; i++)
        {
            for (var p = 0; p < LabelledImages.Pixels; p++) means[training.Label(i), p] += training.Image(i)[p] / 500.0;
        }

        var right = Enumerable.Range(0, test.Count).Count(i => test.Label(i) == Enumerable.Range(0, 10).MinBy(digit => Distance(test, i, means, digit)));
        Assert.InRange(right, 600, 950);
    }

    [Fact]
    public void Images_have_ink_and_paper_and_keep_the_margin_mostly_free()
    {
        var drawn = DrawnDigits.Draw(seed: 3, first: 0, count: 200);
        for (var i = 0; i < drawn.Count; i++)
        {
            var image = drawn.Image(i).ToArray();
            Assert.Equal(i % 10, drawn.Label(i));
            Assert.InRange(image.Count(pixel => pixel > 128), 10, 300);
            Assert.InRange(image.Take(28).Count(pixel => pixel > 128), 0, 6);
        }
    }

    private static double Distance(LabelledImages images, int index, double[,] means, int digit)
    {
        var sum = 0.0;
        for (var p = 0; p < LabelledImages.Pixels; p++)
        {
            var difference = images.Image(index)[p] - means[digit, p];
            sum += difference * difference;
        }

        return sum;
    }
}
