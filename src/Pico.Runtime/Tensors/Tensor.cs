namespace Pico;

/// <summary>An eager tensor with a tape: the oracle of every generated method.</summary>
public sealed partial class Tensor;
