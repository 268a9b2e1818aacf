namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>How an attempt to fetch an input ended.</summary>
/// <param name="Fault">Why it ended, in plain words; null when it was told to stop.</param>
/// <param name="Delivered">Time between the first and the last message.</param>
/// <param name="UnfitVideo">FLV cannot carry the picture without encoding.</param>
/// <param name="UnfitAudio">FLV cannot carry the sound without encoding.</param>
/// <param name="NotBegun">FFmpeg could not be started, or could not listen.</param>
internal sealed record FetchResult(string? Fault, TimeSpan Delivered = default, bool UnfitVideo = false, bool UnfitAudio = false, bool NotBegun = false);
