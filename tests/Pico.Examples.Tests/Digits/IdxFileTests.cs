using Pico.Examples.Commands;
using Pico.Examples.Digits;

namespace Pico.Examples.Tests.Digits;

public class IdxFileTests
{
    // Two images of 2 by 3, as the format's definition has them.
    private static readonly byte[] Handmade =
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_dimensions_and_elements(bool gzip)
    {
        var idx = Read(gzip ? IdxBytes.Gzip(Handmade) : Handmade, rank: 3);
        Assert.Equal([2, 2, 3], idx.Dimensions);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255], idx.Elements);
    }

    /// <summary>More than one chunk of the growing buffer, plain and packed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_a_file_that_is_larger_than_one_chunk(bool gzip)
    {
        var file = IdxBytes.Images(300);
        var idx = Read(gzip ? IdxBytes.Gzip(file) : file, rank: 3);
        Assert.Equal([300, 28, 28], idx.Dimensions);
        Assert.Equal(file[16..], idx.Elements);
    }

    [Theory]
    [InlineData("", "f.idx is empty; fetch it again")]
    [InlineData("00", "f.idx is truncated: it ends inside its header of 16 bytes; fetch it again")]
    [InlineData("00000803", "f.idx is truncated: it ends inside its header of 16 bytes; fetch it again")]
    [InlineData("000008030000000200000002", "f.idx is truncated: it ends inside its header of 16 bytes; fetch it again")]
    [InlineData("89504E47", "f.idx is not an IDX file of bytes with 3 dimensions: it starts with 89504e47, expected 00000803")]
    [InlineData("0000080100000001", "f.idx is not an IDX file of bytes with 3 dimensions: it starts with 00000801, expected 00000803")]
    [InlineData("00000D03000000010000000100000001", "f.idx is not an IDX file of bytes with 3 dimensions: it starts with 00000d03, expected 00000803")]
    [InlineData("00000803000000020000000200000002FFFF", "f.idx is truncated: its header promises 8 elements (2x2x2), it holds 2; fetch it again")]
    [InlineData("00000803000000010000000100000001FFFF", "f.idx holds more than the 1 elements of its header (1x1x1); it is damaged or not an IDX file")]
    [InlineData("00000803000000000000001C0000001C", "f.idx holds nothing: dimension 0 of its header is 0")]
    [InlineData("00000803FFFFFFFF0000001C0000001C", "f.idx is too big: dimension 0 of its header is 4,294,967,295, the limit is 536,870,912 bytes")]
    [InlineData("0000080300FFFFFF00FFFFFF00FFFFFF", "f.idx is too big: its header claims 16777215x16777215x16777215 bytes, the limit is 536,870,912 bytes")]
    [InlineData("00000803100000000000001C0000001C", "f.idx is too big: its header claims 268435456x28x28 bytes, the limit is 536,870,912 bytes")]
    [InlineData("1F8B", "f.idx is empty inside its gzip wrapping; fetch it again")]
    public void Names_what_is_wrong(string hex, string message)
    {
        var error = Assert.Throws<UserErrorException>(() => Read(Convert.FromHexString(hex), rank: 3));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Says_so_when_gzip_data_is_truncated()
    {
        var packed = IdxBytes.Gzip(IdxBytes.Images(50));
        var error = Assert.Throws<UserErrorException>(() => ReadFile(packed[..(packed.Length / 2)], rank: 3));
        Assert.Matches("(is truncated: its header promises 39,200 elements|gzip data does not unpack)", error.Message);
    }

    [Fact]
    public void Says_so_when_gzip_data_is_damaged()
    {
        var packed = IdxBytes.Gzip(IdxBytes.Images(50));
        packed[10] = 0xFF; // the first deflate block: of the type that does not exist
        Assert.Contains("damaged", Assert.Throws<UserErrorException>(() => ReadFile(packed, rank: 3)).Message);
    }

    [Fact]
    public void Says_so_when_the_file_is_missing_or_a_folder()
    {
        Assert.Contains("does not exist", Assert.Throws<UserErrorException>(() => IdxFile.Read("/no/such/file", 3)).Message);
        Assert.Contains("cannot be read", Assert.Throws<UserErrorException>(() => IdxFile.Read(Path.GetTempPath(), 3)).Message);
    }

    /// <summary>A header that lies does not cost memory: 500 MB are claimed inside a gzip file of a few bytes.</summary>
    [Fact]
    public void Memory_follows_the_file_and_not_its_header()
    {
        var packed = IdxBytes.Gzip(IdxBytes.Create(0x803, [500, 1000, 1000], new byte[100]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<UserErrorException>(() => Read(packed, rank: 3));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    /// <summary>Whatever the bytes: a valid file, or one clear line and little memory. Never another exception.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_mutations_never_surprise(long seed)
    {
        var random = new CounterRandom(seed, stream: 0);
        byte[][] originals = [Handmade, IdxBytes.Gzip(Handmade), IdxBytes.Images(3), IdxBytes.Gzip(IdxBytes.Images(3))];
        var valid = 0;
        for (var round = 0; round < 4000; round++)
        {
            var file = Mutate(originals[random.NextInt(originals.Length)], ref random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var idx = Read(file, rank: 3);
                Assert.Equal(idx.Dimensions.Aggregate(1L, (product, dimension) => product * dimension), idx.Elements.Length);
                valid++;
            }
            catch (UserErrorException e)
            {
                Assert.StartsWith("f.idx ", e.Message);
                Assert.DoesNotContain('\n', e.Message);
            }
            catch (InvalidDataException)
            {
                // Damaged gzip data; the method that opens the file says so in one line, as tested above.
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }

        Assert.InRange(valid, 1, 3999);
    }

    private static byte[] Mutate(byte[] original, ref CounterRandom random)
    {
        var file = original.ToList();
        for (var change = random.NextInt(4); change >= 0; change--)
        {
            var position = random.NextInt(Math.Min(file.Count, random.NextInt(2) == 0 ? 20 : int.MaxValue));
            switch (random.NextInt(5))
            {
                case 0: file[position] = (byte)random.NextInt(256); break;
                case 1: file[position] ^= (byte)(1 << random.NextInt(8)); break;
                case 2: file.RemoveRange(position + 1, file.Count - position - 1); break;
                case 3: file.Insert(position, (byte)random.NextInt(256)); break;
                default: file.Add((byte)random.NextInt(256)); break;
            }
        }

        return [.. file];
    }

    private static IdxFile Read(byte[] content, int rank) => IdxFile.Read(new MemoryStream(content), "f.idx", rank);

    private static IdxFile ReadFile(byte[] content, int rank)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, content);
            return IdxFile.Read(path, rank);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
