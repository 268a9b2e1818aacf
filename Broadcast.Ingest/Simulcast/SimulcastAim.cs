namespace Broadcast.Ingest.Simulcast;

/// <summary>What is pushed where. Aims that are equal need no new push.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Target">Its name in the settings, or its id where operators have made it.</param>
/// <param name="Url">Where to; holds the key.</param>
/// <param name="Held">Begins held back.</param>
/// <param name="FromSettings">Whether the settings name it; otherwise the facts do.</param>
internal sealed record SimulcastAim(string Channel, string Target, PushUrl Url, bool Held, bool FromSettings)
{
    /// <summary>Whether the platform may be on this machine or in its networks.</summary>
    public required bool AllowLocal { get; init; }
}
