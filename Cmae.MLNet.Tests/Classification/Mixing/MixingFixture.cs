using System.Globalization;
using System.Text.RegularExpressions;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Tests.Classification;

/// <summary>The recorded cases of mixup and CutMix of one configuration.</summary>
/// <param name="configuration">Folder of the fixture.</param>
internal sealed class MixingFixture(string configuration)
{
    public static IEnumerable<string> Configurations => GoldenFolder.Configurations("mixup_cutmix.safetensors");

    public GoldenFixture Golden { get; } = new(configuration + "mixup_cutmix.safetensors");

    /// <summary>(N, 3, H, W)</summary>
    public Tensor Images => Golden.Tensor("in.img");

    /// <summary>(N, classes)</summary>
    public Tensor Labels => functional.one_hot(
        Golden.Tensor("in.label"), int.Parse(Golden.Metadata["num_classes"], CultureInfo.InvariantCulture)).to_type(ScalarType.Float32);

    /// <summary>The prefixes of the cases' tensors.</summary>
    /// <param name="name">Matches one tensor of every case; its first group is the prefix.</param>
    public string[] Cases(Regex name)
    {
        string[] cases =
        [
            .. Golden.Names.Select(entry => name.Match(entry)).Where(match => match.Success).Select(match => match.Groups[1].Value),
        ];
        Assert.IsNotEmpty(cases);
        return cases;
    }
}
