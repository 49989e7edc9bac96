namespace Pico.Examples.RayTracer.Scenes;

/// <summary>
/// The box of Cornell University (Goral, Torrance, Greenberg and Battaile, "Modeling the interaction of light between diffuse surfaces", 1984), with a block and two spheres.
/// </summary>
internal static class CornellBox
{
    public const string Text = """
        # A room with one lamp. Lengths are those of the box at Cornell, in millimetres.
        camera from (278, 278, -800) at (278, 278, 0) fov 40
        sky (0, 0, 0)
        material red lambert (0.65, 0.05, 0.05)
        material green lambert (0.12, 0.45, 0.15)
        material white lambert (0.73, 0.73, 0.73)
        material lamp light (15, 15, 15)
        material glass dielectric 1.5
        material steel metal (0.8, 0.85, 0.88) fuzz 0.05
        quad (555, 0, 0) (0, 0, 555) (0, 555, 0) of green
        quad (0, 0, 0) (0, 555, 0) (0, 0, 555) of red
        quad (0, 0, 0) (0, 0, 555) (555, 0, 0) of white         # floor
        quad (0, 555, 0) (555, 0, 0) (0, 0, 555) of white       # ceiling
        quad (0, 0, 555) (0, 555, 0) (555, 0, 0) of white       # back
        quad (213, 554, 227) (130, 0, 0) (0, 0, 105) of lamp

        # A tall block, turned by 15 degrees.
        quad (265, 0, 295) (159.4, 0, 42.7) (0, 330, 0) of white
        quad (265, 0, 295) (-42.7, 0, 159.4) (0, 330, 0) of white
        quad (424.4, 0, 337.7) (-42.7, 0, 159.4) (0, 330, 0) of white
        quad (222.3, 0, 454.4) (159.4, 0, 42.7) (0, 330, 0) of white
        quad (265, 330, 295) (159.4, 0, 42.7) (-42.7, 0, 159.4) of white

        sphere (190, 90, 190) radius 90 of glass
        sphere (405, 60, 130) radius 60 of steel
        """;
}
