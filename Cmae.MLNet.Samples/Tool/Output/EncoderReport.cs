using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Probing;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>The figures of <c>evaluate --encoder</c>; its properties in camel case are the keys of the JSON file.</summary>
/// <param name="Encoder">The encoder's.</param>
/// <param name="Untrained">Those of an untrained encoder of the same sizes; null if they were not asked for.</param>
/// <param name="Features">Which of the encoder's tokens were measured.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="TrainImages">Labeled images that were learned from.</param>
/// <param name="TestImages">Images measured on.</param>
/// <param name="LabelFraction">Share of the training labels that was used.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="Seconds">Duration of everything.</param>
internal sealed record EncoderReport(
    EncoderFigures Encoder, EncoderFigures? Untrained, string Features, int Classes, int TrainImages, long TestImages,
    double LabelFraction, int Seed, double Seconds)
{
    /// <summary>Images that were left out because they cannot be read; they count nowhere else.</summary>
    public int UnreadableImages { get; init; }

    public void Print(IAnsiConsole console, string protocol)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Features", "Nearest neighbors", "Linear probe");
        if (Untrained is { } untrained)
            Add("untrained encoder", untrained);
        Add("encoder", Encoder);
        console.Write(table);
        console.Line(
            $"Protocol: {Features} features; {TrainImages:N0} train images ({100 * LabelFraction:F0} % of the labels) and {TestImages:N0} "
                + $"test images of {Classes} classes ({protocol}); 95 % intervals; seed {Seed}.");
        console.Line(
            $"k-NN: k = {Encoder.K}, cosine similarity, votes of exp(similarity / {Encoder.Temperature}). Linear probe: "
                + $"{LogisticRegressionProbe.Protocol}.");
        UnreadableLine.Print(console, UnreadableImages);
        console.Line($"{Seconds:F0} s in all.");

        void Add(string features, EncoderFigures figures) =>
            table.AddRow(features, $"{figures.NearestNeighbors}", $"{figures.LinearProbe}");
    }
}
