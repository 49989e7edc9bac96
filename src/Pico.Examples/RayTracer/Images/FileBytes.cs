namespace Pico.Examples.RayTracer.Images;

/// <summary>
/// The bytes of a file as a stream whose place never lies behind its end. Readers that skip what a damaged file calls long, and then wait for the end, would wait for ever.
/// </summary>
internal sealed class FileBytes(byte[] file) : MemoryStream(file, writable: false)
{
    public override long Position
    {
        get => base.Position;
        set => base.Position = Math.Clamp(value, 0, Length);
    }

    public override long Seek(long offset, SeekOrigin loc) => Position = offset + (loc == SeekOrigin.Begin ? 0 : loc == SeekOrigin.Current ? Position : Length);
}
