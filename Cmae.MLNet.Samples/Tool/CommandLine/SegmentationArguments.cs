using System.CommandLine;
using Cmae.MLNet.Samples.Tool.Segmentation;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options that say how to train a segmentation, and how to pre-train its encoder.</summary>
internal sealed class SegmentationArguments
{
    private const double PretrainingShare = 0.5;

    private readonly Option<FileInfo?> _encoder = new("--encoder")
    {
        Description = "Start from this encoder (.safetensors, .onnx, .zip) and pre-train nothing.",
        HelpName = "FILE",
    };

    private readonly Option<string> _preset = new("--preset")
    {
        Description = $"Size of the encoder without --encoder: {string.Join(", ", Preset.All.Select(preset => preset.Name))}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "tiny",
    };

    private readonly Option<int?> _imageSize = new("--image-size")
    {
        Description = "Side in pixels of the square that whole images are scaled into, a multiple of 32. The default is 320, 512 from the "
            + "preset base on. Larger finds smaller things and takes longer.",
        HelpName = "N",
    };

    private readonly Option<int?> _epochs = new("--epochs")
    {
        Description = "Passes over the train images. By default, the number of images decides.",
        HelpName = "N",
    };

    private readonly Option<double?> _minutes = new("--minutes")
    {
        Description = "Time for everything, instead of --epochs: without --encoder half of it is for pre-training.",
        HelpName = "M",
    };

    private readonly Option<double?> _pretrainMinutes = new("--pretrain-minutes")
    {
        Description = "Time for pre-training, of its own; 0 starts from random weights.",
        HelpName = "M",
    };

    private readonly Option<CmaeSegmentationHead> _head = new("--head")
    {
        Description = "What makes classes of patches: pyramid, or linear, which is coarser and faster.",
        HelpName = "pyramid|linear",
        DefaultValueFactory = _ => CmaeSegmentationHead.Pyramid,
    };

    private readonly Option<bool> _rotations = new("--rotations")
    {
        Description = "Also turn images by quarters and mirror them in training: for images without an up, such as aerial ones and "
            + "microscopy.",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Seed of everything random; the same seed gives the same result on the same machine (not with --minutes).",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly OptionsFileArgument _file;

    /// <summary>Adds the options to a verb.</summary>
    public SegmentationArguments(Command command)
    {
        _preset.AcceptOnlyFromAmong([.. Preset.All.Select(preset => preset.Name)]);
        _imageSize.Validators.Add(result => result.RequirePositive<int>());
        _epochs.Validators.Add(result => result.RequirePositive<int>());
        _minutes.Validators.Add(result => result.RequireMinutes());
        _pretrainMinutes.Validators.Add(result =>
        {
            if (result.Parsed<double>() is not 0)
                result.RequireMinutes();
        });
        command.AddCheck(result =>
        {
            if (result.GetResult(_epochs) is not null && result.GetResult(_minutes) is not null)
                result.AddError("--epochs and --minutes cannot be combined: give one of them.");
            if (result.GetResult(_encoder) is not null && result.GetResult(_pretrainMinutes) is not null)
                result.AddError("--encoder and --pretrain-minutes cannot be combined: a given encoder is not pre-trained.");
        });
        foreach (Option option in (Option[])
            [_encoder, _preset, _imageSize, _epochs, _minutes, _pretrainMinutes, _head, _rotations, _seed])
            command.Add(option);
        _file = new OptionsFileArgument(command, "{\"diceWeight\": 0.5, \"classWeighting\": \"balanced\"}");
    }

    /// <summary>The encoder that was given; null to pre-train one.</summary>
    public CmaeEncoder? Encoder(ParseResult parsed) => parsed.GetValue(_encoder) is { } file ? CmaeEncoder.Load(file.FullName) : null;

    public int Seed(ParseResult parsed) => parsed.GetRequiredValue(_seed);

    /// <summary>Options of a pre-training at the scale of the task; null if none is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="imageSize">The side at which images are segmented.</param>
    /// <param name="cancellation">Cancels it.</param>
    public CmaePretrainingOptions? Pretraining(ParseResult parsed, int imageSize, CancellationToken cancellation)
    {
        if (parsed.GetValue(_pretrainMinutes) is 0)
            return null;
        CmaePretrainingOptions options = Preset.Named(parsed.GetRequiredValue(_preset)).CreateOptions();
        TaskScale.SetCrops(options, imageSize);
        if ((parsed.GetValue(_pretrainMinutes) ?? PretrainingShare * parsed.GetValue(_minutes)) is { } minutes)
            options.TimeBudget = TimeSpan.FromMinutes(minutes);
        (options.Seed, options.OnBadImage, options.CancellationToken) = (Seed(parsed), CmaeBadImageHandling.Skip, cancellation);
        return options;
    }

    /// <summary>The library's options for what the command line asks, without an encoder.</summary>
    public CmaeSegmentationTrainer.Options Read(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new CmaeSegmentationTrainer.Options
        {
            Architecture = Preset.Named(parsed.GetRequiredValue(_preset)).CreateOptions().Architecture,
            MaskImageColumnName = SegmentationModel.Mask,
            Rotations = parsed.GetValue(_rotations),
            Seed = Seed(parsed),
        };
        _file.SetOptions(parsed, options);
        if (parsed.GetValue(_imageSize) is { } size)
            options.ImageSize = size;
        if (parsed.Has(_head))
            options.Head = parsed.GetRequiredValue(_head);
        if (parsed.GetValue(_epochs) is { } epochs)
            (options.Epochs, options.TimeBudget) = (epochs, null);
        if (parsed.GetValue(_minutes) is { } minutes)
        {
            bool sharesTime = parsed.GetValue(_encoder) is null && parsed.GetValue(_pretrainMinutes) is null;
            options.TimeBudget = TimeSpan.FromMinutes(sharesTime ? (1 - PretrainingShare) * minutes : minutes);
        }
        (options.OnBadImage, options.CancellationToken) = (CmaeBadImageHandling.Skip, cancellation);
        return options;
    }
}
