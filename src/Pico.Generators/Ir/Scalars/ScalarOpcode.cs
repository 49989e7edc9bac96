namespace Pico.Generators.Ir;

/// <summary>
/// The operations of the scalar IR. All but <see cref="Load"/> are pure and total. The type of the instruction (for comparisons: of its operands)
/// selects between signed, unsigned and floating forms.
/// </summary>
internal enum ScalarOpcode
{
    /// <summary>No operands; <see cref="ScalarInstruction.Constant"/> holds the value.</summary>
    Constant,

    // arithmetic
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Negate,
    Abs,
    Min,
    Max,
    FusedMultiplyAdd, // a*b + c

    // bits (integers; And, Or, Xor, Not also on bool)
    And,
    Or,
    Xor,
    Not,
    ShiftLeft,
    ShiftRight, // arithmetic on int, logical on uint
    ShiftRightUnsigned,

    // comparisons give Bool; a > b is LessThan(b, a)
    Equal,
    NotEqual,
    LessThan,
    LessThanOrEqual,

    /// <summary>Operands: condition, value when true, value when false.</summary>
    Select,

    /// <summary>C#'s numeric conversion to the instruction's type.</summary>
    Convert,

    /// <summary>The same bits as another type of that size.</summary>
    BitCast,

    // correctly rounded functions
    Sqrt,
    Floor,
    Ceiling,
    Round, // half to even
    Truncate,

    // functions with a stated error (SimdMath)
    Exp,
    Exp2,
    ExpM1,
    Log,
    Log2,
    Log10,
    LogP1,
    Pow,
    Cbrt,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Atan2,
    Sinh,
    Cosh,
    Tanh,
    Erf,
    CopySign,
    Sign, // of a float, as a float: -1, 0, 1; NaN stays NaN

    /// <summary>
    /// The element of a program's memory (its number is <see cref="ScalarInstruction.Constant"/>) at an index. Not total: where
    /// the index is outside, the program ends with an exception. Occurs only in the pieces of a <see cref="KernelProgram"/>.
    /// </summary>
    Load,

    // at the end: specs in metadata hold the numbers of the others
    RotateLeft, // of uint and ulong
    RotateRight,

    /// <summary>
    /// A value whose derivative is given: its operands are the value, then pairs of something it depends on and the derivative with respect to that.
    /// Differentiation looks at the pairs only; with none, gradients stop here. To everything else it is its first operand (<c>ForgetDerivatives</c>).
    /// </summary>
    WithDerivative,

    /// <summary>The normal distribution function.</summary>
    NormalDistribution,

    /// <summary>The density of the normal distribution.</summary>
    NormalDensity,

    /// <summary>A float as it comes back from memory of bfloat16. Occurs only in the elements of loops, after everything is differentiated.</summary>
    RoundToBFloat16,

    /// <summary>e^x where x is known to be at most 0, or NaN. Occurs only in the elements of loops, after everything is differentiated.</summary>
    ExpOfNonPositive,
}
