namespace Broadcast.Ingest.Channels;

/// <summary>A rendition that follows what its channel lists. Made by the ladder.</summary>
internal interface IRenditionTape : IDisposable
{
    Rendition Rendition { get; }

    /// <summary>The channel's source has a new listing. Called under the channel's gate; must return at once.</summary>
    void OnListed(Listing source);
}
