namespace Pico.Examples.RayTracer.Rendering;

/// <summary>How far a picture is.</summary>
/// <param name="Done">Which part of all paths is traced, from 0 to 1.</param>
/// <param name="Rays">How many rays were traced.</param>
/// <param name="EndsPass">Whether every pixel has had the same number of paths.</param>
public readonly record struct RenderProgress(double Done, long Rays, bool EndsPass);
