using Pico.Models;
using Pico.Tests.Goldens;

namespace Pico.Tests.Training;

/// <summary><see cref="SmallNet"/> by hand in float64, on all rows at once, with the penalty on the way from the start.</summary>
internal static class DoubleNet
{
    private const int Hidden = 8;

    public static double LossAndGradient(GoldenRuns runs, ParameterSet parameters, Span<float> gradients)
    {
        var weights = parameters.Select((_, i) => Read(parameters, i)).ToArray();
        var slopes = weights.Select(weight => new double[weight.Length]).ToArray();
        var (rows, loss) = (runs.Y.Length, 0.0);
        var hidden = new double[Hidden];
        for (var row = 0; row < rows; row++)
        {
            var (x, y, output) = (runs.X[2 * row], runs.X[(2 * row) + 1], weights[3][0]);
            for (var i = 0; i < Hidden; i++)
            {
                hidden[i] = Math.Tanh((weights[0][2 * i] * x) + (weights[0][(2 * i) + 1] * y) + weights[1][i]);
                output += weights[2][i] * hidden[i];
            }

            var difference = output - runs.Y[row];
            loss += difference * difference / rows;
            var delta = 2 * difference / rows;
            slopes[3][0] += delta;
            for (var i = 0; i < Hidden; i++)
            {
                slopes[2][i] += delta * hidden[i];
                var inner = delta * weights[2][i] * (1 - (hidden[i] * hidden[i]));
                slopes[1][i] += inner;
                slopes[0][2 * i] += inner * x;
                slopes[0][(2 * i) + 1] += inner * y;
            }
        }

        var next = 0;
        for (var p = 0; p < weights.Length; p++)
        {
            for (var i = 0; i < weights[p].Length; i++)
            {
                var way = weights[p][i] - runs.Start[next++];
                loss += runs.Penalty * way * way;
                gradients[parameters[p].Offset + i] = (float)(slopes[p][i] + (2 * runs.Penalty * way));
            }
        }

        return loss;
    }

    private static double[] Read(ParameterSet parameters, int index)
    {
        var values = new float[parameters[index].Length];
        parameters.Read(index, values);
        return Array.ConvertAll(values, value => (double)value);
    }
}
