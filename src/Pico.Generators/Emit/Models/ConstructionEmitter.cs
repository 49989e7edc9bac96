using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes what a model keeps of its constructor's parameters, which variant they choose, and the checks of what they must
/// fulfil. All by field initialisers: a method that read a primary constructor's parameter would capture it.
/// </summary>
internal sealed class ConstructionEmitter
{
    private readonly ModelProgram model;
    private readonly SourceWriter writer;

    public ConstructionEmitter(ModelProgram model, SourceWriter writer)
    {
        this.model = model;
        this.writer = writer;
    }

    /// <summary>The field that keeps a size.</summary>
    public static string FieldOf(string constant) => constant + "Size";

    /// <summary>The field that keeps a number.</summary>
    public static string FieldOf(ModelSetting setting) => setting.Name + "Value";

    /// <summary>Writes the statement that checks sizes reached through a prefix.</summary>
    public static void Check(SourceWriter writer, ModelProgram program, SizeConstraint constraint, string prefix)
    {
        string Size(Dimension size) => DimensionText.Of(size, prefix);
        var source = SourceWriter.Literal(constraint.Origin >= 0 ? program.Sources[constraint.Origin].Text : program.Type.Name);
        writer.Line(constraint switch
        {
            SizeConstraint.Divides divides => "Expect.Divisible(" + Size(divides.Numerator) + ", " + Size(divides.Denominator) + ", \"" +
                divides.Numerator + " / " + divides.Denominator + "\");",
            SizeConstraint.Holds holds => "Expect.Holds(" + VariantEmitter.Text(writer, holds.Condition, holds.Inputs) + ", " + source + ", " +
                SourceWriter.Literal(holds.Demand) + ");",
            _ => throw new System.InvalidOperationException(constraint.GetType().Name),
        });
    }

    public void Write()
    {
        foreach (var constant in model.Constants)
        {
            writer.Line("private readonly int " + FieldOf(constant) + " = " + NameScope.Identifier(constant) + ";");
        }

        foreach (var setting in model.OpenSettings)
        {
            writer.Line("private readonly " + ScalarEmitter.TypeOf(setting.Type) + " " + FieldOf(setting) + " = " + NameScope.Identifier(setting.Name) + ";");
        }

        if (model.Alternatives.Count > 0)
        {
            new VariantEmitter(model, writer).Write();
        }

        if (Sizes.Any() || model.Variants.Any(variant => variant.Constraints.Count > 0))
        {
            WriteChecks();
        }

        writer.Blank();
    }

    /// <summary>The parameters that are the size of a dimension or a number of layers in every variant that leaves them open, and so at least one.</summary>
    private IEnumerable<string> Sizes => model.Constants.Where(constant => model.Variants
        .Where(variant => !variant.IsFixed(constant))
        .All(variant => variant.DemandedSizes.Contains(Dimension.Symbol(constant))));

    private void WriteChecks()
    {
        var checks = Checks();
        var settings = new HashSet<string>(model.Variants.SelectMany(variant => variant.Constraints).SelectMany(constraint => constraint.Sizes).SelectMany(size => size.Symbols));
        var sizes = Sizes.ToList();
        var parameters = model.Constants.Where(constant => settings.Contains(constant) || sizes.Contains(constant)).Select(constant => (Type: "int", Name: NameScope.Identifier(constant), Value: NameScope.Identifier(constant)))
            .Concat(model.Settings.Where(setting => settings.Contains(setting.Name))
                .Select(setting => (Type: ScalarEmitter.TypeOf(setting.Type), Name: NameScope.Identifier(setting.Name), Value: NameScope.Identifier(setting.Name))))
            .ToList();
        if (checks.Any(check => check.Variants.Count < model.Variants.Count))
        {
            var names = new NameScope(parameters.Select(parameter => parameter.Name).ToArray());
            var variant = "ChooseVariant(" + new VariantEmitter(model, writer).Arguments + ")";
            parameters.Add(("int", names.Unique("variant"), variant));
        }

        writer.Line("private readonly bool sizesFit = CheckSizes(" + string.Join(", ", parameters.Select(parameter => parameter.Value)) + ");");
        writer.Blank();
        using (writer.Braces("private static bool CheckSizes(" + string.Join(", ", parameters.Select(parameter => parameter.Type + " " + parameter.Name)) + ")"))
        {
            foreach (var size in sizes.Select(NameScope.Identifier))
            {
                writer.Line("Expect.Positive(" + size + ", nameof(" + size + "));");
            }

            foreach (var (program, constraint, variants) in checks)
            {
                if (variants.Count == model.Variants.Count)
                {
                    Check(writer, program, constraint, string.Empty);
                    continue;
                }

                using (writer.Braces("if (" + parameters[parameters.Count - 1].Name + " is " + string.Join(" or ", variants) + ")"))
                {
                    Check(writer, program, constraint, string.Empty);
                }

                writer.Blank();
            }

            writer.Line("return true;");
        }
    }

    /// <summary>Each constraint once, with the variants that need it.</summary>
    private List<(ModelProgram Program, SizeConstraint Constraint, List<int> Variants)> Checks()
    {
        var checks = new List<(ModelProgram Program, SizeConstraint Constraint, List<int> Variants)>();
        for (var variant = 0; variant < model.Variants.Count; variant++)
        {
            var program = model.Variants[variant];
            foreach (var constraint in program.Constraints)
            {
                var same = checks.FindIndex(other => (other.Constraint with { Origin = constraint.Origin }) == constraint);
                if (same >= 0)
                {
                    checks[same].Variants.Add(variant);
                }
                else
                {
                    checks.Add((program, constraint, new List<int> { variant }));
                }
            }
        }

        return checks;
    }
}
