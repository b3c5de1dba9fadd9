using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>A training that can be written to a checkpoint, and put back to where it was written.</summary>
internal interface IResumable
{
    /// <summary>What <see cref="Kind"/> is in pre-training.</summary>
    const string Pretraining = "pre-training";

    /// <summary>What is trained, in words: a checkpoint of another kind is refused.</summary>
    string Kind { get; }

    /// <summary>Its steps.</summary>
    StepPlan Plan { get; }

    /// <summary>The settings that its numbers depend on, as text.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Entries of its own in the checkpoint's metadata.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Copies of all its tensors.</summary>
    IReadOnlyList<TensorToWrite> Tensors();

    /// <summary>Puts a checkpoint's tensors and metadata into a training of the same sizes.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or lacks something.</exception>
    void Restore(ITensorFile file);
}
