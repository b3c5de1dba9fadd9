using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Reporting;
using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Cmae.MLNet.Samples.Tool.Reporting.Sections;
using Cmae.MLNet.Samples.Tool.Scores;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Makes one HTML page of a run, what its encoder sees in images, and how a classifier does.</summary>
internal static class ReportVerb
{
    private const int MostImages = 1500, ShownImages = 6, MostRuns = 3;

    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "report",
            "Make one HTML page of a run: curves, health, pictures; with --images, what its encoder sees in them; with "
            + "--model, how it classifies them. Of two or three runs: their curves over one another, their figures, and the settings in "
            + "which they differ.")
        {
            Examples =
            [
                "report --run runs/photos --images photos --html report.html",
                "report --run runs/photos --images labeled --model model.zip --html report.html",
                "report --run runs/first --run runs/second --html comparison.html",
            ],
        };
        var run = new Option<DirectoryInfo[]>("--run")
        {
            Description = "Folder of the run, as --run of 'pretrain', 'classify' or 'finetune' left it; the run may still be going. "
                + "Repeatable: two or three pre-trainings are compared.",
            HelpName = "DIR",
            Required = true,
        };
        var images = new Option<DirectoryInfo?>("--images")
        {
            Description = "Folder of images to show: of a split.csv, its test rows, else all.",
            HelpName = "DIR",
        };
        var encoder = new Option<FileInfo?>("--encoder")
        {
            Description = "The encoder that looks at them. The default is that of --model, else that of the run's newest checkpoint.",
            HelpName = "FILE",
        };
        var model = new Option<FileInfo?>("--model")
        {
            Description = "A classifier to measure on the images, which need labels.",
            HelpName = "FILE.zip",
        };
        var html = new OutputOption<FileInfo>("--html") { Description = "File to write.", HelpName = "FILE", Required = true };
        model.Validators.Add(result => result.RequireExtension(".zip"));
        html.Validators.Add(result => result.RequireExtension(".html", ".htm"));
        command.AddCheck(result =>
        {
            if (result.GetResult(images) is null && (result.GetResult(encoder) ?? result.GetResult(model)) is not null)
                result.AddError("--encoder and --model need --images: the images to look at.");
            int runs = result.GetValue(run)?.Length ?? 0;
            if (runs > MostRuns)
                result.AddError($"--run can be given at most {MostRuns} times.");
            if (runs > 1 && result.GetResult(images) is not null)
                result.AddError("--images goes with one --run: a comparison shows no images.");
        });
        foreach (Option option in (Option[])[run, images, encoder, model, html])
            command.Add(option);
        var badImages = new BadImagesArgument(command);

        command.SetVerb((parsed, cancellation) =>
        {
            DirectoryInfo[] runs = parsed.GetRequiredValue(run);
            (HtmlPage page, string steps) = runs is [var single] ? PageOf(single) : ComparisonOf(runs);
            if (parsed.GetValue(images) is { } folder)
            {
                var ml = new MLContext(seed: 1);
                ml.ShowWarnings(console.Warn, parsed.CommandResult.Command);
                string? split = UnlabeledImages.HasSplit(folder) ? "test" : null;
                IDataView rows = badImages.Loader(parsed, ml, console.Warn, cancellation).Load(folder, split);
                AddEncoder(page, ml, Encoder(parsed.GetValue(encoder) ?? parsed.GetValue(model), runs[0]), rows);
                cancellation.ThrowIfCancellationRequested();
                if (parsed.GetValue(model) is { } classifier)
                    AddClassifier(page, ml, classifier, rows, folder, split is null ? "images" : "test images", cancellation);
            }
            FileInfo file = parsed.GetRequiredValue(html);
            page.Save(file.FullName);
            file.Refresh();
            console.Line($"{steps} steps. Saved {file.FullName}, {file.Length / 1e6:F1} MB.");
        });
        return command;
    }

    private static (HtmlPage Page, string Steps) PageOf(DirectoryInfo folder)
    {
        if (FineTuningFigures.IsOf(RunFiles.Facts(folder)))
        {
            FineTuningFigures tuning = FineTuningFigures.Read(folder);
            var tuningPage = new HtmlPage($"Fine-tuning: {folder.Name}");
            FineTuningSections.AddTo(tuningPage, tuning);
            return (tuningPage, $"{tuning.Steps.Count:N0}");
        }
        RunFigures figures = RunFigures.Read(folder);
        var page = new HtmlPage($"CMAE pre-training: {folder.Name}");
        RunSection.AddTo(page, figures);
        CurvesSection.AddTo(page, (folder.Name, figures));
        ViewsSection.AddTo(page, figures);
        return (page, $"{figures.Steps.Count:N0}");
    }

    private static (HtmlPage Page, string Steps) ComparisonOf(DirectoryInfo[] folders)
    {
        if (folders.FirstOrDefault(folder => FineTuningFigures.IsOf(RunFiles.Facts(folder))) is { } tuning)
            throw new InvalidDataException($"'{tuning.FullName}' is the run of a fine-tuning; only pre-trainings are compared.");
        RunFigures[] runs = [.. folders.Select(RunFigures.Read)];
        (string Name, RunFigures Figures)[] named = [.. RunNames.Of(runs).Zip(runs)];
        var page = new HtmlPage($"CMAE pre-trainings: {string.Join(", ", named.Select(one => one.Name))}");
        ComparisonSection.AddTo(page, named);
        CurvesSection.AddTo(page, named);
        return (page, string.Join(" and ", runs.Select(one => $"{one.Steps.Count:N0}")));
    }

    private static CmaeEncoder Encoder(FileInfo? file, DirectoryInfo run) => CmaeEncoder.Load(
        file?.FullName ?? RunFiles.NewestCheckpoint(run)
        ?? throw new InvalidDataException(
            $"'{run.FullName}' has no checkpoint yet, whose encoder could look at the images. Give one with --encoder."));

    private static void AddEncoder(HtmlPage page, MLContext ml, CmaeEncoder encoder, IDataView rows)
    {
        FeaturedImages featured = FeaturedImages.Of(ml, encoder, rows, MostImages);
        TokensSection.AddTo(page, ml, encoder, [.. featured.Paths.Take(ShownImages)], [.. featured.Labels.Take(ShownImages)]);
        NeighborsSection.AddTo(page, featured, ShownImages);
        MapSection.AddTo(page, ml, featured);
    }

    private static void AddClassifier(
        HtmlPage page, MLContext ml, FileInfo file, IDataView rows, DirectoryInfo folder, string name, CancellationToken cancellation)
    {
        ITransformer model = ml.Model.LoadChecked(file.FullName, out _);
        using var owned = model as IDisposable;
        ScoredImages scored = ScoredImages.Of(model, rows, folder.FullName, cancellation);
        ClassifierSection.AddTo(page, scored, name);
        MistakesSection.AddTo(page, scored);
    }
}
