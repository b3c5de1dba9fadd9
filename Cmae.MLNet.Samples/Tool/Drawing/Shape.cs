namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>What a drawn image shows: its class.</summary>
internal enum Shape
{
    Crescent,
    Cross,
    Gear,
    Leaf,
    Mug,
    Ring,
    Spiral,
    Star,
}
