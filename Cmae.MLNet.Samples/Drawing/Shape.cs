namespace Cmae.MLNet.Samples.Drawing;

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
