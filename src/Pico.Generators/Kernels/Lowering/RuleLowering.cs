using System.Linq;
using Pico.Generators.Ir;
using Value = Pico.Generators.Kernels.ProgramBuilder.Value;

namespace Pico.Generators.Kernels;

/// <summary>
/// Lowers the rule of a method's gradient beside one call of it: the result becomes a value whose derivatives are what the rule computes from the
/// arguments. Where nothing is differentiated, they are dropped again.
/// </summary>
internal sealed class RuleLowering
{
    private readonly KernelLowering owner;
    private readonly ProgramBuilder builder;
    private readonly MethodLowering lowering;
    private readonly ScalarMethodSpec method;
    private readonly int[] arguments; // as they are before the method begins: it may assign its parameters

    public RuleLowering(KernelLowering owner, MethodLowering lowering, ScalarMethodSpec method)
    {
        this.owner = owner;
        this.lowering = lowering;
        this.method = method;
        builder = owner.Builder;
        arguments = method.Parameters.Select((parameter, i) => Variable(parameter, builder.Read(lowering.Variable(i, parameter.Type)))).ToArray();
    }

    /// <summary>Gives the method's result its derivatives.</summary>
    public void Run()
    {
        var rule = owner.Method(method.Rule!);
        var gradient = new MethodLowering(owner, rule);
        var differentiated = method.Differentiated.ToArray();
        for (var i = 0; i < rule.Parameters.Count; i++)
        {
            gradient.SetVariable(i, Variable(rule.Parameters[i], i < arguments.Length ? builder.Read(arguments[i]) : builder.Constant(rule.Parameters[i].Type, 0)));
        }

        gradient.Run();
        var operands = new[] { builder.Read(lowering.Result) }.Concat(differentiated.SelectMany((parameter, i) => new[]
        {
            builder.Read(arguments[parameter]),
            builder.Read(differentiated.Length == 1 ? gradient.Result : gradient.Variable(arguments.Length + i, rule.Parameters[arguments.Length + i].Type)),
        })).ToArray();
        builder.Assign(lowering.Result, builder.Emit((b, v) => b.Emit(ScalarOpcode.WithDerivative, method.Returns!.Value, v), operands), isNamed: false);
    }

    private int Variable(ScalarParameterSpec parameter, Value value)
    {
        var variable = builder.Variable(parameter.Name, parameter.Type);
        builder.Assign(variable, value, isNamed: false);
        return variable;
    }
}
