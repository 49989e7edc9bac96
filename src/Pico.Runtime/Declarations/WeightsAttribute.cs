namespace Pico;

/// <summary>
/// Says of which file the weights of a <see cref="ModelAttribute"/> come: a model whose parameters disagree with it, in names, in shapes, or
/// in both, does not compile. The file is one of the project's <c>AdditionalFiles</c>; only its header is read.
/// </summary>
/// <remarks>
/// Sizes that the constructor gives are taken from the file: it fits if some arguments make the model's parameters those of the file. Which
/// arguments a program passes is checked when it loads the file with <see cref="Checkpoints.Checkpoint.Load(string, Models.ParameterSet)"/>.
/// </remarks>
/// <param name="file">The end of the file's path as the project has it: <c>digits.safetensors</c>, or <c>weights/digits.safetensors</c>.</param>
/// <example><code>
/// // in the project file: &lt;AdditionalFiles Include="weights/*.safetensors" /&gt;
/// [Model, Weights("digits.safetensors"), Linear(784, 128), Relu, Linear(128, 10), CrossEntropy]
/// public sealed partial class Digits;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WeightsAttribute(string file) : Attribute
{
    /// <summary>The end of the file's path.</summary>
    public string File { get; } = file;
}
