using System.Globalization;
using QuickStart;

switch (args)
{
    case ["pretrain", var photos, var model, var epochs]:
        PretrainAndClassify.Run(photos, model, int.Parse(epochs, CultureInfo.InvariantCulture));
        return 0;
    case ["few-labels", var encoder, var labeled, var unlabeled]:
        ClassifyWithFewLabels.Run(encoder, labeled, unlabeled);
        return 0;
    case ["finetune", var encoder, var photos, var model, var epochs]:
        FineTune.Run(encoder, photos, model, int.Parse(epochs, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine(
            """
            Usage: QuickStart pretrain PHOTOS MODEL.zip EPOCHS
                   QuickStart few-labels ENCODER.safetensors LABELED-PHOTOS UNLABELED-PHOTOS
                   QuickStart finetune ENCODER.safetensors PHOTOS MODEL.zip EPOCHS
            """);
        return 2;
}
