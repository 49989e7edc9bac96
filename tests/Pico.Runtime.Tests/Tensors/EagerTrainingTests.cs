using static Pico.Functional;

namespace Pico.Tests.Tensors;

/// <summary>A whole network by eager tensors alone.</summary>
public class EagerTrainingTests
{
    static float Relu(float x) => x > 0 ? x : 0;

    static double ReluTwin(double x) => x > 0 ? x : 0;

    [Fact]
    public void A_network_of_the_size_of_MNIST_learns_a_batch()
    {
        KernelTwins.Register(Relu, ReluTwin);
        const int batch = 32, pixels = 784, hidden = 256, classes = 10;
        var random = new Random(3);
        var images = Tensor.From([.. Enumerable.Range(0, batch * pixels).Select(_ => random.NextSingle())], batch, pixels);
        var labels = Tensor.From([.. Enumerable.Range(0, batch).Select(i => i * 7 % classes)], batch);
        Tensor[] parameters =
        [
            Uniform([hidden, pixels], 1 / 28f), Functional.Zeros([hidden]), Uniform([classes, hidden], 1 / 16f), Functional.Zeros([classes]),
        ];

        Tensor Loss() => CrossEntropy(
            (images.MatMul(parameters[0].Transpose()) + parameters[1]).Map(Relu).MatMul(parameters[2].Transpose()) + parameters[3], labels);

        var first = Loss().Item();
        for (var step = 0; step < 12; step++)
        {
            Loss().Backward();
            foreach (var parameter in parameters)
            {
                var values = parameter.AsSpan<float>();
                var gradient = parameter.Gradient!.AsSpan<float>();
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] -= 0.05f * gradient[i];
                }

                parameter.ClearGradient();
            }
        }

        Assert.InRange(first, 2, 3); // ln 10 = 2.30
        Assert.InRange(Loss().Item(), 0, first - 0.3f);
    }
}
