namespace Cmae.MLNet.Runtime;

/// <summary>The first coordinate of a random stream, so that streams for different purposes never coincide.</summary>
internal enum RandomPurpose
{
    Initialization = 1,
    DataOrder = 2,
    Views = 3,
    Masks = 4,
    Picture = 5,
    Mixing = 6,
    DropPath = 7,
    ValidationSplit = 8,
    Health = 9,
    Bootstrap = 10,
    Dropout = 11,
}
