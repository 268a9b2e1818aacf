namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>How an attempt to fetch an input ended.</summary>
/// <param name="Fault">In plain words; null when it was told to stop.</param>
/// <param name="Delivered">How long it delivered.</param>
/// <param name="UnfitVideo">Its picture cannot be copied.</param>
/// <param name="UnfitAudio">Its sound cannot be copied.</param>
/// <param name="NotBegun">FFmpeg could not be started, or could not listen.</param>
internal sealed record FetchResult(string? Fault, TimeSpan Delivered = default, bool UnfitVideo = false, bool UnfitAudio = false, bool NotBegun = false);
