using System.Globalization;
using System.Text.RegularExpressions;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed partial class TokenMaskTests
{
    public static IEnumerable<string> Fixtures => GoldenFolder.Configurations("masking.safetensors");

    private const double PatchMaskRatio = 0.75;

    [GeneratedRegex(@"^(block\.g\d+\.r(?<percent>\d+))\.noise$")]
    private static partial Regex BlockCase { get; }

    [GeneratedRegex(@"^(mae\.L\d+)\.noise$")]
    private static partial Regex PatchCase { get; }

    [GeneratedRegex(@"^(none\.g\d+)\.mask$")]
    private static partial Regex UnmaskedCase { get; }

    [TestMethod]
    [DynamicData(nameof(Fixtures))]
    public void BlockMasksAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "masking.safetensors");
        foreach (Match match in Cases(golden, BlockCase))
        {
            double ratio = int.Parse(match.Groups["percent"].Value, CultureInfo.InvariantCulture) / 100.0;
            AssertMask(golden, match.Groups[1].Value, TokenMask.OfBlocks(golden.Tensor(match.Value), ratio));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Fixtures))]
    public void PatchMasksAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "masking.safetensors");
        foreach (Match match in Cases(golden, PatchCase))
            AssertMask(golden, match.Groups[1].Value, TokenMask.OfPatches(golden.Tensor(match.Value), PatchMaskRatio));
    }

    [TestMethod]
    [DynamicData(nameof(Fixtures))]
    public void NothingIsMaskedAtRatioZero(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "masking.safetensors");
        foreach (Match match in Cases(golden, UnmaskedCase))
        {
            Tensor noise = UniformNoise.Draw(new Random(1), CPU, golden.Shape(match.Value)[0], golden.Shape(match.Value)[1] / 4);
            AssertMask(golden, match.Groups[1].Value, TokenMask.OfBlocks(noise, 0));
        }
    }

    [TestMethod]
    [DataRow(49, 0.65, 17)]
    [DataRow(16, 0.65, 5)]
    [DataRow(25, 0.8, 4)]
    [DataRow(196, 0.75, 49)]
    public void KeptCountsAreTruncatedInDouble(int units, double ratio, int visible) =>
        Assert.AreEqual(visible, TokenMask.VisibleUnits(units, ratio));

    [TestMethod]
    public void VisibleTokensAreTheKeptOnes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = TensorArithmetic.Counting(16, CPU).to_type(ScalarType.Float32).view(1, 16, 1).expand(2, 16, 3);
        TokenMask mask = TokenMask.OfBlocks(tensor(new float[] { 0.9f, 0.1f, 0.5f, 0.6f, 0.1f, 0.9f, 0.5f, 0.6f }, 2, 4), 0.75);
        CollectionAssert.AreEqual(new float[] { 2, 3, 6, 7 }, Channel(image: 0, channel: 0));
        CollectionAssert.AreEqual(new float[] { 0, 1, 4, 5 }, Channel(image: 1, channel: 2));

        float[] Channel(int image, int channel) =>
            mask.Visible(tokens)[image, TensorIndex.Colon, channel].contiguous().data<float>().ToArray();
    }

    private static Match[] Cases(GoldenFixture golden, Regex pattern)
    {
        Match[] cases = [.. golden.Names.Select(name => pattern.Match(name)).Where(match => match.Success)];
        Assert.AreNotEqual(0, cases.Length, $"'{golden.Name}' has no case like {pattern}.");
        return cases;
    }

    private static void AssertMask(GoldenFixture golden, string name, TokenMask mask)
    {
        GoldenTolerance.AssertClose(golden, name + ".mask", mask.Mask);
        Tensor shuffled = cat([mask.IdsKeep, mask.IdsHidden], 1);
        Tensor restored = shuffled.gather(1, mask.IdsRestore), inOrder = TensorArithmetic.Counting(shuffled.shape[1], CPU);
        Assert.AreEqual(0, (restored - inOrder).abs().max().item<long>(), name);
        CollectionAssert.AreEqual(golden.Longs(name + ".ids_keep"), mask.IdsKeep.contiguous().data<long>().ToArray(), name);
        CollectionAssert.AreEqual(golden.Longs(name + ".ids_restore"), mask.IdsRestore.contiguous().data<long>().ToArray(), name);
    }
}
