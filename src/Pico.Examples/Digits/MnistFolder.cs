using Pico.Examples.Commands;

namespace Pico.Examples.Digits;

/// <summary>Loads the four MNIST files (LeCun, Cortes, Burges) from a folder, under their usual names, gzip or not.</summary>
internal static class MnistFolder
{
    private const string TrainingImages = "train-images-idx3-ubyte";
    private const string TrainingLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";
    private const string TestLabels = "t10k-labels-idx1-ubyte";

    /// <exception cref="UserErrorException">The folder or a file is missing or broken, or files disagree.</exception>
    public static DigitsData Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException(File.Exists(folder)
                ? $"--data {folder} is a file; name the folder that holds the MNIST files"
                : $"--data {folder} does not exist; name the folder that holds the MNIST files, or leave --data out to draw digits");
        }

        string[] names = [TrainingImages, TrainingLabels, TestImages, TestLabels];
        var missing = names.Where(name => Find(folder, name) is null).ToList();
        if (missing.Count > 0)
        {
            throw new UserErrorException($"--data {folder} lacks {string.Join(", ", missing)} (each may end in .gz)");
        }

        return new DigitsData(
            $"MNIST in {folder}",
            Load(Find(folder, TrainingImages)!, Find(folder, TrainingLabels)!),
            Load(Find(folder, TestImages)!, Find(folder, TestLabels)!));
    }

    private static LabelledImages Load(string imagesPath, string labelsPath)
    {
        var images = IdxFile.Read(imagesPath, rank: 3);
        if (images.Dimensions[1] != LabelledImages.Side || images.Dimensions[2] != LabelledImages.Side)
        {
            throw new UserErrorException($"{imagesPath} holds images of {images.Dimensions[1]}x{images.Dimensions[2]}; this model reads 28x28");
        }

        var labels = IdxFile.Read(labelsPath, rank: 1);
        if (images.Dimensions[0] != labels.Dimensions[0])
        {
            throw new UserErrorException($"{imagesPath} holds {images.Dimensions[0]:N0} images but {labelsPath} holds {labels.Dimensions[0]:N0} labels; they must belong together");
        }

        var wrong = labels.Elements.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)9);
        if (wrong >= 0) throw new UserErrorException($"{labelsPath} says {labels.Elements[wrong]} for image {wrong}; labels are digits from 0 to 9");
        return new LabelledImages(images.Elements, labels.Elements);
    }

    private static string? Find(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        return File.Exists(plain) ? plain : File.Exists(plain + ".gz") ? plain + ".gz" : null;
    }
}
