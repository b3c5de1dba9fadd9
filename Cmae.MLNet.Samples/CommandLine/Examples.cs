using System.CommandLine;

namespace Cmae.MLNet.Samples.CommandLine;

/// <summary>Command lines to copy, shown under each verb's help.</summary>
internal static class Examples
{
    /// <summary>The examples of a command, without the program's name.</summary>
    public static IReadOnlyList<string> Of(Command command) => command.Name switch
    {
        "pretrain" =>
        [
            "pretrain --images photos --minutes 30 --save-encoder photos.safetensors",
            "pretrain --images photos --images more-photos --preset tiny --image-size 96 --epochs 100 --save-encoder photos.onnx",
            "pretrain --images photos --epochs 200 --run runs/photos --resume --save-encoder photos.safetensors",
        ],
        "featurize" =>
        [
            "featurize --images photos --encoder photos.safetensors --output features.parquet",
            "featurize --images photos --split test --encoder photos.onnx --features ClassToken --output features.csv",
        ],
        "classify" =>
        [
            "classify --images labeled --unlabeled photos --minutes 20 --model model.zip --save-encoder photos.safetensors",
            "classify --images labeled --encoder photos.safetensors --model model.zip --json result.json",
        ],
        "finetune" =>
        [
            "finetune --images labeled --encoder photos.safetensors --model model.zip --json result.json",
            "finetune --images labeled --encoder photos.safetensors --label-fraction 0.1 --compare-scratch --epochs 50",
            "finetune --images labeled --encoder photos.safetensors --freeze encoder --model model.zip",
        ],
        "evaluate" =>
        [
            "evaluate --model model.zip --images labeled --json figures.json",
            "evaluate --encoder photos.safetensors --images labeled --label-fraction 0.1 --compare-untrained",
        ],
        "predict" => ["predict --model model.zip --images new-photos --csv predictions.csv"],
        "explain" => ["explain --model model.zip --image photo.jpg --images labeled --html photo.html"],
        "report" =>
        [
            "report --run runs/photos --images photos --html report.html",
            "report --run runs/photos --images labeled --model model.zip --html report.html",
        ],
        "import" => ["import --from cmae_vit-base-p16.pth --save-encoder base.safetensors"],
        "export" =>
        [
            "export --encoder photos.safetensors --to photos.onnx --features PatchTokens",
            "export --encoder photos.safetensors --to photos-int8.onnx --precision Int8",
            "export --encoder photos.safetensors --to photos-timm.pth --layout Timm",
        ],
        "inspect" => ["inspect photos.safetensors --weights"],
        "experiment" =>
        [
            "experiment docs/experiments/cifar10.json --images cifar10 --output runs/cifar10",
            "experiment docs/experiments/cifar10.json --quick",
        ],
        "unpack" => ["unpack --cifar10 cifar-10-batches-bin --to cifar10"],
        "bench" => ["bench --quick", "bench --only training,inference --json figures.json", "bench --only scaling --plot scaling.svg"],
        _ => [],
    };
}
