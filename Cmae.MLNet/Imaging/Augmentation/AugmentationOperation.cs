namespace Cmae.MLNet.Imaging;

/// <summary>An operation of random augmentation. The strength grows with the level.</summary>
internal enum AugmentationOperation
{
    AutoContrast,
    Equalize,
    Invert,
    Rotate,
    Posterize,
    Solarize,
    SolarizeAdd,
    ColorTransform,
    Contrast,
    Brightness,
    Sharpness,
    ShearHorizontal,
    ShearVertical,
    TranslateHorizontal,
    TranslateVertical,
}
