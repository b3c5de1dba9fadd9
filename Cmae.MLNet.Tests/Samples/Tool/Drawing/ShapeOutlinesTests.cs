using Cmae.MLNet.Samples.Tool.Drawing;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Samples.Tool.Drawing;

[TestClass]
public sealed class ShapeOutlinesTests
{
    [TestMethod]
    public void EveryShapeFillsItsSquareAndDoesNotLeaveIt()
    {
        foreach (Shape shape in Enum.GetValues<Shape>())
        {
            for (int seed = 0; seed < 20; seed++)
            {
                using SKPath outline = ShapeOutlines.Create(shape, new Random(seed));
                SKRect bounds = outline.TightBounds;
                Assert.IsTrue(Math.Max(bounds.Width, bounds.Height) > 1.2f, $"{shape} is too small: {bounds}");
                Assert.IsTrue(
                    bounds is { Left: >= -1.1f, Top: >= -1.1f, Right: <= 1.1f, Bottom: <= 1.1f }, $"{shape} is too large: {bounds}");
            }
        }
    }
}
