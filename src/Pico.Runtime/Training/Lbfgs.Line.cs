namespace Pico.Training;

public sealed partial class Lbfgs
{
    private const int MoveOn = 0, Remember = 1, MoveFromStart = 2; // passes

    private float stepLength;

    /// <inheritdoc/>
    protected override void Update(int pass, in OptimizerPiece piece)
    {
        switch (pass)
        {
            case MoveOn: Follow(piece.Weights, piece.Of(direction), stepLength); break;
            case Remember: piece.Weights.CopyTo(piece.Of(search!.Start)); break;
            default: FollowFrom(piece.Of(search!.Start), piece.Weights, piece.Of(direction), stepLength); break;
        }
    }

    /// <summary>The loss and its slope along the direction, at a length.</summary>
    private (double Loss, double Slope) EvaluateAt(double length)
    {
        stepLength = (float)length;
        Pass(MoveFromStart);
        var loss = search!.Evaluate!();
        return (loss, vectors.Dot(GradientsOfStep, direction));
    }

    [Kernel]
    static void Follow(ref float weight, float direction, [Uniform] float length) => weight += length * direction;

    [Kernel]
    static void FollowFrom(float start, out float weight, float direction, [Uniform] float length) => weight = start + length * direction;

    private sealed class LineSearch(int count, Func<double, (double Loss, double Slope)> evaluateAt)
    {
        public Func<double, (double Loss, double Slope)> EvaluateAt { get; } = evaluateAt;

        public float[] Start { get; } = new float[count];

        public Func<double>? Evaluate { get; set; }

        public double StartLoss { get; set; }
    }
}
