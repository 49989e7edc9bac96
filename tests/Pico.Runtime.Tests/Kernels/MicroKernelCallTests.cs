using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Pico.Kernels;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>
/// A sum that lives across a call is stored at each product. The JIT inlines what is small; crossgen did not, and a published program had a third of the speed
/// until its micro-kernels were compiled again. So what they use is told to be inlined.
/// </summary>
public class MicroKernelCallTests
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> ByValue =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Fact]
    public void WhatMicroKernelsCallIsInlined()
    {
        var (seen, calls) = (new HashSet<string>(), new List<string>());
        foreach (var (operations, vector) in ((Type, Type)[])[(typeof(GemmVector512), typeof(Vector512<float>)), (typeof(GemmVector256), typeof(Vector256<float>)), (typeof(GemmVector128), typeof(Vector128<float>))])
        {
            var kernels = typeof(GemmTile<,>).MakeGenericType(operations, vector).GetMethods(All).Where(method => method.Name.StartsWith("Rows", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(kernels);
            foreach (var rows in (Type[])[typeof(GemmRows2x2<,>), typeof(GemmRows2x1<,>)])
            {
                foreach (var kernel in kernels) Read(kernel.IsGenericMethod ? kernel.MakeGenericMethod(rows.MakeGenericType(operations, vector)) : kernel, seen, calls);
            }
        }

        Assert.Contains(seen, name => name.EndsWith(".Finish", StringComparison.Ordinal));
        Assert.Contains(seen, name => name.EndsWith(".get_IsFinished", StringComparison.Ordinal));
        Assert.Empty(calls);
    }

    private static void Read(MethodBase method, HashSet<string> seen, List<string> calls)
    {
        foreach (var callee in Callees(method).Where(callee => callee.DeclaringType!.Assembly == typeof(GemmTileSums).Assembly))
        {
            var name = $"{callee.DeclaringType!.Name}.{callee.Name}";
            // An `in` parameter of an interface is implemented by a forwarder that the C# compiler writes: a call and a return.
            var isForwarder = callee.IsPrivate && callee.Name.Contains('.', StringComparison.Ordinal);
            if (!isForwarder && !callee.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining)) calls.Add($"{method.Name} calls {name}");
            if (seen.Add(name)) Read(callee, seen, calls);
        }
    }

    private static IEnumerable<MethodBase> Callees(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        Type? constraint = null;
        for (var at = 0; at < il.Length;)
        {
            short value = il[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | il[at++]));
            var code = ByValue[value];
            if (code == OpCodes.Constrained) constraint = method.Module.ResolveType(BitConverter.ToInt32(il, at), typeArguments, methodArguments);
            if (code.OperandType == OperandType.InlineMethod)
            {
                var callee = method.Module.ResolveMethod(BitConverter.ToInt32(il, at), typeArguments, methodArguments)!;
                yield return constraint is null || !callee.DeclaringType!.IsInterface ? callee : Implementation(constraint, callee);
                constraint = null;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static MethodInfo Implementation(Type type, MethodBase declared)
    {
        var map = type.GetInterfaceMap(declared.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, (MethodInfo)declared)];
    }
}
