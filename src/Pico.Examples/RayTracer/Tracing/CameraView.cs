using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>A thin lens in front of a picture of so many pixels.</summary>
/// <param name="Origin">The middle of the lens.</param>
/// <param name="Corner">From there to the upper left corner of the plane in focus.</param>
/// <param name="Across">Along that plane, the width of a pixel.</param>
/// <param name="Down">The height of a pixel.</param>
/// <param name="LensX">From the middle of the lens to its edge, sideways.</param>
/// <param name="LensY">The same, upwards.</param>
/// <param name="Width">The pixels of a row.</param>
/// <param name="Seed">What all random numbers follow from.</param>
public readonly record struct CameraView(Vec3 Origin, Vec3 Corner, Vec3 Across, Vec3 Down, Vec3 LensX, Vec3 LensY, int Width, uint Seed);
