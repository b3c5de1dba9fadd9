namespace Cmae.MLNet.Checkpoints;

/// <summary>A file is whole, and of a kind that this library does not read; the message, which continues the file's name, says what to do.</summary>
internal sealed class UnsupportedCheckpointException(string message) : Exception(message);
