namespace Pico.Examples.NNModule.Onnx;

/// <summary>Element types by their numbers in ONNX's <c>TensorProto.DataType</c>.</summary>
internal enum OnnxType
{
    Float32 = 1,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
}
