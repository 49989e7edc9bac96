using Pico.Examples.Commands;
using Pico.Examples.Digits;

namespace Pico.Examples.Tests.Digits;

public sealed class MnistFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("picolib-mnist-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Loads_plain_and_packed_files_side_by_side()
    {
        Write("train-images-idx3-ubyte", IdxBytes.Images(30));
        Write("train-labels-idx1-ubyte.gz", IdxBytes.Gzip(IdxBytes.Labels(30)));
        Write("t10k-images-idx3-ubyte.gz", IdxBytes.Gzip(IdxBytes.Images(20)));
        Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(20));
        var data = MnistFolder.Load(folder);
        Assert.Equal((30, 20), (data.Training.Count, data.Test.Count));
        Assert.Equal(3, data.Training.Label(23));
        Assert.Equal((byte)(784 * 7 % 256), data.Test.Image(1)[0]);
    }

    [Fact]
    public void Names_all_missing_files_at_once()
    {
        Write("train-images-idx3-ubyte", IdxBytes.Images(3));
        Write("train-labels-idx1-ubyte", IdxBytes.Labels(3));
        AssertError($"--data {folder} lacks t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (each may end in .gz)");
    }

    [Fact]
    public void Images_and_labels_must_agree()
    {
        WriteAll(trainingImages: IdxBytes.Images(30), trainingLabels: IdxBytes.Labels(29));
        AssertError($"{PathOf("train-images-idx3-ubyte")} holds 30 images but {PathOf("train-labels-idx1-ubyte")} holds 29 labels; they must belong together");
    }

    [Fact]
    public void Labels_must_be_digits()
    {
        WriteAll(IdxBytes.Images(3), IdxBytes.Create(0x801, [3], [1, 10, 2]));
        AssertError($"{PathOf("train-labels-idx1-ubyte")} says 10 for image 1; labels are digits from 0 to 9");
    }

    [Fact]
    public void Images_must_be_28_by_28()
    {
        WriteAll(IdxBytes.Images(3, side: 32), IdxBytes.Labels(3));
        AssertError($"{PathOf("train-images-idx3-ubyte")} holds images of 32x32; this model reads 28x28");
    }

    [Fact]
    public void Labels_in_the_place_of_images_are_recognised()
    {
        WriteAll(IdxBytes.Labels(3), IdxBytes.Labels(3));
        AssertError($"{PathOf("train-images-idx3-ubyte")} is not an IDX file of bytes with 3 dimensions: it starts with 00000801, expected 00000803");
    }

    [Fact]
    public void Folder_must_exist()
    {
        Assert.Contains("does not exist", Assert.Throws<UserErrorException>(() => MnistFolder.Load(PathOf("no"))).Message);
        Write("file", [1]);
        Assert.Contains("is a file", Assert.Throws<UserErrorException>(() => MnistFolder.Load(PathOf("file"))).Message);
    }

    [SkippableFact]
    public void Loads_MNIST()
    {
        var data = MnistFolder.Load(TestData.Folder("mnist"));
        Assert.Equal((60_000, 10_000), (data.Training.Count, data.Test.Count));
        // The first ten labels of both sets, as published.
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], Enumerable.Range(0, 10).Select(data.Training.Label));
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], Enumerable.Range(0, 10).Select(data.Test.Label));
        // The mean grey of the training set is the 0.1307 that everybody normalises with.
        var sum = 0L;
        for (var i = 0; i < data.Training.Count; i++)
        {
            foreach (var pixel in data.Training.Image(i)) sum += pixel;
        }

        Assert.Equal(0.1307, sum / (255.0 * 784 * 60_000), 0.00005);
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private void Write(string name, byte[] content) => File.WriteAllBytes(PathOf(name), content);

    private void WriteAll(byte[] trainingImages, byte[] trainingLabels)
    {
        Write("train-images-idx3-ubyte", trainingImages);
        Write("train-labels-idx1-ubyte", trainingLabels);
        Write("t10k-images-idx3-ubyte", IdxBytes.Images(2));
        Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(2));
    }

    private void AssertError(string message) =>
        Assert.Equal(message, Assert.Throws<UserErrorException>(() => MnistFolder.Load(folder)).Message);
}
