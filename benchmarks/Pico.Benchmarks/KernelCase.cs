namespace Pico.Benchmarks;

/// <summary>One computation in three forms over the same data.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Work">How much it is, in words.</param>
/// <param name="Scalar">The scalar C# method, element by element.</param>
/// <param name="Lanes">The generated span method.</param>
/// <param name="Peer">The C++ function.</param>
internal sealed record KernelCase(string Name, string Work, Action Scalar, Action Lanes, Action Peer);
