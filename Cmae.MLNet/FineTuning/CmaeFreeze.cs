namespace Cmae.MLNet;

/// <summary>Which part of the encoder keeps its weights in fine-tuning. The default value freezes nothing.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public readonly record struct CmaeFreeze
{
    private readonly bool _partly;

    private CmaeFreeze(int trainedBlocks) => (_partly, LastBlocks) = (true, trainedBlocks);

    /// <summary>Everything is trained, the positions and the patch embedding too: fine-tuning end to end.</summary>
    public static CmaeFreeze Nothing => default;

    /// <summary>
    /// Only the head is trained (linear probing). The features of every image are computed once, without augmentation, so that it takes
    /// seconds. Mixing, drop path, layer decay and augmentations are not used.
    /// </summary>
    public static CmaeFreeze Encoder => new(0);

    /// <summary>The head, the last norm and the last blocks are trained; everything below keeps its weights.</summary>
    /// <param name="blocks">Transformer blocks to train, at least 1 and at most the encoder's depth.</param>
    public static CmaeFreeze AllButLast(int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        return new(blocks);
    }

    /// <summary>Whether the head alone is trained.</summary>
    public bool IsLinearProbe => _partly && LastBlocks == 0;

    /// <summary>Blocks that are trained at the encoder's end if a part of it is frozen.</summary>
    internal int LastBlocks { get; }

    /// <summary>Whether the lower part of the encoder keeps its weights while its end is trained.</summary>
    internal bool IsPartial => _partly && LastBlocks > 0;

    /// <inheritdoc/>
    public override string ToString() =>
        !_partly ? nameof(Nothing) : LastBlocks == 0 ? nameof(Encoder) : $"{nameof(AllButLast)}({LastBlocks})";
}
