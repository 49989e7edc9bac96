namespace Pico.Checkpoints;

/// <summary>The element types of the safetensors format, by the names that stand in its header.</summary>
public enum SafetensorsType
{
#pragma warning disable CS1591 // the names say all there is
    BOOL,
    U8,
    I8,
    F8_E5M2,
    F8_E4M3,
    U16,
    I16,
    F16,
    BF16,
    U32,
    I32,
    F32,
    U64,
    I64,
    F64,
#pragma warning restore CS1591
}
