using Pico.Models;
using Pico.Threading;

namespace Pico.Training;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101), with torch.optim.AdamW's defaults and
/// order of operations. The state lies in two buffers as long as the weights; a step is one fused pass over the flat buffers,
/// allocates nothing, and gives the same bits for any number of threads.
/// </summary>
public sealed unsafe partial class AdamW
{
    const float Tiny = 1e-30f;

    readonly float[] firstMoments;
    readonly float[] secondMoments;
    readonly AdamWChunk[] chunks;

    /// <summary>Prepares the state for a number of weights, all of which decay.</summary>
    /// <param name="count">The number of weights that a step updates.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">The decay of the running mean of the gradients.</param>
    /// <param name="beta2">The decay of the running mean of their squares.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">The fraction of a weight that a step takes away, times the learning rate.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public AdamW(int count, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
        : this(count, AdamWChunk.Cut(count), Storage.Float32, learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <summary>
    /// Prepares the state for a model's trained parameters in two groups: matrices and tables decay, what has one dimension (biases,
    /// the scales of norms) does not.
    /// </summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="beta1">The decay of the running mean of the gradients.</param>
    /// <param name="beta2">The decay of the running mean of their squares.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">The fraction of a decaying weight that a step takes away, times the learning rate.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public AdamW(ParameterSet parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
        : this(Expect(parameters).Length, AdamWChunk.Cut(parameters), parameters.Storage, learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    private AdamW(int count, AdamWChunk[] chunks, Storage storage, double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    {
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
            throw new ArgumentException($"beta1 = {beta1} and beta2 = {beta2} must lie in [0, 1).", nameof(beta1));

        (firstMoments, secondMoments, this.chunks) = (new float[count], new float[count], chunks);
        remainders = storage == Storage.BFloat16 ? new short[count] : [];
        (LearningRate, Beta1, Beta2, Epsilon, WeightDecay) = (learningRate, beta1, beta2, epsilon, weightDecay);
    }

    static ParameterSet Expect(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters;
    }

    /// <summary>The step size; a schedule may change it between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>The decay of the running mean of the gradients.</summary>
    public double Beta1 { get; }

    /// <summary>The decay of the running mean of their squares.</summary>
    public double Beta2 { get; }

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; }

    /// <summary>The fraction of a weight that a step takes away, times the learning rate.</summary>
    public double WeightDecay { get; set; }

    /// <summary>The bytes of both moments, and of <see cref="Remainders"/>.</summary>
    public long StateBytes => ((long)(firstMoments.Length + secondMoments.Length) * sizeof(float)) + ((long)remainders.Length * sizeof(short));

    /// <summary>How many steps have been made; with the moments, all that a checkpoint needs.</summary>
    public long StepCount { get; set; }

    /// <summary>The running mean of the gradients, one for each weight.</summary>
    public Span<float> FirstMoments => firstMoments;

    /// <summary>The running mean of the squared gradients, one for each weight.</summary>
    public Span<float> SecondMoments => secondMoments;

    /// <summary>Moves the weights one step against their gradients.</summary>
    /// <param name="weights">All trained weights, updated.</param>
    /// <param name="gradients">One gradient for each weight.</param>
    /// <param name="gradientScale">What every gradient is multiplied by on the way: below one to clip them, or for a mean over several batches.</param>
    /// <param name="pool">The threads that work; without one, the caller's alone.</param>
    /// <exception cref="ArgumentException">The number of weights or gradients is not that of the state.</exception>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradients, double gradientScale = 1, WorkerPool? pool = null)
    {
        RequireCounts(weights.Length, gradients.Length);
        StepCount++;
        var decaying = Uniforms(gradientScale, WeightDecay);
        var plain = Uniforms(gradientScale, weightDecay: 0);
        fixed (float* weight = weights, gradient = gradients, m = firstMoments, v = secondMoments)
        fixed (AdamWChunk* chunk = chunks)
        {
            var pass = new Pass { Weights = weight, Gradients = gradient, FirstMoments = m, SecondMoments = v, Chunks = chunk, Decaying = &decaying, Plain = &plain };
            if (pool is not null)
            {
                pool.Run(&UpdateChunk, &pass, chunks.Length);
                return;
            }

            for (var i = 0; i < chunks.Length; i++) UpdateChunk(&pass, i);
        }
    }

    void RequireCounts(int weights, int gradients)
    {
        if (weights != firstMoments.Length || gradients != firstMoments.Length)
        {
            throw new ArgumentException(
                $"AdamW holds state for {firstMoments.Length} weights, but was given {weights} weights and {gradients} gradients.", nameof(weights));
        }
    }

    static void UpdateChunk(void* state, int index)
    {
        ref var pass = ref *(Pass*)state;
        var (first, count, decays) = pass.Chunks[index];
        Update(
            new Span<float>(pass.Weights + first, count),
            new ReadOnlySpan<float>(pass.Gradients + first, count),
            new Span<float>(pass.FirstMoments + first, count),
            new Span<float>(pass.SecondMoments + first, count),
            decays ? *pass.Decaying : *pass.Plain);
    }

    AdamWStep Uniforms(double gradientScale, double weightDecay) => new(
        Scale: (float)gradientScale,
        Beta1: (float)Beta1,
        Gain1: (float)(1 - Beta1),
        Beta2: (float)Beta2,
        Gain2: (float)(1 - Beta2),
        Rate: (float)(LearningRate / (1 - Math.Pow(Beta1, StepCount))),
        Correction: (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, StepCount))),
        Epsilon: (float)Epsilon,
        Keep: (float)(1 - LearningRate * weightDecay));

    /// <summary>The update rule of one weight.</summary>
    [Kernel]
    static void Update(ref float weight, float gradient, ref float m, ref float v, [Uniform] in AdamWStep step)
    {
        var slope = gradient * step.Scale;
        m = step.Beta1 * m + step.Gain1 * slope;
        v = step.Beta2 * v + step.Gain2 * slope * slope;

        // Denormal moments of dead weights would make every operation on them many times slower.
        m = MathF.Abs(m) < Tiny ? 0 : m;
        v = v < Tiny ? 0 : v;
        weight = weight * step.Keep - step.Rate * m / (MathF.Sqrt(v) * step.Correction + step.Epsilon);
    }
    struct Pass
    {
        public float* Weights, Gradients, FirstMoments, SecondMoments;
        public AdamWChunk* Chunks;
        public AdamWStep* Decaying, Plain;
    }
}
