namespace Cmae.MLNet;

/// <summary>Fine-tunes a CMAE encoder into an image classifier, end to end from the encoder or from random weights.</summary>
public sealed partial class CmaeImageClassificationTrainer
{
    private CmaeImageClassificationTrainer()
    {
    }
}
