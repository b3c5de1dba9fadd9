namespace Cmae.MLNet.Imaging;

/// <summary>Creates and fills the batches of a <see cref="PrefetchingLoader{TPlan,TBatch}"/>.</summary>
internal interface IBatchFiller<TPlan, TBatch>
{
    /// <summary>Creates an empty batch with room for the largest plan. Called once for every batch that is prepared ahead; batches are reused.</summary>
    TBatch Create();

    /// <summary>Assigns a plan to a batch and returns its number of samples. Called in the order of the plans.</summary>
    int Begin(TBatch batch, TPlan plan);

    /// <summary>Prepares one sample. Called on several threads, for different slots of a batch at the same time.</summary>
    void Fill(TBatch batch, int slot);
}
