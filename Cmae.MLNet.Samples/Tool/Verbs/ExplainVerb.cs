using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Explaining;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Cmae.MLNet.Samples.Tool.Segmentation;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Shows what a model makes of one image: what it predicts, where it looks, and which training images are most alike.</summary>
internal static class ExplainVerb
{
    private const int MostImages = 5000;

    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "explain",
            "Show what a model.zip makes of one image: what it predicts, where its encoder looks, and which training images "
            + "are most alike.")
        {
            Examples =
            [
                "explain --model model.zip --image photo.jpg --images labeled --html photo.html",
            ],
        };
        var model = new Option<FileInfo>("--model")
        {
            Description = "The model that 'classify', 'finetune' or 'segment' saved.",
            HelpName = "FILE.zip",
            Required = true,
        };
        var image = new Option<FileInfo>("--image") { Description = "The image.", HelpName = "FILE", Required = true };
        var images = new Option<DirectoryInfo?>("--images")
        {
            Description = "Folder of the images it was trained on: of a split.csv, its train rows. A segmentation needs none.",
            HelpName = "DIR",
        };
        var neighbors = new Option<int>("--neighbors")
        {
            Description = "How many of them to show.",
            HelpName = "K",
            DefaultValueFactory = _ => 8,
        };
        var html = new OutputOption<FileInfo?>("--html") { Description = "Also write a page with the pictures.", HelpName = "FILE" };
        var png = new OutputOption<FileInfo?>("--png")
        {
            Description = "Also write the image beside its attention map; of a segmentation, the image under the colors of its classes.",
            HelpName = "FILE",
        };
        model.Validators.Add(result => result.RequireExtension(".zip"));
        neighbors.Validators.Add(result => result.RequirePositive<int>());
        html.Validators.Add(result => result.RequireExtension(".html", ".htm"));
        png.Validators.Add(result => result.RequireExtension(".png"));
        foreach (Option option in (Option[])[model, image, images, neighbors, html, png])
            command.Add(option);
        var badImages = new BadImagesArgument(command);

        command.SetVerb((parsed, cancellation) =>
        {
            var ml = new MLContext(seed: 1);
            ml.ShowWarnings(console.Warn, parsed.CommandResult.Command);
            ITransformer loaded = ml.Model.LoadChecked(parsed.GetRequiredValue(model).FullName, out DataViewSchema? input);
            using var owned = loaded as IDisposable;
            ReadableImages.Require(ml, parsed.GetRequiredValue(image), cancellation);
            if (SegmentationModel.Is(loaded, input))
            {
                ExplainSegmentation(console, ml, loaded, parsed.GetRequiredValue(image), parsed.GetValue(html), parsed.GetValue(png));
                return;
            }
            CmaeEncoder encoder = CmaeEncoder.FromModel(loaded);
            DirectoryInfo folder = parsed.GetValue(images)
                ?? throw new ArgumentException("--images is needed: the images that the classifier was trained on.");
            IDataView rows = badImages.Loader(parsed, ml, console.Warn, cancellation)
                .Load(folder, UnlabeledImages.HasSplit(folder) ? "train" : null);

            Explanation explanation = Explanation.Of(ml, loaded, encoder, parsed.GetRequiredValue(image).FullName);
            cancellation.ThrowIfCancellationRequested();
            FeaturedImages trained = FeaturedImages.Of(ml, encoder, rows, MostImages);
            IReadOnlyList<(int Image, float Similarity)> nearest = trained.Nearest(
                explanation.Features, parsed.GetRequiredValue(neighbors));

            ExplanationText.Print(console, explanation, trained, nearest, folder.FullName);
            if (parsed.GetValue(html) is { } page)
                Saved(console, page, path => ExplanationPage.Of(explanation, trained, nearest).Save(path));
            if (parsed.GetValue(png) is { } picture)
                Saved(console, picture, path => ExplanationPicture.Save(explanation, path));
        });
        return command;
    }

    private static void ExplainSegmentation(
        IAnsiConsole console, MLContext ml, ITransformer model, FileInfo image, FileInfo? html, FileInfo? png)
    {
        IDataView scored = model.Transform(SegmentationModel.Rows(ml, [image.FullName]));
        string[] classes = SegmentationModel.ClassNames(scored.Schema);
        foreach (SegmentedImage segmented in SegmentedImage.All(scored, needsColors: html is not null || png is not null))
        {
            console.Line($"{image.Name}: {segmented.Text(classes)}");
            if (html is not null)
                Saved(console, html, path => SegmentedImagePage.Of(segmented, classes).Save(path));
            if (png is not null)
                Saved(console, png, path => OverlayPicture.Save(segmented, path));
        }
    }

    private static void Saved(IAnsiConsole console, FileInfo file, Action<string> save)
    {
        save(file.FullName);
        console.Line($"Saved {file.FullName}.");
    }
}
