using System.Reflection;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

/// <summary>The members that compiled code refers to.</summary>
internal static class Members
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>Up to so many arguments are passed one by one, more in an array.</summary>
    public const int MostArguments = 4;

    public static readonly FieldInfo
        Reference = Field<LoxValue>(nameof(LoxValue.Reference)), Number = Field<LoxValue>(nameof(LoxValue.Number)),
        CellValue = Field<LoxCell>(nameof(LoxCell.Value)),
        Cells = Field<LoxClosure>(nameof(LoxClosure.Cells)), Body = Field<LoxClosure>(nameof(LoxClosure.Body)), Home = Field<LoxClosure>(nameof(LoxClosure.Home)),
        Arity = Field<LoxClosure>(nameof(LoxClosure.Arity)),
        Fields = Field<LoxInstance>(nameof(LoxInstance.Fields)),
        Machine = Field<FastFunction>(nameof(FastFunction.Machine)), Caches = Field<FastFunction>(nameof(FastFunction.Caches)),
        CacheShape = Field<PropertyCache>(nameof(PropertyCache.Shape)), CacheIndex = Field<PropertyCache>(nameof(PropertyCache.Index)),
        CacheMethod = Field<PropertyCache>(nameof(PropertyCache.Method)), CacheLarger = Field<PropertyCache>(nameof(PropertyCache.Larger)),
        Nil = Field<LoxValue>(nameof(LoxValue.Nil)), True = Field<LoxValue>(nameof(LoxValue.True)), False = Field<LoxValue>(nameof(LoxValue.False));

    public static readonly MethodInfo
        OfBool = Method<LoxValue>(nameof(LoxValue.Of)), AreEqual = Method<LoxValue>(nameof(LoxValue.AreEqual)), IsTruthy = Getter<LoxValue>(nameof(LoxValue.IsTruthy)),
        IsNil = Getter<LoxValue>(nameof(LoxValue.IsNil)), StoreValue = Method<LoxValue>(nameof(LoxValue.Store)),
        Globals = Getter<LoxMachine>(nameof(LoxMachine.Globals)), UndefinedMark = Getter<LoxMachine>(nameof(LoxMachine.Undefined)),
        Leave = Method<LoxMachine>(nameof(LoxMachine.Leave)), Step = Method<LoxMachine>(nameof(LoxMachine.Step)),
        Enter = typeof(LoxMachine).GetMethod(nameof(LoxMachine.Enter), All, [typeof(int)])!,
        Print = Method<LoxMachine>(nameof(LoxMachine.Print)), Resolve = typeof(LoxCalls).GetMethod(nameof(LoxCalls.Resolve), All)!,
        CacheGet = Method<PropertyCache>(nameof(PropertyCache.Get)), CacheSet = Method<PropertyCache>(nameof(PropertyCache.Set)),
        Shape = Getter<LoxInstance>(nameof(LoxInstance.Shape)), AddMethod = Method<LoxClass>(nameof(LoxClass.Add));

    public static readonly ConstructorInfo
        OfNumber = typeof(LoxValue).GetConstructor([typeof(double)])!, OfReference = typeof(LoxValue).GetConstructor([typeof(object)])!,
        NewCell = typeof(LoxCell).GetConstructor([])!;

    /// <summary>A method of <see cref="FastRuntime"/>.</summary>
    public static MethodInfo Runtime(string name) => typeof(FastRuntime).GetMethod(name, All)!;

    /// <summary>The type of the code of a function.</summary>
    public static Type Target(int arity) => arity switch
    {
        0 => typeof(Func<LoxClosure, LoxValue, LoxValue>),
        1 => typeof(Func<LoxClosure, LoxValue, LoxValue, LoxValue>),
        2 => typeof(Func<LoxClosure, LoxValue, LoxValue, LoxValue, LoxValue>),
        3 => typeof(Func<LoxClosure, LoxValue, LoxValue, LoxValue, LoxValue, LoxValue>),
        4 => typeof(Func<LoxClosure, LoxValue, LoxValue, LoxValue, LoxValue, LoxValue, LoxValue>),
        _ => typeof(Func<LoxClosure, LoxValue, LoxValue[], LoxValue>),
    };

    private static FieldInfo Field<T>(string name) => typeof(T).GetField(name, All)!;

    private static MethodInfo Method<T>(string name) => typeof(T).GetMethod(name, All)!;

    private static MethodInfo Getter<T>(string name) => typeof(T).GetProperty(name, All)!.GetMethod!;
}
