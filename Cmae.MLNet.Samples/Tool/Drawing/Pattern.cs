namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>What covers a surface.</summary>
internal enum Pattern
{
    Bricks,
    Checks,
    Clouds,
    Dots,
    Fibers,
    Hatching,
    Plain,
    Stripes,
}
