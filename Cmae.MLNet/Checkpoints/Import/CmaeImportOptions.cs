namespace Cmae.MLNet;

/// <summary>What to change about an encoder while it is read, and what its file does not say.</summary>
/// <remarks>Read while the file is loaded, and never changed. Not thread-safe while written to.</remarks>
public sealed class CmaeImportOptions
{
    /// <summary>
    /// Which encoder of a file that holds several: a part of what precedes its tensors' names, such as <c>momentum_encoder</c>, or the key of its
    /// state dict, such as <c>state_dict_ema</c>, as <see cref="CmaeImportReport.Notes"/> and error messages name them. The default value is null:
    /// averaged weights (EMA) before others, as timm does; the trained branch before the one that follows it; DINO's teacher before its student.
    /// It is an error if that leaves several.
    /// </summary>
    public string? Prefix { get; set; }

    /// <summary>
    /// Side of the square input image in pixels; if it differs from the file's, the position table is resized (bicubic, without
    /// aligned corners; the class token's row is kept). The default value is null: as in the file.
    /// </summary>
    public int? ImageSize { get; set; }

    /// <summary>
    /// Side of a patch in pixels; if it differs from the file's, the patch embedding is resampled so that a patch scaled by a bicubic filter
    /// embeds as before (the pseudo-inverse of the scaling). The default value is null: as in the file.
    /// </summary>
    public int? PatchSize { get; set; }

    /// <summary>
    /// Attention heads of a file that does not say. The default value is null: as the file's metadata says; else as the published encoder of
    /// this width has, 64 channels a head for most, and 4 heads below a width of 192.
    /// </summary>
    public int? Heads { get; set; }

    /// <summary>
    /// The order in which the encoder takes the color planes. The default value is null: as the file says; else blue, green, red for official
    /// CMAE checkpoints, whose code feeds them so, and red, green, blue for all others.
    /// </summary>
    public CmaeChannelOrder? ChannelOrder { get; set; }

    /// <summary>
    /// Mean of each plane in the order the encoder takes them, on the 0..255 scale. The default value is null: as the file says, or Hugging
    /// Face's <c>preprocessor_config.json</c> or timm's <c>config.json</c> beside it; else ImageNet's.
    /// </summary>
    public CmaeChannelTriple? Mean { get; set; }

    /// <summary>
    /// Standard deviation of each plane in the order the encoder takes them, on the 0..255 scale; above 0. The default value is null: as for
    /// <see cref="Mean"/>. Weights that were trained on pixels from -1 to 1 need 127.5 for both.
    /// </summary>
    public CmaeChannelTriple? StandardDeviation { get; set; }
}
