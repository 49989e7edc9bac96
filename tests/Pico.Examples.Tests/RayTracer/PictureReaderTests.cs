using System.Text;
using Pico.Examples.RayTracer.Images;
using Pico.Examples.Tests.Grammars;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>Pictures that netpbm wrote, and files made by hand.</summary>
public class PictureReaderTests
{
    private static readonly byte[] Bytes = Pixels("small.ppm");

    [Theory]
    [InlineData("small.png", "small.ppm", 0)]
    [InlineData("small.tga", "small.ppm", 0)]
    [InlineData("small.bmp", "small.ppm", 0)]
    [InlineData("small.jpg", "small.jpg.ppm", 2)] // decoders of JPEG may round differently
    public void Bytes_are_light_through_the_curve_of_sRGB(string name, string expected, int tolerance)
    {
        var picture = Read(File.ReadAllBytes(GoldenFolder.PathOf("pictures", name)));
        Assert.Equal((13, 7), (picture.Width, picture.Height));
        var bytes = Pixels(expected);
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.InRange(ToneMapping.ToByte(picture.Light[i]) - bytes[i], -tolerance, tolerance);
            if (tolerance == 0) Assert.Equal(Linear(bytes[i]), picture.Light[i], 1e-6);
        }
    }

    [Theory]
    [InlineData("small.pfm")]
    [InlineData("small-big.pfm")]
    public void Pfm_is_light_as_it_is(string name)
    {
        var picture = Read(File.ReadAllBytes(GoldenFolder.PathOf("pictures", name)));
        Assert.Equal((13, 7), (picture.Width, picture.Height));
        Assert.All(picture.Light.Zip(Bytes), pair => Assert.Equal(pair.Second / 255.0, pair.First, 1e-6));
    }

    [Fact]
    public void Grey_pfm_is_the_same_in_all_colours()
    {
        byte[] file = [.. "Pf\n2 1\n1.0\n"u8, 0x3f, 0x80, 0, 0, 0x40, 0x20, 0, 0];
        Assert.Equal([1, 1, 1, 2.5f, 2.5f, 2.5f], Read(file).Light);
    }

    [Fact]
    public void What_the_program_writes_it_reads()
    {
        var picture = new Picture(2, 2, [0, 0.5f, 1, 7, 3, 1e-3f, 0.2f, 0.3f, 0.4f, 1, 1, 1]);
        using var memory = new MemoryStream();
        PfmWriter.Write(picture, memory);
        Assert.Equal(picture.Light, Read(memory.ToArray()).Light);
    }

    /// <summary>Pixels without runs, old runs and new ones, by Ward's description of the format.</summary>
    [Fact]
    public void Radiance_is_read_in_all_its_forms()
    {
        byte[] plain = [.. Head("-Y 1 +X 4"), 128, 64, 32, 129, 1, 1, 1, 2, 0, 0, 0, 0];
        Assert.Equal([1, 0.5f, 0.25f, 1, 0.5f, 0.25f, 1, 0.5f, 0.25f, 0, 0, 0], Read(plain).Light);

        byte[] runs = [.. Head("-Y 2 +X 8")];
        for (var row = 0; row < 2; row++)
        {
            runs = [.. runs, 2, 2, 0, 8, 136, 128, 8, 1, 2, 3, 4, 5, 6, 7, 8, 130, 16, 6, 9, 9, 9, 9, 9, 9, 136, (byte)(136 + row)];
        }

        var light = Read(runs).Light;
        for (var x = 0; x < 8; x++)
        {
            Assert.Equal([128, x + 1, x < 2 ? 16 : 9], light[(3 * x)..((3 * x) + 3)]);
            Assert.Equal([256, 2 * (x + 1), x < 2 ? 32 : 18], light[(24 + (3 * x))..(24 + (3 * x) + 3)]);
        }
    }

    [Fact]
    public void Radiance_is_divided_by_its_exposure() =>
        Assert.Equal([0.5f, 0.25f, 0.125f], Read([.. Encoding.ASCII.GetBytes("#?RGBE\nEXPOSURE=4\nEXPOSURE=0.5\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n"), 128, 64, 32, 129]).Light);

    [Theory]
    [InlineData("", "it is no picture: PNG, JPEG, BMP, TGA, GIF, PSD, Radiance HDR and PFM are read")]
    [InlineData("hello", "it is no picture: PNG, JPEG, BMP, TGA, GIF, PSD, Radiance HDR and PFM are read")]
    [InlineData("PF\n2 x\n1\n", "it is damaged: its head is not width, height and scale")]
    [InlineData("PF\n2 2\n0\n", "it is damaged: its head is not width, height and scale")]
    [InlineData("PF\n2 2\n-1\nabcd", "it is damaged: it ends too early")]
    [InlineData("PF\n2000000 2\n-1\nabcd", "a picture has sides from 1 to 16384")]
    [InlineData("PF\n16000 16000\n-1\nabcd", "it is damaged: so few bytes are no 16000x16000 pixels")]
    [InlineData("PF", "it is damaged: its head is not width, height and scale")]
    [InlineData("#?RADIANCE\n", "it is damaged: its head does not end")]
    [InlineData("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n", "only FORMAT=32-bit_rle_rgbe is read, not FORMAT=32-bit_rle_xyze")]
    [InlineData("#?RADIANCE\n\n+Y 2 +X 2\n", "only rows from above and from the left are read: -Y HEIGHT +X WIDTH")]
    [InlineData("#?RADIANCE\n\n-Y 2 +X 2\nabcdabcd", "it is damaged: it ends too early")]
    [InlineData("#?RADIANCE\n\n-Y 2 +X 2\n\u0001\u0001\u0001\u0001", "it is damaged: a run does not end with its row")]
    [InlineData("#?RADIANCE\n\n-Y 1 +X 8\n\u0002\u0002\0\u0009", "it is damaged: a row has another width")]
    public void A_damaged_file_is_refused_in_one_line(string file, string mistake)
    {
        Assert.Equal(mistake, PictureReader.Read(Encoding.Latin1.GetBytes(file), out var picture));
        Assert.Null(picture);
    }

    /// <summary>Whatever the bytes, there is a picture or one line, never another exception.</summary>
    [Fact]
    public void Changed_files_are_read_or_refused()
    {
        var random = new Random(1);
        var (good, bad) = (0, 0);
        byte[][] files = [.. new[] { "small.png", "small.jpg", "small.tga", "small.bmp", "small.pfm" }.Select(name => File.ReadAllBytes(GoldenFolder.PathOf("pictures", name)))];
        for (var round = 0; round < 3000; round++)
        {
            var file = (byte[])files[round % files.Length].Clone();
            for (var change = random.Next(1, 4); change > 0; change--) file[random.Next(Math.Min(file.Length, 200))] = (byte)random.Next(256);
            if (random.Next(3) == 0) file = file[..random.Next(file.Length)];
            var mistake = PictureReader.Read(file, out var picture);
            Assert.Equal(mistake is null, picture is not null);
            Assert.DoesNotContain('\n', mistake ?? "");
            _ = mistake is null ? good++ : bad++;
        }

        Assert.True(good > 100 && bad > 100, $"{good} good, {bad} bad");
    }

    private static byte[] Head(string size) => Encoding.ASCII.GetBytes($"#?RADIANCE\n# a comment\nFORMAT=32-bit_rle_rgbe\n\n{size}\n");

    private static Picture Read(byte[] file)
    {
        Assert.Null(PictureReader.Read(file, out var picture));
        return picture!;
    }

    private static byte[] Pixels(string name) => File.ReadAllBytes(GoldenFolder.PathOf("pictures", name))[^(13 * 7 * 3)..];

    // IEC 61966-2-1.
    private static double Linear(byte value) => value / 255.0 <= 0.04045 ? value / 255.0 / 12.92 : Math.Pow(((value / 255.0) + 0.055) / 1.055, 2.4);
}
