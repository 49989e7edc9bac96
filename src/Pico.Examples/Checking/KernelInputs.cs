using Pico.Simd;

namespace Pico.Examples.Checking;

/// <summary>Made-up data for any kernel, the same for the same seed.</summary>
internal sealed class KernelInputs
{
    /// <summary>Elements before and behind a stream that nobody may touch.</summary>
    public const int Margin = 4;

    // Memory that all elements read must hold whatever index a kernel makes of its elements: a block of sixteen for each, and some more.
    private const int MemoryPerElement = 16, MoreMemory = 64;

    // A uniform integer often is a number of rounds.
    private const int LeastUniform = -2, MostUniform = 70;

    private static readonly double[] SpecialFloats =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, float.Epsilon, -float.Epsilon, 1e-40, float.MaxValue,
        float.MinValue, 16777217, 2147483648, -2147483648.0, 4294967296, 1e20, 20, 100, -100,
    ];

    private static readonly int[] SpecialInts = [0, 1, -1, 2, -2, 7, 31, 32, 33, int.MaxValue, int.MinValue, int.MinValue + 1, (1 << 24) + 1];

    private readonly KernelDescription kernel;
    private readonly Array[] arrays;
    private readonly int start;

    private KernelInputs(KernelDescription kernel, Array[] arrays, int start, int length) => (this.kernel, this.arrays, this.start, Length) = (kernel, arrays, start, length);

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>Draws values of all kinds: ordinary ones, any bits, and those that are special.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="start">How far streams begin behind the margin: 1 is unaligned.</param>
    /// <param name="seed">Of the values.</param>
    public static KernelInputs Draw(KernelDescription kernel, int length, int start, int seed) => Make(kernel, length, start, seed, isOrdinary: false);

    /// <summary>Draws ordinary values only, positive and near 1, to measure with.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="length">The number of elements.</param>
    public static KernelInputs Ordinary(KernelDescription kernel, int length) => Make(kernel, length, 0, 1, isOrdinary: true);

    /// <summary>The array of a parameter.</summary>
    public Array this[int parameter] => arrays[parameter];

    /// <summary>Where the elements of a parameter begin in its array.</summary>
    public int Start(int parameter) => IsValue(kernel.Parameters[parameter]) ? 0 : Margin + start;

    /// <summary>For a run.</summary>
    public KernelData Data => new(arrays, Margin + start, Length);

    public KernelInputs Copy() => new(kernel, [.. arrays.Select(array => (Array)array.Clone())], start, Length);

    /// <summary>The same with every floating-point number of one parameter moved by some of the smallest possible steps.</summary>
    public KernelInputs Moved(int parameter, int steps)
    {
        var moved = Copy();
        switch (moved.arrays[parameter])
        {
            case float[] singles:
                for (var i = 0; i < singles.Length; i++) singles[i] = Enumerable.Range(0, Math.Abs(steps)).Aggregate(singles[i], (x, _) => steps > 0 ? MathF.BitIncrement(x) : MathF.BitDecrement(x));
                break;
            case double[] doubles:
                for (var i = 0; i < doubles.Length; i++) doubles[i] = Enumerable.Range(0, Math.Abs(steps)).Aggregate(doubles[i], (x, _) => steps > 0 ? Math.BitIncrement(x) : Math.BitDecrement(x));
                break;
        }

        return moved;
    }

    private static bool IsValue(KernelParameter parameter) => parameter.Passing is KernelPassing.Uniform or KernelPassing.Total;

    private static KernelInputs Make(KernelDescription kernel, int length, int start, int seed, bool isOrdinary)
    {
        var random = new Random(seed);
        var arrays = kernel.Parameters.Select(parameter =>
        {
            var count = IsValue(parameter) ? 1 : Margin + start + (parameter.Passing is KernelPassing.Memory or KernelPassing.WritableMemory ? (MemoryPerElement * length) + MoreMemory : length + Margin);
            var array = parameter.Allocate(count);
            for (var i = 0; i < count; i++) Fill(array, i, parameter.Passing == KernelPassing.Uniform, isOrdinary, random);
            return array;
        }).ToArray();
        return new KernelInputs(kernel, arrays, start, length);
    }

    private static void Fill(Array array, int i, bool isUniform, bool isOrdinary, Random random)
    {
        var type = array.GetType().GetElementType();
        var isFloat = type == typeof(float) || type == typeof(double);
        var number = isFloat ? isOrdinary ? 0.5 + random.NextDouble() : Float(random) : 0;
        var integer = isUniform ? random.Next(isOrdinary ? MostUniform - 1 : LeastUniform, MostUniform) : isOrdinary ? random.Next() : Int(random);
        array.SetValue(
            type == typeof(float) ? (float)number
            : type == typeof(double) ? number
            : type == typeof(int) ? integer
            : type == typeof(uint) ? (uint)integer
            : type == typeof(long) ? isUniform ? integer : ((long)integer << 32) ^ Int(random)
            : type == typeof(ulong) ? isUniform ? (ulong)integer : (ulong)(((long)integer << 32) ^ Int(random))
            : type == typeof(short) ? (short)integer
            : type == typeof(ushort) ? (ushort)integer
            : type == typeof(sbyte) ? (sbyte)integer
            : type == typeof(byte) ? (byte)integer
            : (object)((integer & 1) != 0),
            i);
    }

    private static double Float(Random random) => random.Next(6) switch
    {
        0 => SpecialFloats[random.Next(SpecialFloats.Length)],
        1 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
        2 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4)),
        _ => 2 * random.NextDouble(),
    };

    private static int Int(Random random) => random.Next(3) switch
    {
        0 => SpecialInts[random.Next(SpecialInts.Length)],
        1 => random.Next(-20, 20),
        _ => random.Next(int.MinValue, int.MaxValue),
    };
}
