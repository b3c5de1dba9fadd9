namespace Cmae.MLNet.Tests.Samples.Tool.Unpacking;

/// <summary>Tiny made-up files in CIFAR-10's binary format.</summary>
internal static class CifarFiles
{
    /// <summary>Two training batches of 3 and 2 images, a test batch of 2, three classes.</summary>
    public static void Write(TemporaryFolder folder)
    {
        File.WriteAllText(folder["batches.meta.txt"], "ship\nfire truck\nfrog\n\n");
        File.WriteAllBytes(folder["data_batch_1.bin"], Batch(0, 1, 2));
        File.WriteAllBytes(folder["data_batch_10.bin"], Batch(2, 0));
        File.WriteAllBytes(folder["test_batch.bin"], Batch(1, 1));
    }

    /// <summary>Records of these labels.</summary>
    public static byte[] Batch(params int[] labels) =>
        [.. labels.SelectMany((label, index) => (IEnumerable<byte>)[(byte)label, .. Planes(index)])];

    /// <summary>The value of a pixel's channel (0 to 2).</summary>
    public static byte Pixel(int index, int channel, int row, int column) =>
        (byte)((97 * index) + (61 * channel) + (7 * row) + (3 * column));

    private static IEnumerable<byte> Planes(int index) =>
        from channel in Enumerable.Range(0, 3)
        from row in Enumerable.Range(0, 32)
        from column in Enumerable.Range(0, 32)
        select Pixel(index, channel, row, column);
}
