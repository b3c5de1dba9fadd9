using System.Globalization;
using System.Text.RegularExpressions;
using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed partial class PositionResizingTests
{
    [GeneratedRegex(@"^(resize\.\d+to(?<grid>\d+))\.in$")]
    private static partial Regex ResizeCase { get; }

    [TestMethod]
    public void ResizedTablesAreTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture("pos_embed.safetensors");
        Match[] cases = [.. golden.Names.Select(name => ResizeCase.Match(name)).Where(match => match.Success)];
        Assert.AreNotEqual(0, cases.Length);
        foreach (Match match in cases)
            GoldenTolerance.AssertClose(golden, match.Groups[1].Value + ".out", PositionResizing.Resize(golden.Tensor(match.Value), int.Parse(match.Groups["grid"].Value, CultureInfo.InvariantCulture)));
    }
}
