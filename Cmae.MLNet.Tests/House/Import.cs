namespace Cmae.MLNet.Tests.House;

/// <summary>One use of something that another file declares.</summary>
/// <param name="File">The file that uses it.</param>
/// <param name="Line">Where, from 1.</param>
/// <param name="Symbol">What is used.</param>
/// <param name="Declaration">The file that declares it.</param>
internal sealed record Import(string File, int Line, string Symbol, string Declaration)
{
    public string From => Rooms.Of(File);

    public string To => Rooms.Of(Declaration);

    public override string ToString() => $"{File}:{Line} uses {Symbol} of {Declaration}";
}
