namespace Cmae.MLNet;

/// <summary>Whose names the weights of an exported state dict carry.</summary>
public enum CmaeStateDictLayout
{
    /// <summary>The official CMAE code's, without <c>backbone.</c>: what its fine-tuning takes as the checkpoint of a pre-trained backbone.</summary>
    Official,

    /// <summary>timm's VisionTransformer, which is also Facebook MAE's.</summary>
    Timm,

    /// <summary>Hugging Face's ViTModel, query, key and value apart.</summary>
    HuggingFace,
}
