namespace Pico;

/// <summary>
/// Marks a <see cref="Tensor"/> field of a layer or model as a buffer (torch's register_buffer): state that belongs to the model but is not
/// trained. It has an initialiser as a parameter has; training changes it by <see cref="Tensor.Update"/>, evaluation only reads it, and
/// checkpoints hold it under its name. It is stored as float32 in every model.
/// </summary>
/// <param name="name">Its name in checkpoints; without one, the field's.</param>
/// <example><code>
/// [Buffer("running_mean")] readonly Tensor runningMean = Zeros([features]);
/// </code></example>
[AttributeUsage(AttributeTargets.Field)]
public sealed class BufferAttribute(string? name = null) : Attribute
{
    /// <summary>Its name in checkpoints; null for the field's.</summary>
    public string? Name { get; } = name;
}
