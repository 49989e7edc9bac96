namespace Pico.Simd;

/// <summary>The operations as plain loops over sixteen lanes, for machines without vectors and as the oracle of the others.</summary>
/// <remarks>Whether such a loop is inlined is left to the JIT: a body of sixteen iterations outweighs its call.</remarks>
#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct SimdScalar : ISimd<FloatLanesScalar, IntLanesScalar, DoubleLanesScalar, LongLanesScalar>
{
    public static int Width => 0;

    public static FloatLanesScalar Load(float* source)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static FloatLanesScalar Load(float* source, int count)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16 && i < count; i++) result[i] = source[i];
        return result;
    }

    public static void Store(float* destination, FloatLanesScalar value)
    {
        for (var i = 0; i < 16; i++) destination[i] = value[i];
    }

    public static void Store(float* destination, FloatLanesScalar value, int count)
    {
        for (var i = 0; i < 16 && i < count; i++) destination[i] = value[i];
    }

    public static void StoreNonTemporal(float* destination, FloatLanesScalar value) => Store(destination, value);

    public static FloatLanesScalar Broadcast(float value)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = value;
        return result;
    }

    public static IntLanesScalar Load(int* source)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar Load(int* source, int count)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16 && i < count; i++) result[i] = source[i];
        return result;
    }

    public static void Store(int* destination, IntLanesScalar value)
    {
        for (var i = 0; i < 16; i++) destination[i] = value[i];
    }

    public static void Store(int* destination, IntLanesScalar value, int count)
    {
        for (var i = 0; i < 16 && i < count; i++) destination[i] = value[i];
    }

    public static IntLanesScalar Broadcast(int value)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = value;
        return result;
    }

    public static DoubleLanesScalar Load(double* source)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static DoubleLanesScalar Load(double* source, int count)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16 && i < count; i++) result[i] = source[i];
        return result;
    }

    public static void Store(double* destination, DoubleLanesScalar value)
    {
        for (var i = 0; i < 16; i++) destination[i] = value[i];
    }

    public static void Store(double* destination, DoubleLanesScalar value, int count)
    {
        for (var i = 0; i < 16 && i < count; i++) destination[i] = value[i];
    }

    public static DoubleLanesScalar Broadcast(double value)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = value;
        return result;
    }
}
