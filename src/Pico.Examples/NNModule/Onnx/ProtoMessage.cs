using Google.Protobuf;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>One message in protobuf's wire format, field by field. A message inside another one is written when it is complete, because its length comes first.</summary>
internal sealed class ProtoMessage
{
    private readonly MemoryStream buffer = new();
    private readonly CodedOutputStream output;

    public ProtoMessage() => output = new CodedOutputStream(buffer, leaveOpen: true);

    public ProtoMessage Add(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        return this;
    }

    public ProtoMessage Add(int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
        return this;
    }

    public ProtoMessage Add(int field, ReadOnlyMemory<byte> bytes)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(bytes));
        return this;
    }

    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.Bytes());

    public ProtoMessage Add(int field, IEnumerable<ProtoMessage> messages)
    {
        foreach (var message in messages) Add(field, message);
        return this;
    }

    /// <summary>The message, without its length.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        output.Flush();
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
