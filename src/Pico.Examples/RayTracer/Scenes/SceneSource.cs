namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The text of a scene and where the files that it names come from.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Text">The text.</param>
/// <param name="ReadFile">Gives the bytes of a file that the text names; throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
public sealed record SceneSource(string Name, string Text, Func<string, byte[]> ReadFile);
