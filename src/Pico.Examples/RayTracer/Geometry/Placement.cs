using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Geometry;

/// <summary>Where an object stands: scaled, then turned about an axis through its origin (Rodrigues), then moved.</summary>
public sealed class Placement
{
    // The corners of boxes are rounded, and so is what rays become in the object's space.
    private const double Margin = 1e-5;

    private readonly double[,] turn = new double[3, 3];
    private readonly double scale;
    private readonly Vec3 place;

    /// <summary>Makes it.</summary>
    /// <param name="scale">How many times as large, not 0.</param>
    /// <param name="axis">The axis, not zero.</param>
    /// <param name="degrees">By how much it is turned, anticlockwise when the axis points at the viewer.</param>
    /// <param name="place">Where its origin comes to lie.</param>
    public Placement(double scale, in Vec3 axis, double degrees, in Vec3 place)
    {
        (this.scale, this.place) = (scale, place);
        var length = Math.Sqrt(((double)axis.X * axis.X) + ((double)axis.Y * axis.Y) + ((double)axis.Z * axis.Z));
        double[] unit = [axis.X / length, axis.Y / length, axis.Z / length];
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        double[,] cross = { { 0, -unit[2], unit[1] }, { unit[2], 0, -unit[0] }, { -unit[1], unit[0], 0 } };
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++) turn[row, column] = (row == column ? cosine : 0) + (sine * cross[row, column]) + ((1 - cosine) * unit[row] * unit[column]);
        }
    }

    /// <summary>What brings points of the world to the object, as <see cref="ShapeRecord.Rows"/> says.</summary>
    public float[] Rows
    {
        get
        {
            var rows = new float[12];
            double[] moved = [place.X, place.Y, place.Z];
            for (var row = 0; row < 3; row++)
            {
                var sum = 0.0;
                for (var column = 0; column < 3; column++)
                {
                    var value = turn[column, row] / scale; // a rotation turns back by its transposed
                    rows[(4 * row) + column] = (float)value;
                    sum += value * moved[column];
                }

                rows[(4 * row) + 3] = (float)-sum;
            }

            return rows;
        }
    }

    /// <summary>A box of the world that holds a box of the object.</summary>
    /// <param name="box">The box of the object.</param>
    public Bounds Around(in Bounds box)
    {
        var around = Bounds.Empty;
        for (var corner = 0; corner < 8; corner++)
        {
            double x = (corner & 1) == 0 ? box.Low.X : box.High.X, y = (corner & 2) == 0 ? box.Low.Y : box.High.Y, z = (corner & 4) == 0 ? box.Low.Z : box.High.Z;
            around = Bounds.Union(around, new Vec3(Along(0, place.X), Along(1, place.Y), Along(2, place.Z)));

            float Along(int row, float from) => (float)((scale * ((turn[row, 0] * x) + (turn[row, 1] * y) + (turn[row, 2] * z))) + from);
        }

        var size = around.High - around.Low;
        var margin = (float)(Margin * (size.X + size.Y + size.Z + Math.Abs(place.X) + Math.Abs(place.Y) + Math.Abs(place.Z)));
        var more = new Vec3(margin, margin, margin);
        return new Bounds(around.Low - more, around.High + more);
    }
}
