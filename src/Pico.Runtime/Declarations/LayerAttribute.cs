namespace Pico;

/// <summary>
/// Marks a partial class with methods over tensors, most often <c>Forward</c>, as a layer. Its fields are parameters and other layers, its primary
/// constructor holds its sizes. When an attribute can hold the constructor's arguments, the layer also yields an
/// attribute of its own name, for use in a stack of attributes on a <see cref="ModelAttribute"/> class.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LayerAttribute : Attribute;

/// <summary>Base of the attributes that layers yield; <typeparamref name="TLayer"/> is the layer it stands for.</summary>
/// <typeparam name="TLayer">The layer class.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class StackedLayerAttribute<TLayer> : Attribute;
