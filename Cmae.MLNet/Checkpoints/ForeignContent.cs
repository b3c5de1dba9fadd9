using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Tells by its first bytes what a file is that is not a checkpoint: the remedy differs from that for a damaged file.</summary>
internal static class ForeignContent
{
    private const int TarMagicAt = 257;

    /// <summary>What the file is, and what to do; null if its kind is not known here.</summary>
    public static string? Describe(string path)
    {
        using FileStream stream = CheckpointStream.OpenRead(path);
        var start = new byte[TarMagicAt + 5];
        ReadOnlySpan<byte> bytes = start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        return bytes switch
        {
            _ when bytes.StartsWith("version https://git-lfs"u8) =>
                "It is a pointer of Git LFS, not the file itself. Fetch the file with 'git lfs pull', or download it.",
            [(byte)'<', ..] => "It is a web page or XML, not a checkpoint. Download the file itself, not the page that shows it.",
            [0x1f, 0x8b, ..] => "It is compressed (gzip). Unpack it first.",
            [0xfd, (byte)'7', (byte)'z', ..] or [(byte)'7', (byte)'z', 0xbc, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..]
                or [0x28, 0xb5, 0x2f, 0xfd, ..] =>
                "It is compressed. Unpack it first.",
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] =>
                "It is an HDF5 file, as Keras writes. Convert it to .safetensors or a state dict of PyTorch.",
            [0x93, (byte)'N', (byte)'U', (byte)'M', ..] => "It is a NumPy array. Save the weights as .safetensors, or with torch.save.",
            [.., (byte)'u', (byte)'s', (byte)'t', (byte)'a', (byte)'r'] when bytes.Length == TarMagicAt + 5 => Tar(bytes),
            _ when bytes.StartsWith("pickle\0"u8) => Tar(bytes),
            _ => null,
        };
    }

    /// <summary>What to do about a file that breaks a rule of its format.</summary>
    public static string Remedy(string path) => Describe(path) ?? "Copy or download the file again.";

    // torch.save wrote archives of four files: sys_info, pickle, storages, tensors
    private static string Tar(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("pickle\0"u8) ||
            bytes.StartsWith("sys_info\0"u8) || bytes.StartsWith("storages\0"u8) || bytes.StartsWith("tensors\0"u8)
            ? "It is in the format of PyTorch before 0.1.10 (a .tar archive). " +
                "Load it with PyTorch (torch.load) and save its state dict again (torch.save)."
            : "It is a .tar archive. Unpack it and pass the checkpoint in it.";
}
