using Pico.Models;

namespace Pico.Training;

/// <summary>Where the state of a parameter lies: means of squares over its rows and columns, or one for each of its weights.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Count">How many matrices it is: one, but for more than two dimensions. Zero where it has fewer, and is not factored.</param>
/// <param name="Rows">The rows of each.</param>
/// <param name="Columns">The columns of each.</param>
/// <param name="FirstRow">Its first mean over a row; for one that is not factored, its first weight's mean.</param>
/// <param name="FirstColumn">Its first mean over a column.</param>
internal readonly record struct AdafactorMatrix(ParameterInfo Parameter, int Count, int Rows, int Columns, int FirstRow, int FirstColumn)
{
    /// <summary>Whether it is factored.</summary>
    public bool IsFactored => Count > 0;

    /// <summary>Lays out all parameters.</summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <returns>The matrices, and the lengths of the three buffers.</returns>
    public static (AdafactorMatrix[] Matrices, int Rows, int Columns, int Others) LayOut(IReadOnlyList<ParameterInfo> parameters)
    {
        var matrices = new AdafactorMatrix[parameters.Count];
        var (rows, columns, others) = (0, 0, 0);
        for (var i = 0; i < matrices.Length; i++)
        {
            var parameter = parameters[i];
            if (parameter.Shape.Count < 2)
            {
                matrices[i] = new AdafactorMatrix(parameter, 0, 1, parameter.Length, others, 0);
                others += parameter.Length;
                continue;
            }

            var (height, width) = (parameter.Shape[^2], parameter.Shape[^1]);
            var matrix = matrices[i] = new AdafactorMatrix(parameter, parameter.Length / (height * width), height, width, rows, columns);
            (rows, columns) = (rows + (matrix.Count * height), columns + (matrix.Count * width));
        }

        return (matrices, rows, columns, others);
    }

    /// <summary>How <c>row_var</c> is stored: [..., rows, 1].</summary>
    public ParameterInfo RowState => Parameter with { Shape = [.. Parameter.Shape.SkipLast(1), 1], Offset = FirstRow, Length = Count * Rows };

    /// <summary>How <c>col_var</c> is stored: [..., 1, columns].</summary>
    public ParameterInfo ColumnState => Parameter with { Shape = [.. Parameter.Shape.SkipLast(2), 1, Columns], Offset = FirstColumn, Length = Count * Columns };

    /// <summary>How <c>variance</c> is stored: like the parameter.</summary>
    public ParameterInfo OtherState => Parameter with { Offset = FirstRow };
}
