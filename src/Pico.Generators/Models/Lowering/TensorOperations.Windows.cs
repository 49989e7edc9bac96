using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

internal sealed partial class TensorOperations
{
    /// <summary>
    /// Images [N, C, H, W] with filters [O, C / groups, kernel height, kernel width] to [N, O, out height, out width]. The sizes are stride,
    /// padding, dilation, groups.
    /// </summary>
    public int Convolution(int x, int weight, IReadOnlyList<Dimension> sizes)
    {
        var (images, filters) = (Images(x), Float(weight));
        var (stride, padding, dilation, groups) = (sizes[0], sizes[1], sizes[2], sizes[3]);
        if (filters.Rank != 4)
        {
            throw context.Fail(LoweringIds.Rank, context.Here + " convolves with " + filters + ": filters are [out channels, in channels / groups, height, width]");
        }

        RequireSteps(stride, padding, dilation, groups);
        if (images.Shape[1] != filters.Shape[1] * groups)
        {
            throw Mismatch(" convolves " + images + " with " + filters + (groups.IsOne ? string.Empty : " in " + groups + " groups"), x, 1, weight, 1);
        }

        if (!groups.IsOne)
        {
            context.Model.RequireDivides(filters.Shape[0], groups, context);
        }

        var windows = new WindowSizes(images.Shape[2], images.Shape[3], filters.Shape[2], filters.Shape[3], stride, padding, dilation);
        RequireFit(windows, images);
        var planes = Shape(x, TensorType.Float(images.Shape[0], images.Shape[1], windows.Plane));
        var type = TensorType.Float(images.Shape[0], filters.Shape[0], windows.Windows);
        var result = Builder.Add(new TensorOp.Convolution(windows, groups), type, context.Origin, planes, weight);
        return Shape(result, TensorType.Float(images.Shape[0], filters.Shape[0], windows.OutHeight, windows.OutWidth));
    }

    /// <summary>Combines the elements of each window of images [N, C, H, W]. The sizes are those of the window, stride, padding.</summary>
    public int Pool(int x, Monoid monoid, IReadOnlyList<Dimension> sizes)
    {
        var images = Images(x);
        if (sizes.Count != 3)
        {
            throw context.Unsupported("its sizes must be ints");
        }

        var (kernel, stride, padding) = (sizes[0], sizes[1], sizes[2]);
        RequireSteps(kernel, padding, stride);

        // Otherwise a window could lie in the padding alone.
        RequireAtMost(Dimension.Constant(2) * padding, kernel, "pools windows of " + kernel + " with a padding of " + padding + ", but the padding may be half a window at most");
        var windows = new WindowSizes(images.Shape[2], images.Shape[3], kernel, kernel, stride, padding, Dimension.One);
        RequireFit(windows, images);
        var planes = Shape(x, TensorType.Float(images.Shape[0], images.Shape[1], windows.Plane));
        var type = TensorType.Float(images.Shape[0], images.Shape[1], windows.Windows);
        var result = Builder.Add(new TensorOp.Pool(monoid, windows), type, context.Origin, planes);
        return Shape(result, TensorType.Float(images.Shape[0], images.Shape[1], windows.OutHeight, windows.OutWidth));
    }

    /// <summary>A size that must be at least so much.</summary>
    public Dimension AtLeast(Dimension size, Dimension least)
    {
        RequireAtMost(least, size, "is " + size + ", but must be at least " + least);
        return size;
    }

    private TensorType Images(int node) => Float(node) is { Rank: 4 } type
        ? type
        : throw context.Fail(LoweringIds.Rank, context.Here + " needs images [batch, channels, height, width], but is given " + TypeOf(node));

    private void RequireSteps(Dimension first, Dimension padding, params Dimension[] others)
    {
        RequireAtMost(Dimension.Constant(0), padding, "has a padding of " + padding + ", which must not be negative");
        foreach (var size in others.Prepend(first))
        {
            RequireAtMost(Dimension.One, size, "has a size of " + size + ", which must be at least 1");
        }
    }

    private void RequireFit(WindowSizes windows, TensorType images)
    {
        foreach (var (size, kernel) in new[] { (windows.Height, windows.KernelHeight), (windows.Width, windows.KernelWidth) })
        {
            RequireAtMost(
                windows.Reach(kernel), size + windows.Around,
                "slides windows of " + windows.Reach(kernel) + " over " + size + " elements" + (windows.Padding.Value == 0 ? string.Empty : " and a padding of " + windows.Padding) + " of " + images + ", which do not fit");
        }
    }

    private void RequireAtMost(Dimension smaller, Dimension larger, string fault)
    {
        if ((larger - smaller).Value is < 0)
        {
            throw context.Fail(LoweringIds.ShapeMismatch, context.Here + " " + fault);
        }

        context.Require(smaller, larger);
    }
}
