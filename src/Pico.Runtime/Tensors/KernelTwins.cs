using System.Collections.Concurrent;

namespace Pico;

/// <summary>
/// The double-precision twins of float kernels. The generated code registers the twin of every kernel when its module is
/// initialised; the functions of <see cref="MathF"/> are registered from the start. Thread-safe.
/// </summary>
/// <remarks>
/// Twins make eager gradients independent of the compiler's derivatives, and whole runs in float64 possible. Delegates of
/// the same static method are equal wherever they were created, which is how a kernel finds its twin.
/// </remarks>
public static class KernelTwins
{
    static readonly ConcurrentDictionary<Delegate, Delegate> Twins = new();
    static readonly ConcurrentDictionary<Delegate, Delegate> Given = new();

    static KernelTwins()
    {
        Register(MathF.Abs, Math.Abs);
        Register(MathF.Acos, Math.Acos);
        Register(MathF.Acosh, Math.Acosh);
        Register(MathF.Asin, Math.Asin);
        Register(MathF.Asinh, Math.Asinh);
        Register(MathF.Atan, Math.Atan);
        Register(MathF.Atan2, Math.Atan2);
        Register(MathF.Atanh, Math.Atanh);
        Register(MathF.Cbrt, Math.Cbrt);
        Register(MathF.Ceiling, Math.Ceiling);
        Register(MathF.CopySign, Math.CopySign);
        Register(MathF.Cos, Math.Cos);
        Register(MathF.Cosh, Math.Cosh);
        Register(MathF.Exp, Math.Exp);
        Register(MathF.Floor, Math.Floor);
        Register(MathF.Log, (Func<double, double>)Math.Log);
        Register(MathF.Log, (Func<double, double, double>)Math.Log);
        Register(MathF.Log10, Math.Log10);
        Register(MathF.Log2, Math.Log2);
        Register(MathF.Max, Math.Max);
        Register(MathF.Min, Math.Min);
        Register(MathF.Pow, Math.Pow);
        Register(MathF.Round, (Func<double, double>)Math.Round);
        Register(MathF.Sin, Math.Sin);
        Register(MathF.Sinh, Math.Sinh);
        Register(MathF.Sqrt, Math.Sqrt);
        Register(MathF.Tan, Math.Tan);
        Register(MathF.Tanh, Math.Tanh);
        Register(MathF.Truncate, Math.Truncate);
    }

    /// <summary>Says which double function computes the same as a float kernel of one argument. The last registration counts.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="twin">The same computation in double.</param>
    public static void Register(Func<float, float> kernel, Func<double, double> twin) => Twins[kernel] = twin;

    /// <summary>Says which double function computes the same as a float kernel of two arguments. The last registration counts.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="twin">The same computation in double.</param>
    public static void Register(Func<float, float, float> kernel, Func<double, double, double> twin) => Twins[kernel] = twin;

    /// <summary>
    /// Says how a float kernel of one argument that holds given derivatives (<see cref="GradientAttribute"/>, <see cref="PicoMath.StopGradient(float)"/>) behaves near
    /// a point: there, what has a given derivative is a line with that slope. Its differences are the kernel's derivatives by the user's rules.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="near">The argument and the point to the value, in double.</param>
    public static void RegisterGiven(Func<float, float> kernel, Func<double, double, double> near) => Given[kernel] = near;

    /// <summary>The same for a kernel of two arguments.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="near">The arguments, then the point, to the value, in double.</param>
    public static void RegisterGiven(Func<float, float, float> kernel, Func<double, double, double, double, double> near) => Given[kernel] = near;

    /// <summary>The derivative at a point, with given derivatives where there are some.</summary>
    internal static double Slope(Func<float, float> kernel, double at) => Given.TryGetValue(kernel, out var near)
        ? TwinDerivative.At(x => ((Func<double, double, double>)near)(x, at), at)
        : TwinDerivative.At(Of(kernel), at);

    /// <summary>The derivative with respect to the first argument.</summary>
    internal static double SlopeLeft(Func<float, float, float> kernel, double a, double b)
    {
        if (Given.TryGetValue(kernel, out var given))
        {
            var near = (Func<double, double, double, double, double>)given;
            return TwinDerivative.At(x => near(x, b, a, b), a);
        }

        var twin = Of(kernel);
        return TwinDerivative.At(x => twin(x, b), a);
    }

    /// <summary>The derivative with respect to the second argument.</summary>
    internal static double SlopeRight(Func<float, float, float> kernel, double a, double b)
    {
        if (Given.TryGetValue(kernel, out var given))
        {
            var near = (Func<double, double, double, double, double>)given;
            return TwinDerivative.At(x => near(a, x, a, b), b);
        }

        var twin = Of(kernel);
        return TwinDerivative.At(x => twin(a, x), b);
    }

    internal static Func<double, double> Of(Func<float, float> kernel) => (Func<double, double>)Find(kernel);

    internal static Func<double, double, double> Of(Func<float, float, float> kernel) => (Func<double, double, double>)Find(kernel);

    static Delegate Find(Delegate kernel) => Twins.TryGetValue(kernel, out var twin) ? twin : throw new ArgumentException(
        "Map: this function has no double twin, which gradients and Float64 tensors need; mark it [Kernel, Differentiable] or call KernelTwins.Register.");
}
