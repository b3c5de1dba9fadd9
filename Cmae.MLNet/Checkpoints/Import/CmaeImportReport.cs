namespace Cmae.MLNet;

/// <summary>What was found in an encoder's file, and how it was used.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeImportReport
{
    internal CmaeImportReport(
        string layout,
        IReadOnlyDictionary<string, string> mapped,
        IReadOnlyList<string> ignored,
        IReadOnlyList<string> missing,
        IReadOnlyList<string> notes)
    {
        Layout = layout;
        Mapped = mapped;
        Ignored = ignored;
        Missing = missing;
        Notes = notes;
    }

    /// <summary>The naming that the file follows, such as "timm or Facebook MAE".</summary>
    public string Layout { get; }

    /// <summary>For every weight of the encoder, the tensor in the file that it comes from, several joined with " + ".</summary>
    public IReadOnlyDictionary<string, string> Mapped { get; }

    /// <summary>Tensors of the file that the encoder does not use: decoders, heads, the momentum branch.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Weights that encoders usually have and this file does not: a missing norm is left out, missing biases are zero.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>
    /// What had to be assumed, chosen or changed, such as heads, channel order, one encoder of several and resampling; what the file states but
    /// is not followed; and whether the file lacks a checksum.
    /// </summary>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Layout}: {Mapped.Count} weights mapped, {Ignored.Count} tensors ignored, {Missing.Count} missing." +
        string.Concat(Notes.Select(note => $" {note}"));

    internal CmaeImportReport With(IEnumerable<string> notes) => new(Layout, Mapped, Ignored, Missing, [.. Notes, .. notes]);
}
