using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Segmentation;

/// <summary>The classes of the pixels of every patch.</summary>
internal static class PatchClasses
{
    /// <summary>The share of a patch's labeled pixels that each class has; all 0 for a patch without labeled pixels.</summary>
    /// <param name="mask">The mask at full size.</param>
    /// <param name="encoder">Sizes of the square and of its patches.</param>
    /// <param name="classCount">Number of classes (K).</param>
    /// <returns>(patches, K), row by row</returns>
    public static float[] Shares(ClassMask mask, CmaeEncoderConfiguration encoder, int classCount)
    {
        (int side, int patch, int grid) = (encoder.ImageSize, encoder.PatchSize, encoder.GridSize);
        byte[] square = LetterboxedMask.Of(mask, side);
        var shares = new float[grid * grid * classCount];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                byte label = square[(y * side) + x];
                if (label != ClassMask.Ignored)
                    shares[((((y / patch) * grid) + (x / patch)) * classCount) + label]++;
            }
        }
        for (int row = 0; row < grid * grid; row++)
        {
            Span<float> ofPatch = shares.AsSpan(row * classCount, classCount);
            float labeled = 0;
            foreach (float count in ofPatch)
                labeled += count;
            if (labeled == 0)
                continue;
            foreach (ref float share in ofPatch)
                share /= labeled;
        }
        return shares;
    }
}
