namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>A verb was canceled, and there is something to say about it.</summary>
/// <param name="hint">What was kept, and how to continue.</param>
internal sealed class VerbCanceledException(string hint) : OperationCanceledException(hint);
