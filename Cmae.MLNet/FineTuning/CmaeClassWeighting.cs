namespace Cmae.MLNet;

/// <summary>How much the images of a class count in the training loss.</summary>
public enum CmaeClassWeighting
{
    /// <summary>Every image counts equally, so that frequent classes count more. The default.</summary>
    None,

    /// <summary>
    /// Every class counts equally: its images have the weight images / (classes · images of the class), for data in which classes are of
    /// very different sizes.
    /// </summary>
    Balanced,
}
