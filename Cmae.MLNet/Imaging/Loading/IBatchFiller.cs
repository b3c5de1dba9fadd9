namespace Cmae.MLNet.Imaging;

/// <summary>What a <see cref="PrefetchingLoader{TPlan,TBatch}"/> fills its batches with.</summary>
internal interface IBatchFiller<TPlan, TBatch>
{
    /// <summary>An empty batch with room for the largest plan. Made once for every batch that is prepared ahead, then reused.</summary>
    TBatch Create();

    /// <summary>Assigns a plan to a batch and says how many samples it has. Called in the order of the plans.</summary>
    int Begin(TBatch batch, TPlan plan);

    /// <summary>Prepares one sample. Called on several threads, for different slots of a batch at once.</summary>
    void Fill(TBatch batch, int slot);
}
