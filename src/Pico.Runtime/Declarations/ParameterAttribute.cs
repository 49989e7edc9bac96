namespace Pico;

/// <summary>
/// Marks a <see cref="Tensor"/> field of a layer or model as a trained parameter. Its initialiser is a lazy descriptor
/// (shape and rule); storage is bound when the model is first used.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ParameterAttribute : Attribute;
