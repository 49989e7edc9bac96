using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Where the camera stands and how it looks.</summary>
/// <param name="From">Where it stands.</param>
/// <param name="At">What is in the middle of the picture.</param>
/// <param name="Up">What is up.</param>
/// <param name="FieldOfView">The angle from the lower to the upper edge, in degrees.</param>
/// <param name="Aperture">The diameter of the lens; 0 has everything in focus.</param>
/// <param name="Focus">How far away it is sharp.</param>
public sealed record Camera(Vec3 From, Vec3 At, Vec3 Up, double FieldOfView, double Aperture, double Focus)
{
    /// <summary>The camera in front of a picture.</summary>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="seed">What all random numbers follow from.</param>
    public CameraView View(int width, int height, int seed)
    {
        var back = Vec3.Normalize(From - At);
        var right = Vec3.Normalize(Vec3.Cross(Up, back));
        var up = Vec3.Cross(back, right);
        var tall = (float)(2 * Math.Tan(FieldOfView * Math.PI / 360) * Focus);
        var wide = tall * width / height;
        var corner = back * (float)-Focus - right * (wide / 2) + up * (tall / 2);
        var lens = (float)(Aperture / 2);
        return new CameraView(From, corner, right * (wide / width), up * (-tall / height), right * lens, up * lens, width, (uint)seed);
    }
}
